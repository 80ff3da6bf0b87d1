import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { catalogOf } from '../../catalog/overlay.ts';
import type { Config } from '../../config/schema.ts';
import { EXIT, type Problem, UserError } from '../../errors.ts';
import type { OrgSchema } from '../../export/org-schema.ts';
import type { Progress } from '../../progress.ts';
import { readOrganization, readSchema } from '../org/about-org.ts';
import { CallLog } from '../org/call-log.ts';
import { guardProduction } from '../org/guard.ts';
import { openSession, type Session } from '../org/session.ts';
import { runSf } from '../org/sf.ts';
import { assignArgv, deployArgv, type OrgName } from '../org/sf-argv.ts';
import { newRunFolder, openRuns, runsOf } from '../run-folder.ts';
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

/** Deploys the External ID field where it lacks, grants it to the user, and looks whether it took. */
export async function setup(org: OrgName, options: SetupOptions): Promise<Setup> {
  const { config, progress } = options;
  const externalIdField = config.salesforce.external_id_field;
  const log = new CallLog();
  const session = await openSession(org, log, config.salesforce.retry_attempts);
  openRuns(options.dir, session);
  log.openFile(join(newRunFolder(runsOf(options.dir, session), '-setup'), 'calls.jsonl'));
  const organization = await readOrganization(session);
  const target = org === undefined ? '' : ` --target-org ${org}`;
  guardProduction(organization, session.host, options.allowProduction, `sfdc-datagen setup${target}`);

  const catalog = catalogOf(config.objects);
  const sobjects = Object.keys(catalog).filter((sobject) => catalog[sobject]!.match.by === 'external_id');
  const permissionSet = permissionSetOf(externalIdField);
  const done = { org: session.name, username: session.username, externalIdField, sobjects, permissionSet };
  if (missingFields(await readSchema(session, sobjects), sobjects, externalIdField).length === 0) {
    return { ...done, deployed: false, notUnique: [] };
  }
  const homes = new Map<string, string[]>();
  for (const sobject of sobjects) {
    const home = catalog[sobject]!.customFieldsOn ?? sobject;
    homes.set(home, [...(homes.get(home) ?? []), sobject]);
  }
  progress.say(
    `Deploying ${externalIdField} on ${[...homes.keys()].join(', ')} and the permission set ${permissionSet}`,
  );
  const notUnique = await deploy(session, { externalIdField, homes, notUnique: [] });
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
    if (!schema[sobject]) return [{ message: `The org has no object ${sobject}, or you may not see it.` }];
    if (!field) return [{ message: `${sobject}.${name} is not there, or you may not see it.` }];
    if (!field.externalId) return [{ message: `${sobject}.${name} is not an External ID.` }];
    return field.createable ? [] : [{ message: `You may not write ${sobject}.${name}.` }];
  });
}

const failure = z.object({
  fullName: z.string().optional().default(''),
  problem: z.string().optional().default(''),
});
const deployResult = z.object({
  success: z.boolean().optional(),
  status: z.string().optional(),
  details: z
    .object({ componentFailures: z.union([failure.transform((one) => [one]), z.array(failure)]).optional() })
    .optional(),
});

/** Deploys; where an object refuses `unique`, once more without it. Answers the objects that did. */
async function deploy(session: Session, project: KeyFieldProject): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'sfdc-datagen-setup-'));
  try {
    writeKeyFieldProject(folder, project);
    const answer = await runSf(deployArgv('force-app', session.org), { log: session.log, cwd: folder });
    if (!answer.ok) {
      throw new UserError(
        { message: `The deploy failed (${answer.name}): ${answer.message}` },
        { exitCode: answer.connection ? EXIT.noOrg : EXIT.preflight },
      );
    }
    const { success, status, details } = deployResult.parse(answer.result);
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
    throw new UserError(problems.length > 0 ? problems : { message: `The deploy ended as ${status}.` }, {
      exitCode: EXIT.preflight,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Assigns the permission set; that it is assigned already is an error to the CLI, not to us. */
async function assign(session: Session, permissionSet: string): Promise<void> {
  const answer = await runSf(assignArgv(permissionSet, session.org), { log: session.log });
  const text = answer.ok ? JSON.stringify(answer.result) : `${answer.name} ${answer.message}`;
  const assigned = answer.ok && !/"failures":\[\{/.test(text);
  if (assigned || /Duplicate ?PermissionSetAssignment/i.test(text)) return;
  throw new UserError(
    { message: `The permission set ${permissionSet} was not assigned: ${text}` },
    { exitCode: EXIT.preflight },
  );
}
