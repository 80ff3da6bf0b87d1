#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { pairedArguments } from './commands/pairs.ts';
import { readDotEnv } from './commands/settings.ts';
import { commands } from './commands/table.ts';
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
readDotEnv();

/** What may stand more than once; everything else would become a list that no command expects. */
const REPEATABLE = new Set(['_', 'option', 'plugin-option', 'pluginOption', 'set', 'targets']);

const cli = yargs(pairedArguments(hideBin(process.argv)))
  .scriptName('sfdc-datagen')
  .usage('$0 <command> [options]\n\nRealistic, reproducible Salesforce test data from a recipe and a seed.')
  .option('config', { type: 'string', describe: 'Configuration file (config.yml of the current folder)' })
  .option('json', { type: 'boolean', describe: 'One JSON document on stdout, also for an error' })
  .option('quiet', { type: 'boolean', describe: 'Errors only' })
  .option('verbose', { type: 'boolean', describe: 'More on what is being done' })
  .command(commands)
  .demandCommand(1, 'Name a command; `sfdc-datagen --help` lists them.')
  .recommendCommands()
  .strict()
  .check((args) => {
    const repeated = Object.keys(args).find((name) => Array.isArray(args[name]) && !REPEATABLE.has(name));
    if (repeated) throw new UserError(`--${repeated} stands more than once.`);
    return true;
  })
  .version(toolVersion)
  .alias('help', 'h')
  .wrap(Math.min(110, process.stdout.columns ?? 110))
  .exitProcess(false)
  .fail((message, error) => {
    throw error ?? new UserError(message, { next: 'sfdc-datagen --help' });
  });

try {
  await cli.parse();
} catch (thrown) {
  const error = asUserError(thrown);
  if (!error) throw thrown;
  if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(errorJson(error), null, 2)}\n`);
  else process.stderr.write(`${errorLines(error).join('\n')}\n`);
  process.exitCode = error.exitCode ?? EXIT.usage;
}
