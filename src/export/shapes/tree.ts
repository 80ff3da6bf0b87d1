import type { OrgSchema } from '../../org/describe.ts';
import type { CompiledExport } from '../compile/compile.ts';
import { jsonValue } from '../json-value.ts';
import { wholeRows } from './whole-rows.ts';

/** A file for another tool, by its name in the folder. */
export interface ShapeFile {
  name: string;
  text: string;
}

/**
 * A plan with files for `sf data import tree --plan plan.json`. References are `@AccountRef7`, which the CLI sorts
 * into the right order itself, even within an object. Source: plugin-data, importPlan.ts.
 */
export function treeFiles(compiled: CompiledExport, schema: OrgSchema): ShapeFile[] {
  const whole = wholeRows(compiled.files);
  const sobjects = compiled.levels.flat().filter((sobject) => (whole.get(sobject) ?? []).length > 0);
  const references = new Map<string, string>();
  for (const sobject of sobjects) {
    whole.get(sobject)!.forEach((row, index) => {
      references.set(row.key, `${sobject.replaceAll('_', '')}Ref${index + 1}`);
    });
  }
  const files = sobjects.map((sobject): ShapeFile => {
    const records = whole.get(sobject)!.map((row) => {
      const fields = row.cells.map(({ column, cell }) => {
        const field = column.kind === 'key' ? column.header : column.field;
        if (column.kind === 'parent') return [field, `@${references.get(cell)}`];
        return [field, jsonValue(cell, schema[sobject]?.fields[field]?.type)];
      });
      const attributes = { type: sobject, referenceId: references.get(row.key) };
      return JSON.stringify({ attributes, ...Object.fromEntries(fields) });
    });
    return { name: `${sobject}.json`, text: `{"records":[\n${records.join(',\n')}\n]}\n` };
  });
  const plan = sobjects.map((sobject) => ({ sobject, files: [`${sobject}.json`] }));
  return [{ name: 'plan.json', text: `${JSON.stringify(plan, null, 2)}\n` }, ...files];
}
