import type { OrgField } from '../../org/describe.ts';

/** True if the org already has the value of a cell, as far as the org tells values apart. */
export function sameValue(field: Pick<OrgField, 'type' | 'scale'>, cell: string, held: unknown): boolean {
  if (held === null || held === undefined || held === '')
    return field.type === 'boolean' ? cell !== 'true' : cell === '';
  switch (field.type) {
    case 'boolean':
      return (cell === 'true') === held;
    case 'int':
    case 'double':
    case 'currency':
    case 'percent':
      return cell !== '' && Number(cell).toFixed(field.scale) === Number(held).toFixed(field.scale);
    case 'datetime':
      return Math.floor(Date.parse(cell) / 1_000) === Math.floor(Date.parse(String(held)) / 1_000);
    case 'multipicklist':
      return choices(cell) === choices(String(held));
    case 'email':
      return textForm(cell).toLowerCase() === textForm(String(held)).toLowerCase();
    default:
      return textForm(cell) === textForm(String(held));
  }
}

/** A text as the org gives it back: line ends are LF, and white space at its ends is gone. */
export function textForm(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n').trim();
}

function choices(cell: string): string {
  return cell.split(';').sort().join(';');
}
