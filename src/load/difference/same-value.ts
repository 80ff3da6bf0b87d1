import { booleanOf } from '../../catalog/boolean-cell.ts';
import { choicesOf } from '../../catalog/choices.ts';
import type { OrgField } from '../../org/describe.ts';

/** True if the org already has the value of a cell, as far as the org tells values apart. */
export function sameValue(
  field: Pick<OrgField, 'type' | 'scale' | 'html'>,
  cell: string,
  held: unknown,
): boolean {
  if (held === null || held === undefined || held === '')
    return field.type === 'boolean' ? booleanOf(cell) !== true : cell === '';
  switch (field.type) {
    case 'boolean':
      return (booleanOf(cell) ?? false) === held;
    case 'int':
    case 'double':
    case 'currency':
    case 'percent':
      return cell !== '' && Number(cell).toFixed(field.scale) === Number(held).toFixed(field.scale);
    case 'date':
      // An org takes a midnight for its day.
      return cell.trim().slice(0, 10) === String(held).slice(0, 10);
    case 'datetime':
      return Math.floor(Date.parse(cell) / 1_000) === Math.floor(Date.parse(String(held)) / 1_000);
    case 'time':
      return timeForm(cell) === timeForm(String(held));
    case 'multipicklist':
      return choices(cell) === choices(String(held));
    case 'email':
      return textForm(cell).toLowerCase() === textForm(String(held)).toLowerCase();
    case 'encryptedstring':
      return isMasked(textForm(cell), String(held)) || textForm(cell) === textForm(String(held));
    default:
      if (field.html) return htmlForm(cell) === htmlForm(String(held));
      return textForm(cell) === textForm(String(held));
  }
}

/** A text as the org gives it back: line ends are LF, and white space at its ends is gone. */
export function textForm(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n').trim();
}

function choices(cell: string): string {
  return [...new Set(choicesOf('multipicklist', cell))].sort().join(';');
}

/**
 * True if an org gives back a text with a mask, as it does to users without "View Encrypted Data", and what is not
 * masked is equal. A change behind the mask can't be seen. Source: Salesforce Help, classic encryption for custom fields.
 */
function isMasked(cell: string, held: string): boolean {
  const visible = /^(?:[* -]*\*[* -]*|X{3}[X -]*)([^*X]*)$/.exec(held)?.[1];
  return visible !== undefined && cell.endsWith(visible);
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' };

/** Rich text as the org stores it: a line end is `<br>`, and a bare `&` is an entity. */
function htmlForm(text: string): string {
  return textForm(text)
    .replaceAll(/\s*<br\s*\/?>\s*|\n/gi, '\n')
    .replaceAll(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, name: string) => ENTITIES[name]!)
    .trim();
}

/** `10:30:00` as the org gives it back: `10:30:00.000Z`. */
function timeForm(text: string): string {
  const [, time = text, fraction = ''] = /^(\d\d:\d\d:\d\d)(?:\.(\d+))?Z?$/.exec(text.trim()) ?? [];
  return `${time}.${fraction.padEnd(3, '0').slice(0, 3)}`;
}
