import type { OrgRecord } from '../org/query.ts';
import { bind } from '../python/function.ts';
import { text } from '../python/text.ts';
import type { Value } from '../python/value.ts';
import { permute } from '../random/permutation.ts';
import { readBytes } from '../shared/files/read-file.ts';
import { FormulaError } from '../shared/formula-error.ts';
import { DataRow, placesOf } from './dataset/data-row.ts';
import type { OrgAnswers } from './org-answers.ts';
import { type Plugin, type PluginArguments, plugin } from './plugin.ts';
import { recipeFile } from './recipe-file.ts';
import { Series } from './series.ts';

/** The range of SOQL's OFFSET, within which Snowfakery picks a random record. */
const CHOICE = 2_000;

/** Snowfakery's `Salesforce`: the id of a profile, the content of a file. */
export function salesforce(org: () => OrgAnswers): Plugin {
  const profileId = {
    kind: 'value',
    call({ positional, keyword }: PluginArguments) {
      const [name] = bind('ProfileId', ['name'], positional, keyword, 1);
      const soql = `SELECT Id FROM Profile WHERE Name = '${text(name!).replaceAll(/['\\]/g, '\\$&')}'`;
      return single(org().query(soql), soql);
    },
  } as const;
  return plugin('Salesforce', {
    ProfileId: profileId,
    Profile: profileId,
    ContentFile: {
      kind: 'value',
      call({ positional, keyword }, call) {
        const [file] = bind('ContentFile', ['file'], positional, keyword, 1);
        return readBytes(recipeFile(text(file!), call), { noun: 'file', limit: 'data' }).toString('base64');
      },
    },
  });
}

/** Snowfakery's `SalesforceQuery`: the first or a random record of an org. */
export function salesforceQuery(org: () => OrgAnswers): Plugin {
  return plugin('SalesforceQuery', {
    find_record: {
      kind: 'value',
      call(given) {
        const soql = `${selectOf('find_record', given, 'Id')} LIMIT 1`;
        return single(org().query(soql), soql);
      },
    },
    random_record: {
      kind: 'value',
      call(given, { draw }) {
        // All records in order, so that the choice depends only on the seed and the result.
        const soql = `${selectOf('random_record', given, 'Id')} ORDER BY Id LIMIT ${CHOICE}`;
        const records = org().query(soql);
        return single(records.slice(draw.below(records.length || 1)), soql);
      },
    },
  });
}

/** Snowfakery's `SOQLDataset`: the records of a query, in order or shuffled. */
export function soqlDataset(org: () => OrgAnswers): Plugin {
  /** Returns the records of a query as a series, in the order that `places` returns for their number. */
  const seriesOf = (
    name: string,
    given: PluginArguments,
    places: (length: number) => (index: number) => number,
  ): Series => {
    const soql = selectOf(name, given);
    const rows = org().query(soql).map(rowOf);
    const place = places(rows.length);
    return new Series({
      name: `SOQLDataset.${name} (${soql})`,
      length: rows.length,
      repeats: true,
      valueAt: (index) => rows[place(index)],
    });
  };
  return plugin('SOQLDataset', {
    iterate: {
      kind: 'series',
      make: (given) => seriesOf('iterate', given, (length) => (index) => index % length),
    },
    shuffle: {
      kind: 'series',
      make(given, { draw }) {
        const seed = draw.below(2 ** 32);
        return seriesOf(
          'shuffle',
          given,
          (length) => (index) => permute(index % length, length, seed + Math.floor(index / length)),
        );
      },
    },
  });
}

function selectOf(name: string, { positional, keyword }: PluginArguments, usual?: string): string {
  const [from, fields = usual, where] = bind(name, ['from', 'fields', 'where'], positional, keyword);
  if (from === undefined) throw new FormulaError(`${name} needs \`from\`: the object to query.`);
  if (fields === undefined) throw new FormulaError(`${name} needs \`fields\`: a list such as Id, Name.`);
  return `SELECT ${text(fields)} FROM ${text(from)}${where ? ` WHERE ${text(where)}` : ''}`;
}

/** Returns the first record; if it has a single field, its value. */
function single([record]: readonly OrgRecord[], soql: string): Value {
  if (!record) throw new FormulaError(`The org has no record for: ${soql}`);
  const values = Object.values(record);
  return values.length === 1 ? fieldValue(values[0]) : rowOf(record);
}

function rowOf(record: OrgRecord): DataRow {
  const columns = Object.keys(record);
  return new DataRow(columns, placesOf(columns), Object.values(record).map(fieldValue));
}

function fieldValue(value: unknown): Value {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return value === null || value === undefined ? null : rowOf(value as OrgRecord);
}
