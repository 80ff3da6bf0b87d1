import { cellCheck } from '../../catalog/cell-check.ts';
import { orgRecordsOf } from '../../catalog/org-records.ts';
import { isRecordId } from '../../catalog/record-id.ts';
import type { Field } from '../../catalog/types.ts';
import { Undefined } from '../../formula/undefined.ts';
import { DataRow } from '../../plugins/dataset/data-row.ts';
import { PyDate } from '../../python/dates/date.ts';
import { PyDateTime } from '../../python/dates/datetime.ts';
import { PyTime } from '../../python/dates/time.ts';
import { PyDict } from '../../python/dict.ts';
import { PyFloat } from '../../python/numbers/float.ts';
import { PyInt } from '../../python/numbers/int.ts';
import { text } from '../../python/text.ts';
import { PyTuple } from '../../python/tuple.ts';
import { typeName } from '../../python/type.ts';
import type { Value } from '../../python/value.ts';
import { excerpt } from '../../shared/quote.ts';
import { NULL_CELL } from '../../shared/special-cells.ts';
import { CompositeValue } from './composite-value.ts';
import { Row } from './row.ts';

/** Says what is wrong with a value and its text in the cell of a field; undefined if it is valid. */
type ValueCheck = (value: Value, text: string) => string | undefined;

/**
 * A reference must be a row of an object that it can point to, or the text of a key or of a record's id, or the name
 * of a record that orgs have; other values are checked by their text.
 */
export function valueCheck(field: Field | undefined, prefix: string): ValueCheck {
  if (field?.type !== 'reference') {
    const check = cellCheck(field);
    return (_, text) => (text === NULL_CELL ? undefined : check(text));
  }
  const { to } = field;
  const isOfOrg = orgRecordsOf(to).length > 0;
  return (value, text) => {
    if (!(value instanceof Row))
      return text.startsWith(prefix) || isOfOrg || isRecordId(text) || text === NULL_CELL
        ? undefined
        : `"${text}" isn't the key of a row.`;
    const { sobject } = value.type;
    return to.includes(sobject)
      ? undefined
      : `the row is one of ${sobject}; the field refers to ${to.join(' or ')}.`;
  };
}

/** Objects that can be in a cell; all others are only parts of formulas. */
const CELL_VALUES = [Row, PyDate, PyDateTime, PyTime, PyFloat, PyInt, CompositeValue, Undefined] as const;

type ObjectValue = Exclude<Value, string | number | boolean | null>;

/** True if an object can be in a cell. Called for every cell, so it is a loop instead of `some`. */
export function fitsCell(value: ObjectValue): boolean {
  for (const kind of CELL_VALUES) if (value instanceof kind) return true;
  return false;
}

/** Says why a value can't be in a cell, and what to write instead. */
export function unfitForCell(value: ObjectValue): { message: string; hint: string } {
  const [what, hint] = told(value);
  return { message: `a field can't hold ${what}: ${excerpt(shown(value))}.`, hint };
}

function told(value: ObjectValue): [what: string, hint: string] {
  if (Array.isArray(value)) return ['a list', JOIN];
  if (value instanceof PyTuple) return ['a tuple', JOIN];
  if (value instanceof PyDict) return ['a map', `Choose a value of it by its key, or join some. ${JOIN}`];
  if (value instanceof DataRow) return ['a row of a dataset', 'Choose a column: `${{row.Column}}`.'];
  if (value.pyItems) return [`a ${typeName(value)}`, JOIN];
  if (value.pyCall) return ['a function', 'Call it with `()`.'];
  return [`a value of type ${typeName(value)}`, 'Choose an attribute of it, or format it as text.'];
}

const JOIN = "Join the values to one text: `${{ … | join(';') }}`.";

/** The first items are enough: a list may be long. */
function shown(value: ObjectValue): string {
  if (Array.isArray(value)) return text(value.slice(0, SHOWN));
  return text(value);
}

const SHOWN = 20;
