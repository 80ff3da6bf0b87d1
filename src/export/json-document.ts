import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { checkAgainst } from '../config/issues.ts';
import { sha256 } from '../dataset/read.ts';
import { UserError } from '../errors.ts';
import type { Neutral } from './neutral.ts';
import { textTable } from './text-table.ts';

const FORMAT = 'sfdc-datagen/1';

/**
 * All records of a data set in one document. Cells are the text of the fixture and blank ones are left out; the tool's
 * own columns (`_industry`) stay, because what a picklist value becomes depends on them.
 */
const documentSchema = z.strictObject({
  format: z.literal(FORMAT),
  dataset: z.string(),
  seed: z.int(),
  as_of: z.iso.date(),
  key_prefix: z.string(),
  objects: z.array(
    z.strictObject({
      object: z.string(),
      columns: z.array(z.string()).min(1),
      records: z.array(z.record(z.string(), z.string())),
    }),
  ),
});

/** The text of the document, one record a line, so that a message can name the line. */
export function jsonDocument(neutral: Neutral): string {
  const { name: dataset, seed, as_of, key_prefix } = neutral;
  const head = JSON.stringify({ format: FORMAT, dataset, seed, as_of, key_prefix }).slice(0, -1);
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
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    const hint = (cause as Error).message;
    throw new UserError({ message: 'The file cannot be read.', place: { file }, hint }, { cause });
  }
  const next = `sfdc-datagen export --format json --output ${file}`;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    const hint = (cause as Error).message;
    throw new UserError({ message: 'The file is not JSON.', place: { file }, hint }, { next, cause });
  }
  const here = () => ({ file });
  const checked = checkAgainst(documentSchema, value, { place: here, keyPlace: here });
  if (!checked.ok) throw new UserError(checked.problems.slice(0, 10), { next });
  const { dataset, seed, as_of, key_prefix, objects } = checked.value;
  const lines = linesOfKeys(text);
  const tables = objects.map(({ object, columns, records }) =>
    textTable(object, file, {
      columns,
      rows: records.map((record) => columns.map((column) => record[column] ?? '')),
      lines: records.map((record) => lines.get(record.ExternalId ?? '') ?? 1),
    }),
  );
  return { name: dataset, seed, as_of, key_prefix, hash: sha256(text), tables };
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
