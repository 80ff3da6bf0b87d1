import { dirname } from 'node:path';
import type { Config } from '../../config/schema.ts';
import { type Identity, identityOf } from '../../dataset/identity.ts';
import { peekManifest } from '../../dataset/manifest.ts';
import { keysOf } from '../../dataset/prefix.ts';
import { readCsvRows } from '../../plugins/dataset/csv-rows.ts';
import type { DataRow } from '../../plugins/dataset/data-row.ts';
import { text } from '../../python/text.ts';
import type { Expression, FieldTemplate, ObjectTemplate, Recipe } from '../../recipe/types.ts';
import { firstProblems, type Problem, UserError } from '../../shared/errors.ts';

/** `--update-input-file`: the rows that a recipe updates. */
export interface Update {
  /** A CSV file with a header. */
  file: string;
  /** Columns that are copied unchanged to the output. */
  passThrough: readonly string[];
}

/** The format of keys: their common beginning, and the code before the number of an object's rows. */
interface KeyForm {
  prefix: string;
  codeOf: (sobject: string) => string;
}

const KEY = 'ExternalId';

/** The maximum number of keys that are listed. */
const TOLD = 5;

/**
 * Makes the recipe's single object once for each row of the input, which its formulas see as `input`. Rows keep the
 * keys in the column `ExternalId` of the input, so that a load updates the same records.
 */
export function asUpdate(recipe: Recipe, { file, passThrough }: Update, { prefix, codeOf }: KeyForm): Recipe {
  const template = onlyObject(recipe);
  const { rows, lines } = readCsvRows(file);
  const place = { file };
  const problems: Problem[] = passThrough
    .filter((column) => rows[0] && rows[0].pyGet(column) === undefined)
    .map((column) => ({ message: `The file has no column \`${column}\` to pass through.`, place }));
  const form = { prefix, code: codeOf(template.sobject), sobject: template.sobject };
  const keys = rowKeys({ rows, lines }, file, form, problems);
  if (problems.length > 0) throw new UserError(problems);
  const warnings = [...recipe.warnings];
  if (!keys && rows.length > 0)
    warnings.push({
      message: `The file has no column \`${KEY}\`: its rows get new record keys, and a load creates new records.`,
      place,
    });
  const forEach = { name: 'input', value: { kind: 'literal' as const, value: rows, place } };
  const own = new Map(template.fields.map((field) => [field.name, field]));
  const passed = passThrough.filter((name) => !own.has(name)).map((name) => passedThrough(name, place));
  for (const name of passThrough)
    if (own.has(name))
      warnings.push({
        message: `The recipe sets ${name}, so the column isn't passed through.`,
        place: own.get(name)!.place,
      });
  return {
    ...recipe,
    warnings,
    files: [...recipe.files, file],
    statements: [
      { ...template, forEach, ...(keys ? { keys } : {}), fields: [...template.fields, ...passed] },
    ],
  };
}

function onlyObject({ statements, file }: Recipe): ObjectTemplate {
  const [template, another] = statements;
  if (template?.kind !== 'object' || another) {
    throw new UserError({
      message: 'With `--update-input-file`, the recipe must have one object and no other statement.',
      place: (template?.kind === 'object' ? another?.place : template?.place) ?? { file },
    });
  }
  const { count, forEach, place } = template;
  if (!count && !forEach) return template;
  const key = count ? 'count' : 'for_each';
  throw new UserError({
    message: `\`${key}\` can't be combined with \`--update-input-file\`, whose rows are the count.`,
    place: count?.place ?? place,
  });
}

/** The key of a row of the input; undefined if the input has no column for it. */
function keyOf(row: DataRow | undefined): string | undefined {
  return row?.pyGet(KEY) === undefined ? undefined : text(row.pyGet(KEY) ?? '');
}

/** The keys of the rows; undefined if the input has none. */
function rowKeys(
  { rows, lines }: { rows: readonly DataRow[]; lines: readonly number[] },
  file: string,
  { prefix, code, sobject }: { prefix: string; code: string; sobject: string },
  problems: Problem[],
): string[] | undefined {
  if (keyOf(rows[0]) === undefined) return undefined;
  const keys = rows.map((row) => keyOf(row) ?? '');
  const wrong: Problem[] = [];
  const seen = new Set<string>();
  for (const [i, key] of keys.entries()) {
    const place = { file, line: lines[i]!, key };
    if (!key.startsWith(prefix))
      wrong.push({
        message: `The key must begin with ${prefix}.`,
        place,
        hint: 'Use the seed of the dataset that the rows are from: `--seed N`.',
      });
    else if (!new RegExp(`_${code}\\d+$`).test(key))
      wrong.push({
        message: `A key of ${sobject} must end with _${code} and a number.`,
        place,
      });
    else if (seen.has(key)) wrong.push({ message: 'Duplicate record key.', place });
    seen.add(key);
  }
  problems.push(...firstProblems(wrong, TOLD, file));
  return keys;
}

function passedThrough(name: string, place: Expression['place']): FieldTemplate {
  const literal: Expression = { kind: 'literal', value: name, place };
  const value: Expression = {
    kind: 'call',
    name: 'input.get',
    args: { positional: [literal], named: [] },
    place,
  };
  return { name, value, place };
}

/**
 * The dataset of an update: one beside the dataset whose rows it changes, with the keys of those rows. Rows without
 * keys get keys of a dataset of the update's own recipe.
 */
export function identityOfUpdate(config: Config, file: string): Identity {
  const own = identityOf(config);
  const key = keyOf(readCsvRows(file).rows[0]);
  const keys = key === undefined ? undefined : keysOf(key);
  if (!keys?.key_prefix.startsWith(config.key_prefix)) return { ...own, dataset: `${own.dataset}-update` };
  const { key_prefix } = keys;
  const part = key_prefix.slice(config.key_prefix.length, -1).toLowerCase();
  const base = config.dataset ?? datasetBeside(file) ?? `${part || 'seed'}-${config.seed}`;
  return { ...own, dataset: `${base}-update`, key_prefix };
}

/** The name of a file's dataset, from the manifest beside it. */
function datasetBeside(file: string): string | undefined {
  const dataset = peekManifest(dirname(file))?.dataset;
  return typeof dataset === 'string' && /^\w[\w.-]*$/.test(dataset) ? dataset : undefined;
}
