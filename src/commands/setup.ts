import type { OrgName } from '../org/sf-argv.ts';
import { defineCommand } from './options/define-command.ts';
import { inEachOrg, orgOptions, parallelOption, viaOption } from './options/org-options.ts';
import { configWith, datasetDir } from './options/settings.ts';
import { printLines } from './output/output.ts';

export default defineCommand({
  positionals: {},
  options: { ...orgOptions, ...viaOption, ...parallelOption },
  async run(args) {
    const { setup } = await import('../load/setup/setup.ts');
    const { config } = configWith(args, []);
    const options = {
      ...{ config, via: args.via, dir: datasetDir(undefined, config) },
      ...(args.allowProduction ? { allowProduction: args.allowProduction } : {}),
    };
    await inEachOrg(args, async (org: OrgName, progress) => {
      const done = await setup(org, { ...options, progress });
      if (args.json || args.quiet) return done;
      const { externalIdField, sobjects, permissionSet, deployed, notUnique } = done;
      const how = deployed ? 'is deployed and granted by' : 'was in place, granted by';
      printLines([
        `${done.org}: ${externalIdField} on ${sobjects.join(', ')} ${how} ${permissionSet} to ${done.username}.`,
        ...notUnique.map((home) => `${home} takes no unique field; the load keeps keys unique.`),
      ]);
      return done;
    });
  },
});
