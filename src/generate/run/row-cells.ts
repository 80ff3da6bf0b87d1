import { impossibleValue } from '../../catalog/cell-check.ts';
import { cellText } from '../../python/cell.ts';
import type { Value } from '../../python/value.ts';
import type { ColumnKey } from '../../random/key.ts';
import {
  fitText,
  isSpreadsheetFormula,
  isSuspect,
  lostCharacter,
  unseenCharacter,
} from '../../shared/cell-text.ts';
import type { Place } from '../../shared/errors.ts';
import type { Evaluate } from '../compile/compile-context.ts';
import { fitsCell, unfitForCell, valueCheck } from './cell-checks.ts';
import { CompositeValue } from './composite-value.ts';
import { guarded, placed } from './failure.ts';
import { LiteralReference } from './literal-reference.ts';
import type { LateCell } from './object-table.ts';
import type { Row } from './row.ts';
import { ForwardReference } from './row-names.ts';
import type { RunContext } from './run-context.ts';

/** A field of a template, ready to be evaluated. */
export interface CompiledField {
  name: string;
  place: Place;
  column: ColumnKey;
  evaluate: Evaluate;
  /** Its index among the cells; -1 if it is hidden. */
  cell: number;
}

/**
 * Writes the values of a finished row to its cells and checks them against the catalog; `at` is the place of its
 * template.
 */
export function cellWriter(
  run: RunContext,
  sobject: string,
  fields: readonly CompiledField[],
  at: Place,
): (row: Row, cells: (string | LateCell)[]) => void {
  const checks = fields.map(({ name }) => valueCheck(run.catalog[sobject]?.fields[name], run.prefix));
  const isBoolean = fields.map(({ name }) => run.catalog[sobject]?.fields[name]?.type === 'boolean');
  const isMulti = fields.map(({ name }) => run.catalog[sobject]?.fields[name]?.type === 'multipicklist');
  const takesWords = fields.map(({ name }) => TEXTS.has(run.catalog[sobject]?.fields[name]?.type ?? ''));
  const required = requiredFields(run, sobject);
  const isRequired = fields.map(({ name }) => required.has(name));
  const stated = new Set(fields.map(({ name }) => name));
  // The columns of an object are known only when all of its templates are compiled.
  let unstated: string[] | undefined;
  return (row, cells) => {
    unstated ??= run.table(sobject).columns.filter((name) => required.has(name) && !stated.has(name));
    for (const name of unstated) blankProblem(run, sobject, name, row, at);
    for (let i = 0; i < fields.length; i++) {
      const { cell, place, name } = fields[i]!;
      if (cell < 0) continue;
      const given = row.values[i]!;
      const value = isMulti[i] && Array.isArray(given) ? given.map((one) => cellText(one)).join(';') : given;
      if (typeof value === 'object' && value !== null) {
        if (value instanceof ForwardReference || value instanceof LiteralReference) {
          if (value instanceof ForwardReference) value.reserve();
          cells[cell + 1] = value;
          continue;
        }
        if (!fitsCell(value)) {
          const { message, hint } = guarded(place, row, () => unfitForCell(value));
          run.valueProblem(`${sobject}.${name}: ${message}`, place, row.key, hint);
          continue;
        }
      }
      if (typeof value === 'number' && !Number.isFinite(value) && !takesWords[i]) {
        const message = `${sobject}.${name}: a field can't hold ${cellText(value)}, which isn't a number.`;
        run.valueProblem(message, place, row.key, 'Check the formula or the limits that it comes from.');
        continue;
      }
      const written = cellOf(value, isBoolean[i]!, place, row);
      if (written === '') {
        if (isRequired[i]) blankProblem(run, sobject, name, row, place);
        continue;
      }
      // Numbers, dates, and keys are always valid: only texts can have invalid characters.
      const isText = typeof value === 'string' || value instanceof CompositeValue;
      const text =
        !isText || !isSuspect(written) ? written : fitted(run, written, `${sobject}.${name}`, place, row.key);
      if (text === '') {
        if (isRequired[i]) blankProblem(run, sobject, name, row, place);
        continue;
      }
      cells[cell + 1] = text;
      if (isText && isSpreadsheetFormula(text))
        run.cellWarning(`${sobject}.${name}`, FORMULA, place, row.key);
      const wrong = checks[i]!(value, text);
      if (wrong === undefined) continue;
      if (impossibleValue(run.catalog[sobject]?.fields[name], text))
        run.valueProblem(`${sobject}.${name}: ${wrong}`, place, row.key);
      else run.cellProblem(`${sobject}.${name}`, wrong, place, row.key);
    }
  };
}

/** Fields that accept any text, including one for a value that isn't a number. */
const TEXTS: ReadonlySet<string> = new Set([
  ...['string', 'textarea', 'encryptedstring'],
  ...['picklist', 'multipicklist', 'combobox'],
]);

/** The required fields among the columns of an object, as in `verify`; none without a strict catalog. */
function requiredFields(run: RunContext, sobject: string): ReadonlySet<string> {
  const known = run.strict ? Object.entries(run.catalog[sobject]?.fields ?? {}) : [];
  return new Set(known.flatMap(([name, field]) => (field.required && !field.computed ? [name] : [])));
}

function blankProblem(run: RunContext, sobject: string, name: string, row: Row, place: Place): void {
  run.valueProblem(`${sobject}.${name} is required and blank.`, place, row.key);
}

function cellOf(value: Value, isBoolean: boolean, place: Place, row: Row): string {
  try {
    return isBoolean ? booleanText(value) : cellText(value);
  } catch (error) {
    throw placed(error, place, row);
  }
}

const FORMULA = 'a spreadsheet that opens the CSV file would run the value as a formula.';

/** Removes characters that no cell can have, with a warning; refuses a text that has lost characters earlier. */
function fitted(run: RunContext, text: string, field: string, place: Place, key: string): string {
  const lost = lostCharacter(text);
  if (lost)
    run.valueProblem(
      `${field}: the value has ${lost}, the rest of a character that was lost.`,
      place,
      key,
      'Read the source in its own encoding, and cut texts only between characters.',
    );
  const unseen = unseenCharacter(text);
  if (unseen)
    run.cellWarning(
      field,
      `the control character ${unseen} is removed: Salesforce fields can't store it.`,
      place,
      key,
    );
  return fitText(text);
}

/** The cell of a checkbox; accepts Python's texts of booleans, from formulas of version 2 and keys of a choice. */
function booleanText(value: Value): string {
  if (value === 'True') return 'true';
  return value === 'False' ? 'false' : cellText(value);
}
