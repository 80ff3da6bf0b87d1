import { cellCheck } from '../catalog/cell-check.ts';
import { isRecordId } from '../catalog/record-id.ts';
import type { Field } from '../catalog/types.ts';
import type { Value } from '../python/value.ts';
import { NULL_CELL } from '../shared/special-cells.ts';
import { Row } from './row.ts';

/** Says what is wrong with a value and its text in the cell of a field; undefined if it is valid. */
export type ValueCheck = (value: Value, text: string) => string | undefined;

/**
 * A reference must be a row of an object that it can point to, or the text of a key or of a record's id; other values
 * are checked by their text.
 */
export function valueCheck(field: Field | undefined, prefix: string): ValueCheck {
  if (field?.type !== 'reference') {
    const check = cellCheck(field);
    return (_, text) => (text === NULL_CELL ? undefined : check(text));
  }
  const { to } = field;
  return (value, text) => {
    if (!(value instanceof Row))
      return text.startsWith(prefix) || isRecordId(text) || text === NULL_CELL
        ? undefined
        : `"${text}" is not the key of a row.`;
    const { sobject } = value.type;
    return to.includes(sobject)
      ? undefined
      : `the row is one of ${sobject}; the field refers to ${to.join(' or ')}.`;
  };
}
