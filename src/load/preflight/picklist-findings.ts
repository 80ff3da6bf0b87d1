import type { UnknownValue } from '../../export/notes.ts';
import { rowsText } from '../../shared/counted.ts';
import type { Finding } from './preflight.ts';

/** Values of a field that are named, the rarest first. */
const NAMED = 12;

/** Values that an org's picklists lack: one finding a field, the fields and the values with the fewest rows first. */
export function picklistFindings(unknownValues: readonly UnknownValue[]): Finding[] {
  const fields = new Map<string, UnknownValue[]>();
  for (const one of unknownValues) {
    const name = `${one.sobject}.${one.field}`;
    fields.set(name, [...(fields.get(name) ?? []), one]);
  }
  const rowsOf = (values: readonly UnknownValue[]) => values.reduce((sum, { rows }) => sum + rows, 0);
  return [...fields.values()]
    .sort((a, b) => rowsOf(a) - rowsOf(b))
    .map((values): Finding => {
      const rarestFirst = values.toSorted((a, b) => a.rows - b.rows);
      const [{ sobject, field, value, restricted, known }] = rarestFirst as [UnknownValue];
      const named = rarestFirst.slice(0, NAMED).map((one) => `"${one.value}" (${rowsText(one.rows)})`);
      const rest = rarestFirst.slice(NAMED);
      const more = rest.length > 0 ? `, and ${rest.length} more in ${rowsText(rowsOf(rest))}` : '';
      const how = restricted ? 'is restricted and has no value' : 'has no value';
      const message = `The org's picklist ${sobject}.${field} ${how} ${named.join(', ')}${more}.`;
      const mapped = rarestFirst.find((one) => one.mappedTo !== undefined);
      const wrong = mapped
        ? `"${mapped.value}" is mapped to "${mapped.mappedTo}", which it lacks, too. `
        : '';
      const hint = `${wrong}Map each in config.yml, \`salesforce: {picklists: {${sobject}.${field}: {"${value}": "${known[0] ?? ''}"}}}\`; the org has ${known.join(', ')}.`;
      return { severity: restricted ? 'error' : 'warning', problem: { message, hint } };
    });
}
