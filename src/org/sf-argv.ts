import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXIT, UserError } from '../shared/errors.ts';
import { shellLine } from '../shared/shell-words.ts';

/** The org as the user named it; undefined is the CLI's default org. */
export type OrgName = string | undefined;

const target = (org: OrgName) => (org === undefined ? [] : ['--target-org', org]);
const csv = ['--line-ending', 'LF', '--column-delimiter', 'COMMA'];

/** `sf data upsert bulk`, without `--wait`: it returns the job's id at once, so that the job can be resumed. */
export function upsertArgv(step: {
  sobject: string;
  externalId: string;
  file: string;
  org: OrgName;
}): string[] {
  const { sobject, externalId, file, org } = step;
  const what = ['--sobject', sobject, '--external-id', externalId, '--file', file];
  return ['data', 'upsert', 'bulk', ...what, ...csv, ...target(org), '--json'];
}

/** `sf data import bulk`: an insert. Repeating it inserts again, so callers query the org first. */
export function importArgv(step: { sobject: string; file: string; org: OrgName }): string[] {
  return [
    'data',
    'import',
    'bulk',
    '--sobject',
    step.sobject,
    '--file',
    step.file,
    ...csv,
    ...target(step.org),
    '--json',
  ];
}

/** `sf data delete bulk`, which takes no `--column-delimiter`: the file has one column. */
export function deleteArgv(step: { sobject: string; file: string; org: OrgName; hard: boolean }): string[] {
  const { sobject, file, org, hard } = step;
  const how = ['--line-ending', 'LF', ...(hard ? ['--hard-delete'] : [])];
  return ['data', 'delete', 'bulk', '--sobject', sobject, '--file', file, ...how, ...target(org), '--json'];
}

export function displayArgv(org: OrgName): string[] {
  return ['org', 'display', ...target(org), '--json'];
}

/** `sf org auth show-access-token`: since 2026, `org display` hides the token. */
export function tokenArgv(org: OrgName): string[] {
  return ['org', 'auth', 'show-access-token', ...target(org), '--no-prompt', '--json'];
}

export function deployArgv(folder: string, org: OrgName): string[] {
  return [
    'project',
    'deploy',
    'start',
    '--source-dir',
    folder,
    ...target(org),
    '--wait',
    '30',
    '--ignore-conflicts',
    '--json',
  ];
}

export function assignArgv(permissionSet: string, org: OrgName): string[] {
  return ['org', 'assign', 'permset', '--name', permissionSet, ...target(org), '--json'];
}

export function listOrgsArgv(): string[] {
  return ['org', 'list', 'auth', '--json'];
}

/** A command as typed in a shell. */
export function shellText(argv: readonly string[]): string {
  return shellLine(['sf', ...argv]);
}

/**
 * The environment of the CLI: quiet and headless, otherwise the user's settings. Without its log file, and with its
 * code cached, it starts a fifth faster.
 */
export const sfEnvironment: Readonly<Record<string, string>> = {
  SF_AUTOUPDATE_DISABLE: 'true',
  SF_DISABLE_AUTOUPDATE: 'true',
  SF_DISABLE_TELEMETRY: 'true',
  SF_SKIP_NEW_VERSION_CHECK: 'true',
  SF_HIDE_RELEASE_NOTES: 'true',
  SF_DISABLE_LOG_FILE: 'true',
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(tmpdir(), 'node-compile-cache'),
  FORCE_COLOR: '0',
};

/** The error of a missing CLI; `wanted` says what it is needed for. */
export class NoSf extends UserError {
  constructor(wanted: string) {
    super(
      { message: '`sf` not found on the PATH.', hint: wanted },
      { exitCode: EXIT.noOrg, next: 'npm install --global @salesforce/cli' },
    );
  }
}
