import type { Argv } from 'yargs';
import { EDITED } from '../dataset/read.ts';
import { rowsText } from '../shared/counted.ts';
import { problemLines } from '../shared/error-text.ts';
import { EXIT, type Problem, problemJson, UserError } from '../shared/errors.ts';
import { gitCommand } from '../shared/files/work-tree.ts';
import { datagen } from '../shared/shell-words.ts';
import { type DatasetArguments, datasetOf, datasetOptions } from './dataset-options.ts';
import { nextLine } from './next-line.ts';
import { type Command, progressFor } from './settings.ts';

interface VerifyArguments extends DatasetArguments {
  accept: boolean;
}

const handler = async (args: VerifyArguments): Promise<void> => {
  const [{ verify }, { accept }, { catalogOf }] = await Promise.all([
    import('../dataset/verify.ts'),
    import('../dataset/accept.ts'),
    import('../catalog/overlay.ts'),
  ]);
  const { config, dir } = datasetOf(args);
  const catalog = catalogOf(config.objects);
  const accepted = args.accept ? accept(dir, catalog) : [];
  const { stages, stale, problems: found, doubts, notes } = verify(dir, catalog);
  // The rows that were accepted are in one stage only: that is what comes next, and nothing that is wrong.
  const problems = accepted.length > 0 ? found.filter((one) => one !== stale) : found;
  const command = nextOf(dir, problems, stale);
  const next = command && nextLine(command);
  if (args.json) {
    const told = {
      stages,
      problems: problems.map(problemJson),
      warnings: [...doubts, ...notes].map(problemJson),
    };
    process.stdout.write(`${JSON.stringify({ ...told, accepted, next }, null, 2)}\n`);
    if (problems.length > 0) process.exitCode = EXIT.usage;
    return;
  }
  const progress = progressFor(args);
  for (const line of problemLines([...doubts, ...notes])) progress.say(`Warning: ${line}`);
  if (problems.length > 0) {
    const outcome = 'the data set is not to be trusted';
    throw new UserError(problems, { outcome, ...(command ? { next: command } : {}) });
  }
  if (args.quiet) return;
  for (const { file, rows } of accepted) process.stdout.write(`Accepted ${file}: ${rowsText(rows)}.\n`);
  for (const { stage, rows, files } of stages) {
    const checked =
      doubts.length > 0
        ? 'hashes and keys hold; the catalog has its doubts'
        : 'hashes, keys, references, types and lengths hold';
    process.stdout.write(`${dir}/${stage}: ${rows} rows in ${files} files; ${checked}.\n`);
  }
  if (next) process.stdout.write(`The enriched dataset doesn't have these edits.\nNext: ${next}\n`);
};

/** The command that fixes what was found, or else shows what has changed, where git can tell. */
function nextOf(dir: string, problems: readonly Problem[], stale: Problem | undefined): string | undefined {
  const others = problems.filter((one) => one !== stale);
  if (others.length === 0) return stale && datagen('enrich', dir);
  if (others.every(({ message }) => message === EDITED)) return datagen('verify', dir, '--accept');
  return gitCommand(dir, 'diff', '--stat', '--', '.');
}

export default {
  builder: (yargs: Argv) =>
    datasetOptions(yargs).option('accept', {
      type: 'boolean',
      default: false,
      describe: 'Take files that you edited into the manifest, if all checks pass',
    }),
  handler,
} as unknown as Command;
