import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { catalogOf } from '../../catalog/overlay.ts';
import type { Config } from '../../config/schema.ts';
import { readOrganization, readSchema } from '../../org/about-org.ts';
import { ofSf, shaped } from '../../org/answer.ts';
import { CallLog } from '../../org/call-log.ts';
import type { OrgSchema } from '../../org/describe.ts';
import { guardProduction } from '../../org/guard.ts';
import { targetFlag } from '../../org/next-command.ts';
import { openSession } from '../../org/open-session.ts';
import type { Session } from '../../org/session.ts';
import { runSf } from '../../org/sf.ts';
import { assignArgv, deployArgv, type OrgName } from '../../org/sf-argv.ts';
import { EXIT, type Problem, UserError } from '../../shared/errors.ts';
import type { Progress } from '../../shared/progress.ts';
import { interruptible } from '../run/on-interrupt.ts';
import { newRunFolder, openRuns, runsOf } from '../run/run-folder.ts';
import { readGranted } from './granted.ts';
import { type KeyFieldProject, permissionSetOf, writeKeyFieldProject } from './key-field-metadata.ts';

export interface SetupOptions {
  config: Config;
  dir: string;
  allowProduction?: string;
  progress: Progress;
}

/** What `setup` found and did in one org. */
export interface Setup {
  org: string;
  username: string;
  externalIdField: string;
  sobjects: string[];
  permissionSet: string;
  /** False where all was in place before. */
  deployed: boolean;
  /** Objects that refused a unique field: there the load alone keeps keys unique. */
  notUnique: string[];
}

/** Deploys the External ID field where it is missing, grants it to the user, and checks the result. */
export async function setup(org: OrgName, options: SetupOptions): Promise<Setup> {
  const next = `sfdc-datagen setup${targetFlag(org)}`;
  return interruptible(
    () => options.progress.say(`Interrupted. A deploy that has started continues in the org. Next: ${next}`),
    () => setUp(org, options),
  );
}

async function setUp(org: OrgName, options: SetupOptions): Promise<Setup> {
  const { config, progress } = options;
  const externalIdField = config.salesforce.external_id_field;
  const log = new CallLog(progress.say);
  const { retry_attempts: retryAttempts } = config.salesforce;
  const session = await openSession({ org, log, retryAttempts }, 'sf');
  openRuns(options.dir, session);
  log.openFile(join(newRunFolder(runsOf(options.dir, session), '-setup'), 'calls.jsonl'));
  const organization = await readOrganization(session);
  const target = targetFlag(org);
  guardProduction(organization, session.host, options.allowProduction, `sfdc-datagen setup${target}`);

  const catalog = catalogOf(config.objects);
  const sobjects = Object.keys(catalog).filter((sobject) => catalog[sobject]!.match.by === 'external_id');
  const permissionSet = permissionSetOf(externalIdField);
  const done = { org: session.name, username: session.username, externalIdField, sobjects, permissionSet };
  const schema = await readSchema(session, sobjects);
  if (missingFields(schema, sobjects, externalIdField).length === 0) {
    return { ...done, deployed: false, notUnique: [] };
  }
  const absent = sobjects.filter((sobject) => !schema[sobject]);
  if (absent.length > 0)
    throw new UserError(missingFields(schema, absent, externalIdField), { exitCode: EXIT.preflight });
  // A field that is there stays as it is, whatever somebody made of it.
  const homes = sobjects
    .filter((sobject) => !schema[sobject]!.fields[externalIdField])
    .map((sobject) => catalog[sobject]!.customFieldsOn ?? sobject);
  const granted = await readGranted(session, permissionSet);
  const project = { externalIdField, homes: [...new Set(homes)], sobjects, granted, notUnique: [] };
  const fields = homes.length > 0 ? `${externalIdField} on ${project.homes.join(', ')} and ` : '';
  progress.say(`Deploying ${fields}the permission set ${permissionSet}`);
  const notUnique = await deploy(session, project);
  progress.say(`Assigning ${permissionSet} to ${session.username}`);
  await assign(session, permissionSet);
  const missing = missingFields(await readSchema(session, sobjects), sobjects, externalIdField);
  if (missing.length > 0) {
    throw new UserError(missing, {
      exitCode: EXIT.preflight,
      next: `sf org assign permset --name ${permissionSet}${target}`,
    });
  }
  return { ...done, deployed: true, notUnique };
}

