#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { pairedArguments } from './commands/pairs.ts';
import { readDotEnv } from './commands/settings.ts';
import { commands } from './commands/table.ts';
import { usageError, valueProblems } from './commands/usage-error.ts';
import { asUserError, errorJson, errorLines } from './error-text.ts';
import { EXIT, UserError } from './errors.ts';
import { toolVersion } from './package-root.ts';

enableCompileCache?.();
// A reader that has seen enough, such as `| head`, closes the pipe; what is being done goes on.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

/** What yargs refuses; the sentences about it need the help of the command, which comes later. */
class Refused extends Error {}

const argv = pairedArguments(hideBin(process.argv));

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

try {
  readDotEnv();
  await cli.parse();
} catch (thrown) {
  const error =
    thrown instanceof Refused || (thrown as Error).name === 'YError'
      ? usageError((thrown as Error).message, await cli.getHelp(), argv)
      : asUserError(thrown);
  if (!error) throw thrown;
  if (argv.some((word) => word === '--json' || word === '--json=true'))
    process.stdout.write(`${JSON.stringify(errorJson(error), null, 2)}\n`);
  else process.stderr.write(`${errorLines(error).join('\n')}\n`);
  process.exitCode = error.exitCode ?? EXIT.usage;
}
