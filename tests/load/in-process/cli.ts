import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { readSfAnswer, type SfAnswer } from '../../../src/org/answer.ts';
import type { SfRun } from '../../../src/org/sf.ts';
import { shellText } from '../../../src/org/sf-argv.ts';
import { deployStatus, deployZip } from '../../../src/practice-org/deploy/deploy.ts';
import type { RunningOrg } from '../../../src/practice-org/server.ts';

/** The aliases under which the CLI of this process is logged in to an org. */
const orgs = new Map<string, RunningOrg>();

export function logIn(alias: string, running: RunningOrg): void {
  orgs.set(alias, running);
  orgs.set(running.org.options.username, running);
}

/** No process has this number. */
const ENDED = 2_147_483_646;

/**
 * What stands for `sf` in these tests, in the place of `runSf`: does what the real one does with an org, call by call, in
 * this process. The tests in `../e2e` hold a load against the real one.
 */
export async function runSf(argv: readonly string[], run: SfRun): Promise<SfAnswer> {
  const at = new Date();
  run.started?.(ENDED);
  const text = await answerOf(argv, run).then(
    (result) => JSON.stringify({ status: 0, result }),
    (error: Error) => JSON.stringify({ status: 1, name: error.name, message: error.message }),
  );
  if (run.output) writeFileSync(run.output, text);
  const answer = readSfAnswer(text);
  const outcome = answer.ok ? 'ok' : answer.name;
  run.log.add({ at: at.toISOString(), command: shellText(argv), ms: 0, outcome });
  return answer;
}

export function readKept(file: string): string {
  return readFileSync(file, 'utf8');
}

async function answerOf(argv: readonly string[], { cwd = '.' }: SfRun): Promise<unknown> {
  const flag = (name: string) => (argv.includes(name) ? argv[argv.indexOf(name) + 1] : undefined);
  const words = argv.slice(0, 3).join(' ');
  if (words.startsWith('org list')) return [...orgs.keys()].map((alias) => ({ alias, username: alias }));
  const alias = flag('--target-org');
  if (alias === undefined) throw failure('NoDefaultEnvError', 'No default environment found.');
  const running = orgs.get(alias);
  if (!running) throw failure('NamedOrgNotFoundError', `No authorization information found for ${alias}.`);
  const token = `${running.org.orgId}!practice`;
  if (words.startsWith('org display'))
    return {
      ...{
        id: running.org.orgId,
        instanceUrl: running.url,
        apiVersion: '65.0',
        connectedStatus: 'Connected',
      },
      ...{ username: running.org.options.username, alias },
    };
  if (words === 'org auth show-access-token') return { accessToken: token };
  if (words === 'org assign permset') return assign(running, flag('--name')!, token);
  if (words === 'project deploy start') return deploy(running, join(cwd, flag('--source-dir')!));
  const object = flag('--sobject');
  const operation = { upsert: 'upsert', import: 'insert', delete: 'delete' }[argv[1]!];
  if (!operation) throw new Error(`There is no ${words} here.`);
  const id = await submitJob(running, token, readFileSync(flag('--file')!, 'utf8'), {
    ...{ object, operation: argv.includes('--hard-delete') ? 'hardDelete' : operation },
    ...(operation === 'upsert' ? { externalIdFieldName: flag('--external-id') } : {}),
    ...{ columnDelimiter: 'COMMA', lineEnding: 'LF', contentType: 'CSV' },
  });
  return operation === 'insert' ? { jobId: id } : { jobInfo: { id } };
}

function failure(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}

async function submitJob(running: RunningOrg, token: string, csv: string, request: object): Promise<string> {
  const send = async (method: string, path: string, body: string) => {
    const response = await fetch(`${running.url}/services/data/v65.0/jobs/ingest${path}`, {
      ...{ method, body, headers: { Authorization: `Bearer ${token}` } },
    });
    const text = await response.text();
    if (response.ok) return text;
    const [{ errorCode, message }] = JSON.parse(text);
    throw failure(errorCode, message);
  };
  const { id } = JSON.parse(await send('POST', '', JSON.stringify(request)));
  await send('PUT', `/${id}/batches`, csv);
  await send('PATCH', `/${id}`, JSON.stringify({ state: 'UploadComplete' }));
  return id;
}

/** Deploys a project in source format as the CLI does, which makes one file of an object's fields. */
function deploy(running: RunningOrg, folder: string): unknown {
  const main = join(folder, 'main/default');
  const inner = (file: string) => readFileSync(file, 'utf8').replace(/[\s\S]*<CustomField[^>]*>/, '<fields>');
  const objects = readdirSync(join(main, 'objects')).map((name) => {
    const fields = join(main, 'objects', name, 'fields');
    const text = readdirSync(fields).map((file) =>
      inner(join(fields, file)).replace('</CustomField>', '</fields>'),
    );
    return [`objects/${name}.object`, `<CustomObject>${text.join('')}</CustomObject>`] as const;
  });
  const sets = join(main, 'permissionsets');
  const granted = readdirSync(sets).map(
    (file) =>
      [`permissionsets/${file.replace('-meta.xml', '')}`, readFileSync(join(sets, file), 'utf8')] as const,
  );
  const zip = zipSync(
    Object.fromEntries([...objects, ...granted].map(([file, text]) => [file, strToU8(text)])),
  );
  return deployStatus(running.org, deployZip(running.org, Buffer.from(zip), false));
}

async function assign(running: RunningOrg, name: string, token: string): Promise<unknown> {
  const set = running.records('PermissionSet').find((record) => record.Name === name);
  const body = JSON.stringify({ AssigneeId: running.org.userId, PermissionSetId: set?.Id });
  const response = await fetch(`${running.url}/services/data/v65.0/sobjects/PermissionSetAssignment`, {
    ...{
      method: 'POST',
      body,
      headers: { Authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    },
  });
  if (response.ok) return { successes: [{ name: running.org.options.username, value: name }], failures: [] };
  const [{ errorCode, message }] = (await response.json()) as [{ errorCode: string; message: string }];
  throw failure(errorCode, message);
}
