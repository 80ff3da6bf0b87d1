import { choicesOf } from '../../catalog/choices.ts';
import type { PreparedExport } from '../../export/prepare.ts';
import type { OrgField, OrgObject } from '../../org/describe.ts';
import { rowsText } from '../../shared/counted.ts';
import { isEmptyCell } from '../../shared/special-cells.ts';
import type { Finding } from './preflight.ts';

/** A column of a picklist: its field, and the field's value that a cell means. */
interface Column {
  name: string;
  at: number;
  field: OrgField;
  /** True for a column of names of countries or states, whose values are their codes. */
  isNames: boolean;
}

/** The value that a cell means; undefined for one that the picklist doesn't have. */
function meaning({ field, isNames }: Column, cell: string): string | undefined {
  if (!isNames) return cell;
  return field.picklist[(field.labels ?? field.picklist).indexOf(cell)];
}

const textOf = ({ field, isNames }: Column, value: string) =>
  isNames ? (field.labels?.[field.picklist.indexOf(value)] ?? value) : value;

/** The columns that state a field: its own, and for a code of a country or state the one with the names. */
function columnsOf(code: string, columns: readonly string[], object: OrgObject): Column[] {
  const field = object.fields[code];
  if (!field) return [];
  const names = /(?:Country|State)Code$/.test(code) ? [code, code.replace(/Code$/, '')] : [code];
  return names.flatMap((name) => {
    const at = columns.indexOf(name);
    return at < 0 ? [] : [{ name, at, field, isNames: name !== code }];
  });
}

interface Wrong {
  name: string;
  value: string;
  controller: string;
  controlling: string;
  valid: readonly string[];
  isState: boolean;
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
    const object = schema[sobject];
    if (pass !== 'records' || !object) continue;
    const names = columns.map(({ field }) => field);
    for (const field of Object.values(object.fields)) {
      const controlled = field.dependsOn;
      const owns = controlled ? columnsOf(field.name, names, object) : [];
      const controllers = controlled ? columnsOf(controlled.field, names, object) : [];
      if (!controlled || owns.length === 0 || controllers.length === 0) continue;
      for (const { cells } of rows) {
        const isFilled = ({ at }: Column) => !isEmptyCell(cells[at]!);
        const own = owns.find(isFilled);
        if (!own) continue;
        const by = controllers.find(isFilled) ?? controllers[0]!;
        const isFlag = by.field.type === 'boolean';
        const controlling = isFilled(by) ? cells[by.at]! : isFlag ? 'false' : '';
        const valid = controlled.values.get(meaning(by, controlling) ?? '');
        // A blank or unknown controlling value allows what the org's default does, which only the org knows.
        if (!valid) continue;
        for (const cell of choicesOf(field.type, cells[own.at]!)) {
          const value = meaning(own, cell);
          if (value === undefined || valid.includes(value) || !field.picklist.includes(value)) continue;
          const key = JSON.stringify([sobject, own.name, cell, controlling]);
          const before = found.get(key);
          if (before) before.rows++;
          else
            found.set(key, {
              ...{ name: `${sobject}.${own.name}`, value: cell, controller: by.name, controlling },
              valid: valid.map((one) => textOf(own, one)),
              isState: field.name.endsWith('StateCode'),
              rows: 1,
            });
        }
      }
    }
  }
  return [...found.values()].map(
    ({ name, value, controller, controlling, valid, isState, rows }): Finding => {
      const message = `${name} "${value}" isn't valid for ${controller} "${controlling}" (${rowsText(rows)}).`;
      const hint = valid.length > 0 ? `Valid values: ${valid.join(', ')}.` : 'No value is valid for it.';
      return { severity: isState ? 'error' : 'warning', problem: { message, hint } };
    },
  );
}
