import { existsSync } from 'node:fs';
import { z } from 'zod';
import type { Config } from '../config/schema.ts';
import { readYaml } from '../config/yaml.ts';
import { UserError } from '../errors.ts';
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
      const checked = template.safeParse(yaml.value);
      if (!checked.success) {
        throw new UserError(
          checked.error.issues.map((issue) => ({
            message: `${issue.path.join('.')}: ${issue.message}.`,
            place: yaml.place(issue.path as (string | number)[]),
          })),
        );
      }
      const { name: own, picklists = {} } = checked.data;
      return [
        [name, picklists],
        [own, picklists],
      ];
    }),
  );
}
