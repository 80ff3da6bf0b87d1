import { choicesOf } from '../../catalog/choices.ts';
import type { PreparedExport } from '../../export/prepare.ts';
import { rowsText } from '../../shared/counted.ts';
import { isEmptyCell } from '../../shared/special-cells.ts';
import type { Finding } from './preflight.ts';

interface Wrong {
  name: string;
  value: string;
  controller: string;
  controlling: string;
  valid: readonly string[];
  rows: number;
}

/**
 * Values of dependent picklists that their controlling values don't allow, one finding for each pair. Salesforce refuses
 * a state that isn't of its country; it saves other pairs from an API, and forms then refuse the record.
 */
export function dependentFindings({
  compiled,
  schema,
}: Pick<PreparedExport, 'compiled' | 'schema'>): Finding[] {
  const found = new Map<string, Wrong>();
  for (const { sobject, pass, columns, rows } of compiled.files) {
    if (pass !== 'records') continue;
    columns.forEach(({ field }, at) => {
      const own = schema[sobject]?.fields[field];
      const controlled = own?.dependsOn;
      const by = columns.findIndex((column) => column.field === controlled?.field);
      if (!controlled || by < 0) return;
      const isFlag = schema[sobject]!.fields[controlled.field]?.type === 'boolean';
      for (const { cells } of rows) {
        if (isEmptyCell(cells[at]!)) continue;
        const controlling = isEmptyCell(cells[by]!) ? (isFlag ? 'false' : '') : cells[by]!;
        const valid = controlled.values.get(controlling);
        // A blank or unknown controlling value allows what the org's default does, which only the org knows.
        if (!valid) continue;
        for (const value of choicesOf(own.type, cells[at]!)) {
          if (valid.includes(value) || !own.picklist.includes(value)) continue;
          const key = JSON.stringify([sobject, field, value, controlling]);
          const before = found.get(key);
          if (before) before.rows++;
          else {
            const wrong = { name: `${sobject}.${field}`, value, controller: controlled.field, controlling };
            found.set(key, { ...wrong, valid, rows: 1 });
          }
        }
      }
    });
  }
  return [...found.values()].map(({ name, value, controller, controlling, valid, rows }): Finding => {
    const message = `${name} "${value}" isn't valid for ${controller} "${controlling}" (${rowsText(rows)}).`;
    const hint = valid.length > 0 ? `Valid values: ${valid.join(', ')}.` : 'No value is valid for it.';
    return { severity: name.endsWith('StateCode') ? 'error' : 'warning', problem: { message, hint } };
  });
}
