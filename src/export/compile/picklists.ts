import { existsSync } from 'node:fs';
import { z } from 'zod';
import { checkAgainst } from '../../config/issues.ts';
import type { Config } from '../../config/schema.ts';
import { readYaml } from '../../config/yaml.ts';
import { UserError } from '../../shared/errors.ts';
import type { KeyIndex } from '../keys.ts';
import type { TextTable } from '../text-table.ts';

/** By field (`Case.Status`), the replacements for values that the org's picklist lacks. */
export type PicklistMaps = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The mappings of the configuration, and those of each industry's template by name. */
export interface Picklists {
  config: PicklistMaps;
  industries: Readonly<Record<string, PicklistMaps>>;
}

/**
 * Returns the value to send: the dataset's own if the org has it, otherwise the first mapped one that the org has;
 * undefined if the org has none of them. An empty mapped value leaves the field blank.
 */
export function chooseValue(
  value: string,
  orgValues: readonly string[],
  candidates: readonly (string | undefined)[],
): string | undefined {
  if (orgValues.includes(value)) return value;
  return candidates.find((one) => one !== undefined && (one === '' || orgValues.includes(one)));
}

/** The mapping that all industries agree on, for rows of an unknown industry. */
export function agreedMaps(industries: readonly PicklistMaps[]): PicklistMaps {
  const agreed = new Map<string, Map<string, Set<string>>>();
  for (const [field, values] of industries.flatMap((maps) => Object.entries(maps)))
    for (const [from, to] of Object.entries(values)) {
      const ofField = agreed.get(field) ?? new Map<string, Set<string>>();
      agreed.set(field, ofField.set(from, (ofField.get(from) ?? new Set()).add(to)));
    }
  return Object.fromEntries(
    [...agreed].map(([field, values]) => {
      const sure = [...values].filter(([, targets]) => targets.size === 1);
      return [field, Object.fromEntries(sure.map(([from, [to]]) => [from, to!]))];
    }),
  );
}

/**
 * Returns the industry of a row by its key: its own `_industry`, or that of its nearest ancestor
 * (`TESTDATA_42_A0000017_S01` belongs to `TESTDATA_42_A0000017`).
 */
export function industries(
  tables: readonly TextTable[],
  keys: KeyIndex,
): (key: string) => string | undefined {
  const own = new Map<string, string>();
  for (const table of tables) {
    const column = table.columns.indexOf('_industry');
    if (column < 0) continue;
    for (const row of table.rows) if (row[column] !== '') own.set(row[0]!, row[column]!);
  }
  if (own.size === 0) return () => undefined;
  return (key) => {
    for (let at = key; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('_')))) {
      if (keys.has(at) && own.has(at)) return own.get(at);
    }
    return undefined;
  };
}

/** The part of an industry template that an export needs; `generate` checks the rest. */
const template = z.object({
  name: z.string(),
  picklists: z.record(z.string(), z.record(z.string(), z.string())).optional(),
});

/** The picklist mappings of each configured industry, by the name in `_industry`. */
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
