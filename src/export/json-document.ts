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

/** What the document calls itself. */
export const FORMAT = 'sfdc-datagen/1';

const fileName = z.string().refine(isPathPart, 'must be a valid file name on every system.');

/**
 * All records of a dataset in one document. Cells are the text of the dataset and blank ones are left out; the tool's
 * own columns (`_industry`) stay, because what a picklist value becomes depends on them.
 */
const documentSchema = z.strictObject({
  format: z.literal(FORMAT),
  /** A load keeps its runs in the folder of that name. */
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

/** The text of the document, one record a line, so that a message can name the line. */
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

/** Reads the document that `export --format json` wrote; a UserError says what in it is wrong. */
export function readJsonDocument(file: string): Neutral {
  const text = readText(file, { noun: 'file', limit: 'data' });
  // Never over a file that is no document of ours, such as a CSV file of the dataset.
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

/** Records have a key of the dataset, and no cell that would be dropped for want of a column. */
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
    return other === undefined ? [] : [{ message: `${quoted(other)} is not a column of ${object}.`, place }];
  });
}

/** The line of each record as `jsonDocument` lays them out; nothing in a document of another layout. */
function linesOfKeys(text: string): Map<string, number> {
  const lines = new Map<string, number>();
  text.split('\n').forEach((line, index) => {
    const key = /^\{"ExternalId":"([^"]+)"/.exec(line)?.[1];
    if (key) lines.set(key, index + 1);
  });
  return lines;
}
