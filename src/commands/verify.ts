import { EXIT, problemJson, problemText, UserError } from '../errors.ts';
import { shellLine } from '../shared/shell-words.ts';
import { type DatasetArguments, datasetOf, datasetOptions } from './dataset-options.ts';
import { type Command, progressFor } from './settings.ts';

const handler = async (args: DatasetArguments): Promise<void> => {
  const [{ verify }, { catalogOf }] = await Promise.all([
    import('../dataset/verify.ts'),
    import('../catalog/overlay.ts'),
  ]);
  const { config, dir } = datasetOf(args);
  const { stages, problems, doubts, notes } = verify(dir, catalogOf(config.objects));
  if (args.json) {
    const found = {
      stages,
      problems: problems.map(problemJson),
      warnings: [...doubts, ...notes].map(problemJson),
    };
    process.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
    if (problems.length > 0) process.exitCode = EXIT.usage;
    return;
  }
  const progress = progressFor(args);
  for (const doubt of [...doubts, ...notes]) progress.say(`Warning: ${problemText(doubt)}`);
  if (problems.length > 0)
    throw new UserError(problems, {
      next: shellLine(['git', 'diff', '--stat', '--', dir]),
      outcome: 'the data set is not to be trusted',
    });
  if (args.quiet) return;
  for (const { stage, rows, files } of stages) {
    const checked =
      doubts.length > 0
        ? 'hashes and keys hold; the catalog has its doubts'
        : 'hashes, keys, references, types and lengths hold';
    process.stdout.write(`${dir}/${stage}: ${rows} rows in ${files} files; ${checked}.\n`);
  }
};

export default {
  builder: datasetOptions,
  handler,
} as unknown as Command;
