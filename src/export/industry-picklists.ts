import { existsSync } from 'node:fs';
import { z } from 'zod';
import { checkAgainst } from '../config/issues.ts';
import type { Config } from '../config/schema.ts';
import { readYaml } from '../config/yaml.ts';
import { UserError } from '../shared/errors.ts';
import type { PicklistMaps } from './picklists.ts';

/** The part of an industry template that an export needs; `generate` checks the rest. */
const template = z.object({
  name: z.string(),
  picklists: z.record(z.string(), z.record(z.string(), z.string())).optional(),
});

/** The picklist mappings of each configured industry, by the name that stands in `_industry`. */
export function industryPicklists(config: Config): Record<string, PicklistMaps> {
  return Object.fromEntries(
    config.industries.flatMap(({ name, template: file }) => {
      if (!existsSync(file)) return [];
      const yaml = readYaml(file);
      const checked = checkAgainst(template, yaml.value, yaml);
      if (!checked.ok) throw new UserError(checked.problems);
      const { name: own, picklists = {} } = checked.value;
      return [
        [name, picklists],
        [own, picklists],
      ];
    }),
  );
}
