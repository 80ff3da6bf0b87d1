import { join } from 'node:path';
import { catalogOf } from '../../catalog/overlay.ts';
import type { Config } from '../../config/schema.ts';
import { readOrganization, readSchema } from '../../org/about-org.ts';
import { CallLog } from '../../org/call-log.ts';
import type { OrgSchema } from '../../org/describe.ts';
import { guardProduction } from '../../org/guard.ts';
import { setupCommand } from '../../org/next-command.ts';
import { openSession } from '../../org/session/open-session.ts';
import type { Session, Way } from '../../org/session.ts';
import type { OrgName } from '../../org/sf-argv.ts';
import { EXIT, type Problem, UserError } from '../../shared/errors.ts';
import { interruptible } from '../../shared/on-interrupt.ts';
import type { Progress } from '../../shared/progress.ts';
import { newRunFolder, openRuns, runsOf } from '../run/run-folder.ts';
import { DEPLOYER_OF } from './deployer.ts';
import { readGranted } from './granted.ts';
import { type KeyFieldProject, keyFieldMetadata, permissionSetOf } from './key-field-metadata.ts';

export interface SetupOptions {
  config: Config;
  /** The way to the org; see `openSession`. */
  via?: Way | undefined;
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
  const next = setupCommand(org);
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
  const session = await openSession({ org, log, retryAttempts }, options.via);
  openRuns(options.dir, session);
  log.openFile(join(newRunFolder(runsOf(options.dir, session), '-setup'), 'calls.jsonl'));
  const organization = await readOrganization(session);
  guardProduction(organization, session.host, options.allowProduction, setupCommand(org));

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
  const notUnique = await deploy(session, project, progress);
  progress.say(`Assigning ${permissionSet} to ${session.username}`);
  await assign(session, permissionSet);
  const missing = missingFields(await readSchema(session, sobjects), sobjects, externalIdField);
  if (missing.length > 0) {
    throw new UserError(missing, {
      exitCode: EXIT.preflight,
      next: DEPLOYER_OF[session.via].assignCommand(session, permissionSet),
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

/** Deploys; where an object refuses `unique`, again without it. Returns the objects that did. */
async function deploy(session: Session, project: KeyFieldProject, progress: Progress): Promise<string[]> {
  const { externalIdField } = project;
  const { status, isDone, failures, successes } = await DEPLOYER_OF[session.via].deploy(
    session,
    externalIdField,
    keyFieldMetadata(project),
    progress,
  );
  if (isDone) return [...project.notUnique];
  const refused = failures
    .filter(({ problem }) => /unique/i.test(problem))
    .map(({ fullName }) => fullName.split('.')[0]!)
    .filter((home) => !project.notUnique.includes(home));
  if (refused.length > 0)
    return deploy(session, { ...project, notUnique: [...project.notUnique, ...refused] }, progress);
  const problems = failures.map(({ fullName, problem }) => ({ message: `${fullName}: ${problem}` }));
  // Most orgs take all of a deploy or nothing of it; where one didn't, the rest must be known.
  const names = (status === 'SucceededPartial' ? successes : [])
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
}

async function assign(session: Session, permissionSet: string): Promise<void> {
  const deployer = DEPLOYER_OF[session.via];
  const why = await deployer.assign(session, permissionSet);
  if (why === undefined) return;
  throw new UserError(
    {
      message: `The field and the permission set ${permissionSet} are deployed, but it isn't assigned to you: ${why}`,
      hint: 'Ask an administrator to assign it, or run setup again.',
    },
    { exitCode: EXIT.preflight, next: deployer.assignCommand(session, permissionSet) },
  );
}
