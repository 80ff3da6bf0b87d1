import { DEFAULT_ALIAS, servePracticeOrg } from '../practice-org/serve.ts';
import { END_SIGNALS } from '../shared/ending.ts';
import { datagen, shellWord } from '../shared/shell-words.ts';
import { defineCommand } from './options/define-command.ts';
import { nextLine } from './output/next-line.ts';
import { printJson } from './output/output.ts';

const EDITIONS = ['developer', 'sandbox', 'production', 'trial'] as const;

export default defineCommand({
  positionals: {},
  options: {
    port: { type: 'number', default: 7443, describe: 'Port to listen on; 0 takes any free port' },
    alias: { type: 'string', default: DEFAULT_ALIAS, describe: 'Alias in the Salesforce CLI' },
    login: {
      type: 'boolean',
      default: true,
      describe: 'Log the Salesforce CLI in; --no-login leaves it alone',
    },
    'job-seconds': { type: 'number', default: 0.5, describe: 'Seconds that a bulk job takes' },
    'storage-mb': { type: 'number', default: 200, describe: 'Data storage in megabytes' },
    'external-id': {
      type: 'string',
      requiresArg: true,
      describe: 'External ID field to start with, as after setup',
    },
    edition: { choices: EDITIONS, default: 'developer', describe: 'Kind of org' },
    with: {
      type: 'string',
      requiresArg: true,
      describe: 'YAML file with record types, queues, users, currencies, and more',
    },
  },
  async run(args) {
    const { alias, port, login } = args;
    const org = {
      jobSeconds: args.jobSeconds,
      storageMb: args.storageMb,
      externalId: args.externalId,
      edition: args.edition,
    };
    const { config, with: description } = args;
    const running = await servePracticeOrg({ port, alias, login, org, config, description });
    const stop = async () => {
      await running.stop().catch((error: Error) => {
        const left = login ? `\nNext: sf org logout --target-org ${shellWord(alias)} --no-prompt` : '';
        process.stderr.write(`Warning: The login of ${alias} remains: ${error.message}${left}\n`);
      });
      process.exit(0);
    };
    for (const signal of END_SIGNALS) process.once(signal, () => void stop());
    if (args.json) return printJson({ url: running.url, ...(login ? { alias } : {}) });
    process.stderr.write(`${startedText(running.url, login ? alias : undefined)}\n`);
  },
});

/** The message once the org is running. */
function startedText(url: string, alias: string | undefined): string {
  if (alias === undefined) return `Practice org at ${url}. Everything in it is lost when it stops (Ctrl-C).`;
  const next = [
    ...[datagen('setup', '--target-org', alias), datagen('load', '--target-org', alias)].map((line) =>
      nextLine(line),
    ),
    `sf data query -o ${alias} -q "SELECT Name, Industry FROM Account LIMIT 10"`,
  ];
  return [
    `Practice org at ${url}, logged in as ${alias}. Everything in it is lost when it stops (Ctrl-C).`,
    'Next, in another terminal:',
    ...next.map((line) => `  ${line}`),
  ].join('\n');
}
