import type { Argv } from 'yargs';
import { EXIT, placeText, UserError } from '../errors.ts';
import { type Command, configWith, datasetDir, type GlobalOptions } from './settings.ts';

interface VerifyArguments extends GlobalOptions {
  dir?: string;
}

const handler = async (args: VerifyArguments): Promise<void> => {
  const [{ verify }, { catalogOf }] = await Promise.all([
    import('../dataset/verify.ts'),
    import('../catalog/overlay.ts'),
  ]);
  const { config } = configWith(args, []);
  const dir = datasetDir(args.dir, config);
  const { seed, stages, problems } = verify(dir, catalogOf(config.objects));
  if (args.json) {
    const found = problems.map(({ message, place, hint }) => ({ message, place: placeText(place), hint }));
    process.stdout.write(`${JSON.stringify({ stages, problems: found }, null, 2)}\n`);
    if (problems.length > 0) process.exitCode = EXIT.usage;
    return;
  }
  if (problems.length > 0)
    throw new UserError(problems, {
      next: `sfdc-datagen generate --seed ${seed} --output ${dir}`,
      outcome: 'the data set is not to be trusted',
    });
  if (args.quiet) return;
  for (const { stage, rows, files } of stages) {
    const checked = 'hashes, keys, references, types and lengths hold';
    process.stdout.write(`${dir}/${stage}: ${rows} rows in ${files} files; ${checked}.\n`);
  }
};

export default {
  builder: (yargs: Argv) =>
    yargs.positional('dir', { type: 'string', describe: 'Folder of the data set (output/seed-<seed>)' }),
  handler,
} as unknown as Command;
