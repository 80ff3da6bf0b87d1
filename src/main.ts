import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { globalOptions } from './commands/options/define-command.ts';
import { grouped } from './commands/options/help-groups.ts';
import { readDotEnv } from './commands/options/settings.ts';
import { usageError, valueProblems } from './commands/options/usage-error.ts';
import { pairedArguments } from './commands/output/next-line.ts';
import { printError, watchOutput } from './commands/output/output.ts';
import { withWayOn } from './commands/output/way-on.ts';
import { COMMANDS, commands, usageText } from './commands/table.ts';
import { unknownError } from './shared/bug-report.ts';
import { ending } from './shared/ending.ts';
import { asUserError } from './shared/error-text.ts';
import { UserError } from './shared/errors.ts';
import { toolVersion } from './shared/package-root.ts';
import { datagen } from './shared/shell-words.ts';

const argv = pairedArguments(hideBin(process.argv));
const asJson = argv.some((word) => word === '--json' || word === '--json=true');
watchOutput();
ending.tell = (error) => {
  tell(error);
  ending.isTold = true;
};
// A callback or a promise that fails without a handler.
for (const event of ['uncaughtException', 'unhandledRejection'] as const)
  process.on(event, (thrown: unknown) => {
    ending.tell(asUserError(thrown) ?? unknownError(thrown, argv));
    process.exit();
  });

/** A refusal of yargs; translating it needs the help of the command, which comes later. */
class Refused extends Error {}

const cli = grouped(yargs(argv).options(globalOptions), globalOptions)
  // The messages of yargs are parsed and reworded.
  .locale('en')
  .scriptName('sfdc-datagen')
  .usage(usageText())
  .epilogue('`sfdc-datagen <command> --help` has the options of a command, with examples.')
  .command(commands)
  .demandCommand(1, 'Name a command; `sfdc-datagen --help` lists them.')
  .strict()
  .check((args) => {
    const problems = valueProblems(args, argv);
    const [command] = args._;
    if (problems.length > 0)
      throw new UserError(problems, {
        next: datagen(command === undefined ? undefined : String(command), '--help'),
      });
    return true;
  })
  .version(toolVersion)
  .alias('help', 'h')
  .wrap(Math.min(105, process.stdout.columns ?? 105))
  .exitProcess(false)
  .fail((message, error) => {
    throw error ?? new Refused(message);
  });

/** Prints an error and sets the exit code. */
function tell(error: UserError): void {
  process.exitCode = error.exitCode;
  printError(withWayOn(error, argv, Object.keys(COMMANDS)), asJson);
}

// Help and the version don't depend on an `.env`, which may be another program's.
const asksForHelp = argv.some((word) => ['--help', '-h', '--version'].includes(word));

try {
  if (!asksForHelp) readDotEnv();
  await cli.parse();
} catch (thrown) {
  const isUsage = thrown instanceof Refused || (thrown as Error | undefined)?.name === 'YError';
  tell(
    isUsage
      ? usageError((thrown as Error).message, await cli.getHelp(), argv)
      : (asUserError(thrown) ?? unknownError(thrown, argv)),
  );
}

// At once, before a plugin's pending work can fail: its error would come after the end of the output.
if (ending.isAfterPlugins) process.stdout.write('', () => process.stderr.write('', () => process.exit()));
