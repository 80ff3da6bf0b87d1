import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { execa } from 'execa';
import { sfEnvironment } from '../../src/org/sf-argv.ts';
import type { OrgOptions } from '../../src/practice-org/options.ts';
import { type RunningOrg, startServer } from '../../src/practice-org/server.ts';

const root = join(import.meta.dirname, '../..');

/** A real `sf` with a home of its own. */
export interface Sf {
  home: string;
  /** The environment in which `sf` is on the PATH and keeps all it knows in `home`. */
  env: Record<string, string>;
  remove(): Promise<void>;
}

/** How one run of `sf` ended; `json` is what it printed with `--json`. */
export interface SfRun {
  exitCode: number;
  stdout: string;
  stderr: string;
  json: SfJson | undefined;
}

/** The outer shape of all that `sf --json` prints. */
interface SfJson {
  status: number;
  name?: string;
  message?: string;
  // biome-ignore lint/suspicious/noExplicitAny: each command has a result of its own
  result?: any;
  // biome-ignore lint/suspicious/noExplicitAny: so has each error
  data?: any;
  actions?: string[];
}

/** Starts an org on a free port, by default one whose jobs take no time. */
export function startOrg(options: Partial<OrgOptions> = {}): Promise<RunningOrg> {
  return startServer({ jobSeconds: 0.05, ...options });
}

/** The folder of the pinned `sf`, which `scripts/sf.sh` installs into `.sf/` once. */
export async function sfBin(): Promise<string> {
  await execa('sh', [join(root, 'scripts/sf.sh')], { stdio: 'inherit' });
  return join(root, '.sf/node_modules/.bin');
}

/** A home in which nobody is logged in. */
export async function sfHome(): Promise<Sf> {
  const home = mkdtempSync(join(tmpdir(), 'sf-home-'));
  const path = [await sfBin(), join(process.execPath, '..'), process.env.PATH].join(delimiter);
  return {
    home,
    env: {
      PATH: path,
      HOME: home,
      // What the tool's own commands to run next begin with.
      SFDC_DATAGEN_PROGRAM: 'sfdc-datagen',
      ...sfEnvironment,
      SF_USE_GENERIC_UNIX_KEYCHAIN: 'true',
    },
    remove: () => rm(home, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/** Runs `sf` with these arguments and `--json`; it never throws for an exit code. */
export async function runSf(
  sf: Sf,
  args: string[],
  options: { cwd?: string; env?: Record<string, string> } = {},
): Promise<SfRun> {
  const { exitCode, stdout, stderr } = await execa('sf', [...args, '--json'], {
    cwd: options.cwd ?? sf.home,
    env: { ...sf.env, ...options.env },
    extendEnv: false,
    reject: false,
    maxBuffer: 100_000_000,
  });
  let json: SfJson | undefined;
  try {
    json = JSON.parse(stdout) as SfJson;
  } catch {
    // Some failures print no JSON; the caller sees the text.
  }
  return { exitCode: exitCode ?? 1, stdout, stderr, json };
}

/** Logs `sf` in to an org under an alias; again with another `token` after a session has expired. */
export async function loginSf(sf: Sf, running: RunningOrg, alias: string, token = 'practice'): Promise<void> {
  const login = ['org', 'login', 'access-token', '--instance-url', running.url, '--no-prompt'];
  const run = await runSf(sf, [...login, '--alias', alias], {
    env: { SF_ACCESS_TOKEN: `${running.org.orgId}!${token}` },
  });
  if (run.exitCode !== 0) throw new Error(`sf did not log in: ${run.stdout}${run.stderr}`);
}