/** What keeps a load from using the field, in the words of a describe. */
function missingFields(schema: OrgSchema, sobjects: readonly string[], name: string): Problem[] {
  return sobjects.flatMap((sobject): Problem[] => {
    const field = schema[sobject]?.fields[name];
    if (!schema[sobject])
      return [{ message: `The org has no object ${sobject}, or you don't have access to it.` }];
    if (!field)
      return [{ message: `The org has no field ${sobject}.${name}, or you don't have access to it.` }];
    if (!field.externalId) return [{ message: `${sobject}.${name} isn't an External ID field.` }];
    return field.createable ? [] : [{ message: `You don't have edit access to ${sobject}.${name}.` }];
  });
}

const component = z.object({
  fullName: z.string().optional().default(''),
  problem: z.string().optional().default(''),
});
const components = z.union([component.transform((one) => [one]), z.array(component)]).optional();
const deployResult = z.object({
  success: z.boolean().optional(),
  status: z.string().optional(),
  details: z.object({ componentFailures: components, componentSuccesses: components }).optional(),
});

/** Deploys; where an object refuses `unique`, again without it. Returns the objects that did. */
async function deploy(session: Session, project: KeyFieldProject): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'sfdc-datagen-setup-'));
  try {
    writeKeyFieldProject(folder, project);
    const answer = await runSf(deployArgv('force-app', session.username), {
      ...{ log: session.log, cwd: folder, limitMs: 35 * 60_000 },
    });
    if (!answer.ok) {
      const hint = answer.connection
        ? 'It may still be running in the org; run setup again to see what is missing.'
        : 'Setup can be repeated: it deploys what is missing.';
      throw new UserError(
        { message: `The deploy failed (${answer.name}): ${answer.message}`, hint },
        { exitCode: answer.connection ? EXIT.noOrg : EXIT.preflight },
      );
    }
    const { success, status, details } = shaped(deployResult, answer.result, ofSf('sf project deploy start'));
    if (success === true || status === 'Succeeded') return [...project.notUnique];
    const failures = details?.componentFailures ?? [];
    const refused = failures
      .filter(({ problem }) => /unique/i.test(problem))
      .map(({ fullName }) => fullName.split('.')[0]!)
      .filter((home) => !project.notUnique.includes(home));
    if (refused.length > 0) {
      return await deploy(session, { ...project, notUnique: [...project.notUnique, ...refused] });
    }
    const problems = failures.map(({ fullName, problem }) => ({ message: `${fullName}: ${problem}` }));
    // Most orgs take all of a deploy or nothing of it; where one didn't, the rest must be known.
    const deployed = status === 'SucceededPartial' ? (details?.componentSuccesses ?? []) : [];
    const names = deployed
      .map(({ fullName }) => fullName)
      .filter((name) => name !== '' && name !== 'package.xml');
    if (names.length > 0) problems.push({ message: `Deployed: ${names.join(', ')}.` });
    throw new UserError(
      problems.length > 0 ? problems : { message: `The deploy ended with status ${status}.` },
      {
        exitCode: EXIT.preflight,
        outcome: names.length > 0 ? 'the deploy succeeded in part' : 'nothing was deployed',
      },
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Assigns the permission set; that it is assigned already is an error to the CLI, not to us. */
async function assign(session: Session, permissionSet: string): Promise<void> {
  const answer = await runSf(assignArgv(permissionSet, session.username), { log: session.log });
  const text = answer.ok ? JSON.stringify(answer.result) : `${answer.name} ${answer.message}`;
  const assigned = answer.ok && !/"failures":\[\{/.test(text);
  if (assigned || /Duplicate ?PermissionSetAssignment/i.test(text)) return;
  throw new UserError(
    {
      message: `The field and the permission set ${permissionSet} are deployed, but it isn't assigned to you: ${text}`,
      hint: 'Ask an administrator to assign it, or run setup again.',
    },
    {
      exitCode: EXIT.preflight,
      next: `sf org assign permset --name ${permissionSet}${targetFlag(session.org)}`,
    },
  );
}
