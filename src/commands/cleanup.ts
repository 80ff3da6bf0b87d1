import type { Argv } from 'yargs';
import { eachOrg, orgsJson, worstExit } from '../load/each-org.ts';
import type { OrgName } from '../org/sf-argv.ts';
import { EXIT } from '../shared/errors.ts';
import { printable } from '../shared/quote.ts';
import { type DatasetArguments, datasetOf, datasetOptions } from './dataset-options.ts';
import { orgOptions, orgsOf, printJson, tellError } from './org-options.ts';
import { type Command, progressFor } from './settings.ts';

interface CleanupArguments extends DatasetArguments {
  targetOrg?: string;
  allowProduction?: string;
  prefix?: string;
  hardDelete: boolean;
  dryRun: boolean;
  takeForeign: boolean;
  wait: number;
}

const handler = async (args: CleanupArguments): Promise<void> => {
  const [{ cleanup }, { uncountedText }, { countsText }, { causeLines, causesOf }, { prefixToDelete }] =
    await Promise.all([
      import('../load/cleanup/cleanup.ts'),
      import('../load/cleanup/refuse-foreign.ts'),
      import('../load/counts-text.ts'),
      import('../load/report/causes.ts'),
      import('../load/cleanup/cleanup-prefix.ts'),
    ]);
  const { config, dir } = datasetOf(args);
  const prefix = prefixToDelete({ ...args, config, default: dir });
  const options = {
    ...{ config, dir, prefix },
    ...{ hardDelete: args.hardDelete, dryRun: args.dryRun, takeForeign: args.takeForeign },
    ...{ waitMinutes: args.wait, progress: progressFor(args) },
    ...(args.allowProduction ? { allowProduction: args.allowProduction } : {}),
  };
  const inOrg = async (org: OrgName) => {
    const done = await cleanup(org, options);
    if (args.json) return done;
    const lines = done.dryRun
      ? [`Nothing was deleted: ${done.org} holds ${countsText(done.found)} of ${done.prefix}.`]
      : [
          `${done.org}: of ${done.prefix} ${countsText(done.found)} ${verbOf(done.found)} there; left is ${countsText(done.left)}.`,
        ];
    if (Object.keys(done.foreign).length > 0) {
      const fate = done.dryRun ? 'would be deleted with it, or block the delete' : 'depended on it';
      lines.push(
        `Records that aren't part of it and ${fate}: ${countsText(done.foreign)}. See ${done.folder}/foreign.csv.`,
      );
    }
    if (Object.keys(done.losing).length > 0)
      lines.push(
        `Records that aren't part of it and ${done.dryRun ? 'would lose' : 'lost'} a reference to it: ${countsText(done.losing)}. See ${done.folder}/foreign.csv.`,
      );
    for (const one of done.uncounted) lines.push(uncountedText(one));
    const others = [done.foreign, done.losing, done.uncounted].flatMap((one) => Object.keys(one));
    if (done.dryRun && others.length > 0)
      lines.push('A cleanup refuses to touch these, unless you use `--take-foreign`.');
    lines.push(...causeLines(causesOf(done.failed), ({ id }) => id, `${done.folder}/failed.csv`));
    process.stdout.write(`${printable(lines.join('\n'))}\n`);
    return done;
  };
  const outcomes = await eachOrg(orgsOf(args.targetOrg), inOrg, tellError);
  const exitCode = worstExit(outcomes, (done) => (done.exitCode === EXIT.done ? EXIT.done : EXIT.partial));
  if (args.json) printJson({ exitCode, orgs: orgsJson(outcomes) });
  process.exitCode = exitCode;
};

/** Nothing and one record *was* there. */
function verbOf(counts: Readonly<Record<string, number>>): string {
  return Object.values(counts).reduce((sum, count) => sum + count, 0) > 1 ? 'were' : 'was';
}

export default {
  builder: (yargs: Argv) =>
    datasetOptions(yargs)
      .options(orgOptions)
      .option('prefix', {
        type: 'string',
        requiresArg: true,
        describe: 'What the keys begin with: TESTDATA_42_',
      })
      .option('hard-delete', { type: 'boolean', default: false, describe: 'Past the recycle bin' })
      .option('take-foreign', {
        type: 'boolean',
        default: false,
        describe: 'Also delete dependent records outside the data set',
      })
      .option('dry-run', { type: 'boolean', default: false, describe: 'Count and delete nothing' })
      .option('wait', {
        type: 'number',
        default: 60,
        requiresArg: true,
        describe: 'Minutes to wait for a job',
      }),
  handler,
} as unknown as Command;
