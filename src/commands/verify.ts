import type { Argv } from 'yargs';
import { problemLines } from '../error-text.ts';
import { EXIT, problemJson, UserError } from '../errors.ts';
import { rowsText } from '../shared/counted.ts';
import { datagen, shellLine } from '../shared/shell-words.ts';
import { type DatasetArguments, datasetOf, datasetOptions } from './dataset-options.ts';
import { nextLine } from './next-line.ts';
import { type Command, progressFor } from './settings.ts';

interface VerifyArguments extends DatasetArguments {
  accept: boolean;
}

const handler = async (args: VerifyArguments): Promise<void> => {
  const [{ verify }, { accept }, { EDITED }, { catalogOf }] = await Promise.all([
    import('../dataset/verify.ts'),
    import('../dataset/accept.ts'),
    import('../dataset/read.ts'),
    import('../catalog/overlay.ts'),
  ]);
  const { config, dir } = datasetOf(args);
  const catalog = catalogOf(config.objects);
  const accepted = args.accept ? accept(dir, catalog) : [];
  const { stages, stale, problems: found, doubts, notes } = verify(dir, catalog);
  // The rows that were accepted are in one stage only: that is what comes next, and nothing that is wrong.
  const problems = accepted.length > 0 ? found.filter((one) => one !== stale) : found;
  const next = stale && problems.length === 0 ? nextLine(datagen('enrich', dir)) : undefined;
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
    const onlyEdits = problems.every(({ message }) => message === EDITED);
    throw new UserError(problems, {
      next: onlyEdits ? datagen('verify', dir, '--accept') : shellLine(['git', 'diff', '--stat', '--', dir]),
      outcome: 'the data set is not to be trusted',
    });
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

export default {
  builder: (yargs: Argv) =>
    datasetOptions(yargs).option('accept', {
      type: 'boolean',
      default: false,
      describe: 'Take files that you edited into the manifest, if all checks pass',
    }),
  handler,
} as unknown as Command;
