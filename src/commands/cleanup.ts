import type { Cleanup } from '../load/cleanup/cleanup.ts';
import type { OrgName } from '../org/sf-argv.ts';
import { EXIT } from '../shared/errors.ts';
import type { Progress } from '../shared/progress.ts';
import { datasetOf, datasetOptions, datasetPositional } from './options/dataset-options.ts';
import { defineCommand } from './options/define-command.ts';
import { inEachOrg, orgOptions, parallelOption, viaOption } from './options/org-options.ts';
import { printLines } from './output/output.ts';

export default defineCommand({
  positionals: datasetPositional,
  options: {
    ...datasetOptions,
    ...orgOptions,
    ...viaOption,
    ...parallelOption,
    prefix: {
      type: 'string',
      requiresArg: true,
      describe: 'Prefix of the record keys (example: TESTDATA_42_)',
    },
    'hard-delete': {
      type: 'boolean',
      default: false,
      describe: 'Delete permanently, bypassing the recycle bin',
    },
    'take-foreign': {
      type: 'boolean',
      default: false,
      describe: 'Also delete dependent records outside the dataset',
    },
    'dry-run': { type: 'boolean', default: false, describe: 'Count records and delete nothing' },
    wait: { type: 'number', default: 60, requiresArg: true, describe: 'Minutes to wait for a job' },
  },
  async run(args) {
    const [{ cleanup }, { prefixToDelete }, { cleanupLines }] = await Promise.all([
      import('../load/cleanup/cleanup.ts'),
      import('../load/cleanup/cleanup-prefix.ts'),
      import('./output/cleanup-text.ts'),
    ]);
    const { config, dir } = datasetOf(args);
    const toDelete = prefixToDelete({ ...args, config, default: dir });
    const { hardDelete, dryRun, takeForeign, wait: waitMinutes } = args;
    const options = {
      ...{ config, dir, ...toDelete, hardDelete, dryRun, takeForeign, waitMinutes, via: args.via },
      ...(args.allowProduction ? { allowProduction: args.allowProduction } : {}),
    };
    const inOrg = async (org: OrgName, progress: Progress) => {
      const done = await cleanup(org, { ...options, progress });
      if (!args.json) printLines(cleanupLines(done));
      return done;
    };
    const exitCode = (done: Cleanup) => (done.exitCode === EXIT.done ? EXIT.done : EXIT.partial);
    await inEachOrg(args, inOrg, { exitCode });
  },
});
