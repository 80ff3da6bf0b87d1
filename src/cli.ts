#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { unknownError } from './bug-report.ts';
import { nextLine } from './commands/next-line.ts';
import { pairedArguments } from './commands/pairs.ts';
import { readDotEnv } from './commands/settings.ts';
import { commands } from './commands/table.ts';
import { usageError, valueProblems } from './commands/usage-error.ts';
import { watchOutput } from './commands/watch-output.ts';
import { asUserError, errorJson, errorLines } from './error-text.ts';
import { UserError } from './errors.ts';
import { toolVersion } from './package-root.ts';
import { withoutSecrets } from './shared/secrets.ts';

enableCompileCache?.();
const argv = pairedArguments(hideBin(process.argv));
const asJson = argv.some((word) => word === '--json' || word === '--json=true');
watchOutput();
// A callback or a promise that fails where nobody waits for it.
for (const event of ['uncaughtException', 'unhandledRejection'] as const)
  process.on(event, (thrown: unknown) => {
    tell(asUserError(thrown) ?? unknownError(thrown, argv));
    process.exit();
  });

/** What yargs refuses; the sentences about it need the help of the command, which comes later. */
class Refused extends Error {}

const cli = yargs(argv)
  // What yargs says is read and put into sentences of our own.
  .locale('en')
  .scriptName('sfdc-datagen')
  .usage('$0 <command> [options]\n\nRealistic, reproducible Salesforce test data from a recipe and a seed.')
  .option('config', { type: 'string', describe: 'Configuration file (config.yml of the current folder)' })
  .option('json', { type: 'boolean', describe: 'One JSON document on stdout, also for an error' })
  .option('quiet', { type: 'boolean', describe: 'Errors only' })
  .option('verbose', { type: 'boolean', describe: 'More on what is being done' })
  .command(commands)
  .demandCommand(1, 'Name a command; `sfdc-datagen --help` lists them.')
  .strict()
  .check((args) => {
    const problems = valueProblems(args, argv);
    if (problems.length > 0) throw new UserError(problems);
    return true;
  })
  .version(toolVersion)
  .alias('help', 'h')
  .wrap(Math.min(110, process.stdout.columns ?? 110))
  .exitProcess(false)
  .fail((message, error) => {
    throw error ?? new Refused(message);
  });

/** Prints an error and sets the exit code. */
function tell(error: UserError): void {
  process.exitCode = error.exitCode;
  const next = error.next && nextLine(error.next);
  const hidden = (text: string) => withoutSecrets(text, process.env);
  const hide = (_: string, value: unknown) => (typeof value === 'string' ? hidden(value) : value);
  if (asJson) process.stdout.write(`${JSON.stringify(errorJson(error, next), hide, 2)}\n`);
  else process.stderr.write(`${errorLines(error, next).map(hidden).join('\n')}\n`);
}

try {
  readDotEnv();
  await cli.parse();
} catch (thrown) {
  const isUsage = thrown instanceof Refused || (thrown as Error | undefined)?.name === 'YError';
  tell(
    isUsage
      ? usageError((thrown as Error).message, await cli.getHelp(), argv)
      : (asUserError(thrown) ?? unknownError(thrown, argv)),
  );
}
