import { readNeutral } from '../export/read-neutral.ts';
import { type Validation, validate, validationText } from '../load/preflight/validate.ts';
import type { OrgName } from '../org/sf-argv.ts';
import { EXIT } from '../shared/errors.ts';
import type { Progress } from '../shared/progress.ts';
import { chosenObjects, chosenOptions } from './options/chosen-objects.ts';
import {
  asOfDay,
  asOfOption,
  datasetOf,
  datasetOptions,
  datasetPositional,
} from './options/dataset-options.ts';
import { defineCommand } from './options/define-command.ts';
import { inEachOrg, parallelOption, targetOrg, viaOption } from './options/org-options.ts';
import { printLines } from './output/output.ts';

export default defineCommand({
  positionals: datasetPositional,
  options: {
    ...datasetOptions,
    ...targetOrg,
    ...viaOption,
    ...parallelOption,
    ...asOfOption,
    ...chosenOptions,
  },
  async run(args) {
    const { config, dir } = datasetOf(args);
    const neutral = readNeutral(dir);
    const only = chosenObjects(
      args,
      neutral.tables.map((table) => table.sobject),
    );
    const asOf = asOfDay(args.asOf);
    const inOrg = async (org: OrgName, { say }: Progress): Promise<Validation> => {
      const validation = await validate(org, neutral, {
        ...{ config, via: args.via, asOf, dir, only, say },
      });
      if (!args.json) printLines([validationText(validation)]);
      return validation;
    };
    const exitCode = ({ findings }: Validation) =>
      findings.some(({ severity }) => severity === 'error') ? EXIT.preflight : EXIT.done;
    await inEachOrg(args, inOrg, { exitCode });
  },
});
