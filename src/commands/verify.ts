import { resolve } from 'node:path';
import { EDITED } from '../dataset/read.ts';
import { countText, rowsText } from '../shared/counted.ts';
import { problemLines } from '../shared/error-text.ts';
import { EXIT, type Problem, problemJson, UserError } from '../shared/errors.ts';
import { gitCommand, isChanged } from '../shared/files/git.ts';
import { datagen } from '../shared/shell-words.ts';
import { datasetOf, datasetOptions, datasetPositional } from './options/dataset-options.ts';
import { defineCommand } from './options/define-command.ts';
import { progressFor } from './options/settings.ts';
import { printJson, printLines } from './output/output.ts';

export default defineCommand({
  positionals: datasetPositional,
  options: {
    ...datasetOptions,
    accept: {
      type: 'boolean',
      default: false,
      describe: 'Add files that you edited to the manifest, if all checks pass',
    },
  },
  async run(args) {
    const [{ verify }, { accept }, { catalogOf }] = await Promise.all([
      import('../dataset/verify.ts'),
      import('../dataset/accept.ts'),
      import('../catalog/overlay.ts'),
    ]);
    const { config, dir } = datasetOf(args);
    const catalog = catalogOf(config.objects);
    const accepted = args.accept ? accept(dir, catalog) : [];
    const { stages, stale, problems: found, doubts, notes } = verify(dir, catalog);
    // Accepted rows exist in one stage only, which isn't a problem but the next step.
    const problems = accepted.length > 0 ? found.filter((one) => one !== stale) : found;
    const next = nextOf(dir, problems, stale);
    if (args.json) {
      printJson({
        stages,
        problems: problems.map(problemJson),
        warnings: [...doubts, ...notes].map(problemJson),
        accepted,
        next,
      });
      if (problems.length > 0) process.exitCode = EXIT.usage;
      return;
    }
    const progress = progressFor(args);
    for (const line of problemLines([...doubts, ...notes])) progress.say(`Warning: ${line}`);
    if (problems.length > 0) {
      throw new UserError(problems, { outcome: 'dataset failed verification', ...(next ? { next } : {}) });
    }
    if (args.quiet) return;
    const checked =
      doubts.length > 0
        ? 'hashes and keys are valid; see catalog warnings'
        : 'hashes, keys, references, types, and lengths are valid';
    printLines([
      ...accepted.map(({ file, rows }) => `Accepted ${file}: ${rowsText(rows)}.`),
      ...stages.map(
        ({ stage, rows, files }) =>
          `${dir}/${stage}: ${rowsText(rows)} in ${countText(files, 'file')}; ${checked}.`,
      ),
      ...(next ? ["The enriched dataset doesn't have these edits.", `Next: ${next}`] : []),
    ]);
  },
});

/** The command that fixes the problem, or shows what changed if git can tell. */
function nextOf(dir: string, problems: readonly Problem[], stale: Problem | undefined): string | undefined {
  const others = problems.filter((one) => one !== stale);
  if (others.length === 0) return stale && datagen('enrich', dir);
  if (others.every(({ message }) => message === EDITED)) return datagen('verify', dir, '--accept');
  return isChanged(resolve(dir)) ? gitCommand(dir, 'diff', '--stat', '--', '.') : undefined;
}
