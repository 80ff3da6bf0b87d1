import { readdirSync, readFileSync, type WriteStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { deployStatus, deployZip } from '../../../src/practice-org/deploy/deploy.ts';
import type { Org } from '../../../src/practice-org/org.ts';
import { respond } from '../../../src/practice-org/server.ts';

/** An org that the CLI is logged in to. */
export interface Login {
  alias: string;
  origin: string;
  org: Org;
  /** What is behind the `!` of its token. */
  token: string;
}

/** What goes wrong in one start of `sf`. */
export type SfFault =
  /** It is killed after so many of its requests: it creates a job, uploads the rows, and closes the job. */
  | { killedAfter: number }
  /** It is given up, as it says nothing; what it sent is in the org. */
  | { timedOut: true }
  /** It prints this: text as it is, else as JSON. */
  | { prints: unknown }
  /** It isn't installed. */
  | { missing: true };

/** One start of `sf`. */
interface Start {
  argv: readonly string[];
  /** The command and its flags on one line. */
  line: string;
}

/** No process of a system has a higher number. */
export const FIRST_PID = 1 << 22;

/** The CLI of a test: what it is logged in to, what was started, and what goes wrong. */
export const sf = {
  logins: [] as Login[],
  starts: [] as Start[],
  faults: [] as { match: RegExp; fault: SfFault }[],
  /** The number of the last process. */
  pid: FIRST_PID,
  /** The processes that run. */
  alive: new Set<number>(),
  /** Called before a command is run; what it throws ends the test's load, as a kill would. */
  before: (_line: string): void => {},
  /** The next start of a command that matches goes wrong. */
  next(match: RegExp, ...faults: SfFault[]): void {
    for (const fault of faults) this.faults.push({ match, fault });
  },
  reset(): void {
    Object.assign(this, { logins: [], starts: [], faults: [], alive: new Set(), before: () => {} });
  },
};

interface Ended {
  stdout?: string;
  stderr?: string;
  timedOut?: boolean;
  code?: string;
  originalMessage?: string;
}

interface Options {
  stdout?: WriteStream | 'pipe';
  cwd?: string;
  timeout?: number;
}

/** In the place of execa: runs `sf` as the practice orgs of the test answer it, without a process. */
export function execa(_file: string, argv: readonly string[], options: Options = {}) {
  const line = argv.join(' ');
  sf.starts.push({ argv, line });
  const at = sf.faults.findIndex(({ match }) => match.test(line));
  const fault = at < 0 ? undefined : sf.faults.splice(at, 1)[0]!.fault;
  const pid = ++sf.pid;
  sf.alive.add(pid);
  const work = run(argv, line, options, fault).finally(() => sf.alive.delete(pid));
  // Nobody may be left to hear of its end.
  work.catch(() => {});
  return Object.assign(work, fault && 'missing' in fault ? {} : { pid });
}

async function run(
  argv: readonly string[],
  line: string,
  options: Options,
  fault: SfFault | undefined,
): Promise<Ended> {
  sf.before(line);
  if (fault && 'missing' in fault) return { code: 'ENOENT', originalMessage: 'spawn sf ENOENT' };
  const most = fault && 'killedAfter' in fault ? fault.killedAfter : Number.POSITIVE_INFINITY;
  const answer = fault && 'prints' in fault ? fault.prints : await answerOf(argv, options, most);
  if (fault && 'timedOut' in fault) {
    await new Promise((resolve) => setTimeout(resolve, options.timeout));
    return { timedOut: true };
  }
  if (fault && 'killedAfter' in fault) return { stdout: '' };
  const text = typeof answer === 'string' ? answer : JSON.stringify(answer, null, 2);
  const { stdout } = options;
  if (stdout === undefined || stdout === 'pipe') return { stdout: text };
  // A process has the file for itself, whatever becomes of the one that opened it.
  writeFileSync(stdout.path, text);
  return {};
}

const done = (result: unknown) => ({ status: 0, result, warnings: [] });
const failed = (name: string, message: string, more = {}) => ({
  status: 1,
  exitCode: 1,
  name,
  message,
  ...more,
});

const flag = (argv: readonly string[], name: string) => argv[argv.indexOf(name) + 1] ?? '';

/** What `sf … --json` prints. */
async function answerOf(argv: readonly string[], options: Options, most: number): Promise<unknown> {
  const [command] = argv.join(' ').split(' --');
  if (command === 'org list auth')
    return done(sf.logins.map(({ alias, org }) => ({ alias, username: org.options.username })));
  const named = argv.includes('--target-org') ? flag(argv, '--target-org') : undefined;
  if (named === undefined) return failed('NoDefaultEnvError', 'No default environment found.');
  // The last login of a username is the one that counts.
  const login = sf.logins.findLast(({ alias, org }) => alias === named || org.options.username === named);
  if (!login)
    return failed('NamedOrgNotFoundError', `No authorization information found for ${named}.`, {
      actions: [],
    });
  switch (command) {
    case 'org display':
      return done(displayed(login));
    case 'org auth show-access-token':
      return done({ accessToken: tokenOf(login) });
    case 'project deploy start':
      return deploy(login, join(options.cwd ?? '', flag(argv, '--source-dir')));
    case 'org assign permset':
      return assign(login, flag(argv, '--name'));
    default:
      return bulk(login, argv, most);
  }
}

const tokenOf = ({ org, token }: Login) => `${org.orgId}!${token}`;

function displayed({ org, origin, alias }: Login) {
  return {
    id: org.orgId,
    apiVersion: '62.0',
    accessToken: '[REDACTED] Use "sf org auth show-access-token" to see it',
    instanceUrl: origin,
    username: org.options.username,
    clientId: 'PlatformCLI',
    connectedStatus: 'Connected',
    alias,
  };
}

interface Refused {
  failure: unknown;
}

/** A request of the CLI's own: its JSON, or what the CLI prints of an error. */
async function request(login: Login, method: string, path: string, body: string): Promise<unknown | Refused> {
  const reply = await respond(login.org, login.origin, {
    ...{ method, url: `/services/data/v62.0/${path}`, body: Buffer.from(body) },
    headers: { authorization: `Bearer ${tokenOf(login)}`, 'user-agent': 'sfdx toolbelt' },
  });
  if (!reply) return { failure: failed('ECONNRESET', 'socket hang up') };
  if (reply.status < 400) return reply.body === '' ? {} : JSON.parse(reply.body);
  const [error] = JSON.parse(reply.body) as { errorCode: string; message: string }[];
  return { failure: failed(error!.errorCode, error!.message) };
}

/** `sf data upsert|import|delete bulk` without `--wait`: creates a job, uploads the file, and closes it. */
async function bulk(login: Login, argv: readonly string[], most: number): Promise<unknown> {
  if (most === 0) return undefined;
  const verb = argv[1]!;
  const operation = verb === 'import' ? 'insert' : argv.includes('--hard-delete') ? 'hardDelete' : verb;
  const job = {
    ...{ object: flag(argv, '--sobject'), operation, lineEnding: 'LF', contentType: 'CSV' },
    ...(verb === 'upsert' ? { externalIdFieldName: flag(argv, '--external-id') } : {}),
  };
  const created = (await request(login, 'POST', 'jobs/ingest', JSON.stringify(job))) as
    | { id: string }
    | Refused;
  if ('failure' in created) return created.failure;
  const { id } = created;
  const csv = readFileSync(flag(argv, '--file'), 'utf8');
  for (const [method, path, body] of [
    ['PUT', `jobs/ingest/${id}/batches`, csv],
    ['PATCH', `jobs/ingest/${id}`, JSON.stringify({ state: 'UploadComplete' })],
  ].slice(0, most - 1) as [string, string, string][]) {
    const answer = await request(login, method, path, body);
    if (answer && typeof answer === 'object' && 'failure' in answer) return answer.failure;
  }
  return done(verb === 'import' ? { jobId: id } : { jobInfo: { id }, records: {} });
}

/** `sf project deploy start`: the fields and permission sets of a folder in source format. */
function deploy({ org }: Login, folder: string): unknown {
  const files: Record<string, Uint8Array> = {};
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const text = () => readFileSync(join(folder, name), 'utf8');
    const field = /objects\/(\w+)\/fields\/.*-meta\.xml$/.exec(name);
    const set = /permissionsets\/(\w+)\.permissionset-meta\.xml$/.exec(name);
    if (set) files[`permissionsets/${set[1]}.permissionset`] = strToU8(text());
    if (!field) continue;
    const inner = /<CustomField[^>]*>([\s\S]*)<\/CustomField>/.exec(text())![1];
    files[`objects/${field[1]}.object`] = strToU8(`<CustomObject><fields>${inner}</fields></CustomObject>`);
  }
  const result = deployStatus(org, deployZip(org, Buffer.from(zipSync(files)), false));
  return result.success ? done(result) : { status: 1, result };
}

/** `sf org assign permset`, whose failures are in a success. */
async function assign(login: Login, name: string): Promise<unknown> {
  const { org } = login;
  const set = org.records.all('PermissionSet').find((one) => one.Name === name);
  const values = { AssigneeId: org.userId, PermissionSetId: set?.Id };
  const answer = await request(login, 'POST', 'sobjects/PermissionSetAssignment', JSON.stringify(values));
  const ofUser = { name: org.options.username };
  if (answer && typeof answer === 'object' && 'failure' in answer) {
    const { message } = answer.failure as { message: string };
    return done({ successes: [], failures: [{ ...ofUser, message }] });
  }
  return done({ successes: [{ ...ofUser, value: name }], failures: [] });
}
