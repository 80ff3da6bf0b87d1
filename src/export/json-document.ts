import { z } from 'zod';
import { checkAgainst } from '../config/issues.ts';
import type { LoadDeclarations } from '../dataset/manifest.ts';
import { loadDeclarationSchema } from '../dataset/manifest-schema.ts';
import { sha256 } from '../random/hash.ts';
import { type Problem, UserError } from '../shared/errors.ts';
import { isPathPart } from '../shared/files/path-part.ts';
import { readText } from '../shared/files/read-file.ts';
import { quoted } from '../shared/quote.ts';
import { datagen } from '../shared/shell-words.ts';
import type { Neutral } from './neutral.ts';
import { textTable } from './text-table.ts';

/** The format name in the document. */
export const FORMAT = 'sfdc-datagen/1';

const fileName = z.string().refine(isPathPart, 'must be a valid file name on every system.');

/**
 * All records of a dataset in one document. Cells are text as in the dataset, and blank ones are left out; the tool's
 * own columns (`_industry`) stay, because the mapping of picklist values depends on them.
 */
const documentSchema = z.strictObject({
  format: z.literal(FORMAT),
  /** A load keeps its runs in the folder with that name. */
  dataset: fileName,
  seed: z.int(),
  as_of: z.iso.date(),
  key_prefix: z.string(),
  update: z.literal(true).optional(),
  load: z.record(z.string(), loadDeclarationSchema).optional(),
  objects: z.array(
    z.strictObject({
      object: fileName,
      columns: z.array(z.string()).min(1),
      records: z.array(z.record(z.string(), z.string())),
    }),
  ),
});

/** Formats the document with one record per line, so that messages can refer to lines. */
export function jsonDocument(neutral: Neutral): string {
  const { name: dataset, seed, as_of, key_prefix, update, load } = neutral;
  const head = JSON.stringify({ format: FORMAT, dataset, seed, as_of, key_prefix, update, load }).slice(
    0,
    -1,
  );
  const objects = neutral.tables.map((table) => {
    const records = table.rows.map((row) =>
      JSON.stringify(
        Object.fromEntries(
          table.columns.flatMap((column, at) => (row[at] === '' ? [] : [[column, row[at]!] as const])),
        ),
      ),
    );
    const columns = JSON.stringify(table.columns);
    return `{"object":${JSON.stringify(table.sobject)},"columns":${columns},"records":[\n${records.join(',\n')}\n]}`;
  });
  return `${head},"objects":[\n${objects.join(',\n')}\n]}\n`;
}

/** Reads a document of `export --format json`; a UserError says what is wrong with it. */
export function readJsonDocument(file: string): Neutral {
  const text = readText(file, { noun: 'file', limit: 'data' });
  // Never overwrites a file that isn't such a document, for example a CSV file of the dataset.
  const output = file.endsWith('.json') ? file : 'data.json';
  const next = datagen('export', '--format', 'json', '--output', output);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    const at = /\(line (\d+) column (\d+)\)/.exec((cause as Error).message);
    const place = { file, ...(at ? { line: Number(at[1]), column: Number(at[2]) } : {}) };
    throw new UserError({ message: "The file isn't JSON.", place }, { next, cause });
  }
  const here = () => ({ file });
  const checked = checkAgainst(documentSchema, value, { place: here, keyPlace: here });
  if (!checked.ok) throw new UserError(checked.problems.slice(0, 10), { next });
  const { dataset, seed, as_of, key_prefix, objects, update, load } = checked.value;
  const lines = linesOfKeys(text);
  const foreign = objects.flatMap((one) => recordProblems(one, key_prefix, file, lines));
  if (foreign.length > 0) throw new UserError(foreign.slice(0, 10), { next });
  const tables = objects.map(({ object, columns, records }) =>
    textTable(object, file, {
      columns,
      rows: records.map((record) => columns.map((column) => record[column] ?? '')),
      lines: records.map((record) => lines.get(record.ExternalId ?? '') ?? 1),
    }),
  );
  const declared = {
    ...(load ? { load: load as LoadDeclarations } : {}),
    ...(update ? { update } : {}),
  };
  return { name: dataset, seed, as_of, key_prefix, hash: sha256(text), tables, ...declared };
}

/** Checks that records have a key of the dataset and only cells with a column. */
function recordProblems(
  { object, columns, records }: z.infer<typeof documentSchema>['objects'][number],
  prefix: string,
  file: string,
  lines: ReadonlyMap<string, number>,
): Problem[] {
  if (columns[0] !== 'ExternalId')
    return [{ message: `The first column of ${object} must be ExternalId.`, place: { file } }];
  const known = new Set(columns);
  return records.flatMap((record): Problem[] => {
    const { ExternalId: key = '' } = record;
    const line = lines.get(key);
    const place = { file, ...(line === undefined ? {} : { line }), key };
    if (!key.startsWith(prefix))
      return [{ message: `The key of a record of ${object} must begin with ${prefix}.`, place }];
    const other = Object.keys(record).find((column) => !known.has(column));
    return other === undefined ? [] : [{ message: `${quoted(other)} isn't a column of ${object}.`, place }];
  });
}

/** The line of each record in the layout of `jsonDocument`; empty for any other layout. */
function linesOfKeys(text: string): Map<string, number> {
  const lines = new Map<string, number>();
  text.split('\n').forEach((line, index) => {
    const key = /^\{"ExternalId":"([^"]+)"/.exec(line)?.[1];
    if (key) lines.set(key, index + 1);
  });
  return lines;
}
