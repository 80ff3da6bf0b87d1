import { parseArgs } from 'node:util';
import { execa } from 'execa';
import { EXIT, UserError } from '../../src/errors.ts';
import { sfEnvironment } from '../../src/sf/environment.ts';
import { fromConfig } from './from-config.ts';
import { DEFAULT_OPTIONS, type OrgOptions } from './options.ts';
import { type RunningOrg, startServer } from './server.ts';

const HELP = `A practice org: a Salesforce org on your own machine, in memory, for trying things out.

  node tests/org/serve.ts [--port 7443] [--alias local] [--job-seconds 0.5] [--storage-mb 200]
                          [--production | --sandbox] [--external-id TestDataKey__c] [--no-login]
                          [--config FILE: with the objects and fields of its \`objects:\`]
`;

function edition(flags: { production: boolean; sandbox: boolean }): OrgOptions['edition'] {
  if (flags.production) return 'production';
  return flags.sandbox ? 'sandbox' : 'developer';
}

function number(flag: string, text: string): number {
  const value = Number(text);
  if (text === '' || Number.isNaN(value) || value < 0)
    throw new UserError(`--${flag} takes a number, not "${text}".`);
  return value;
}

const ALIAS = 'local';

/** A username for each alias: `sf` would take the second org of one username for the first. */
function usernameOf(alias: string): string {
  const name = alias.toLowerCase().replaceAll(/[^a-z\d]+/g, '-');
  return alias === ALIAS ? DEFAULT_OPTIONS.username : `admin@${name}.practice.example.com`;
}

function readFlags() {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '7443' },
      alias: { type: 'string', default: ALIAS },
      'job-seconds': { type: 'string', default: '0.5' },
      'storage-mb': { type: 'string', default: '200' },
      'external-id': { type: 'string' },
      config: { type: 'string' },
      production: { type: 'boolean', default: false },
      sandbox: { type: 'boolean', default: false },
      'no-login': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const options: Partial<OrgOptions> = {
    port: number('port', values.port),
    username: usernameOf(values.alias),
    jobSeconds: number('job-seconds', values['job-seconds']),
    storageMb: number('storage-mb', values['storage-mb']),
    edition: edition(values),
    externalId: values['external-id'],
    ...(values.config === undefined ? {} : fromConfig(values.config)),
  };
  return { options, alias: values.alias, login: !values['no-login'], help: values.help };
}

async function start(options: Partial<OrgOptions>): Promise<RunningOrg> {
  try {
    return await startServer(options);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw cause;
    throw new UserError(`Port ${options.port} is taken, perhaps by another practice org.`, {
      next: `make org ARGS='--port 0 --alias second'`,
      cause,
    });
  }
}

async function login(running: RunningOrg, alias: string): Promise<void> {
  const args = ['org', 'login', 'access-token', '--instance-url', running.url, '--no-prompt'];
  const { failed, code, stdout, stderr } = await execa('sf', [...args, '--alias', alias, '--json'], {
    env: { ...sfEnvironment, SF_ACCESS_TOKEN: `${running.org.orgId}!practice` },
    reject: false,
  });
  if (code === 'ENOENT')
    throw new UserError('The Salesforce CLI (`sf`) is not on the PATH.', {
      exitCode: EXIT.noOrg,
      next: 'npm install --global @salesforce/cli',
    });
  if (failed)
    throw new UserError(`sf could not log in to the practice org: ${stdout || stderr}`, {
      exitCode: EXIT.noOrg,
    });
}

async function main(): Promise<void> {
  const flags = readFlags();
  if (flags.help) return void process.stderr.write(HELP);
  const running = await start(flags.options);
  const stop = () => void running.stop().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    if (flags.login) await login(running, flags.alias);
  } catch (error) {
    await running.stop();
    throw error;
  }
  process.stderr.write(
    `Practice org at ${running.url}${flags.login ? `, logged in as ${flags.alias}` : ''}. It forgets all when it stops: Ctrl-C.
Next, in another terminal:
  make setup ORG=${flags.alias}
  make load ORG=${flags.alias}
  sf data query -o ${flags.alias} -q "SELECT Name, Industry FROM Account LIMIT 10"
`,
  );
}

main().catch((error: unknown) => {
  if (!(error instanceof Error)) throw error;
  const next = error instanceof UserError && error.next ? `\nNext: ${error.next}` : '';
  process.stderr.write(`${error.message}${next}\n`);
  process.exitCode = error instanceof UserError ? error.exitCode : 2;
});
