import type { Prepared } from '../../export/prepare.ts';
import { rowsText } from '../../shared/counted.ts';
import type { Problem } from '../../shared/errors.ts';
import { isEmptyCell } from '../../shared/special-cells.ts';

/** Lookups to records of an object that the org's field does not take, one problem for all rows of a file. */
export function wrongParents({ compiled, schema }: Pick<Prepared, 'compiled' | 'schema'>): Problem[] {
  return compiled.files.flatMap(({ sobject, source, columns, rows }) =>
    columns.flatMap((column, at): Problem[] => {
      if (column.kind !== 'parent') return [];
      const taken = schema[sobject]?.fields[column.field]?.referenceTo ?? [];
      const wrong = rows.filter((row) => !isEmptyCell(row.cells[at]!));
      const [first] = wrong;
      if (taken.length === 0 || taken.includes(column.to) || !first) return [];
      const count = rowsText(wrong.length);
      return [
        {
          message: `${sobject}.${column.field} refers to ${column.to} in ${count}; the org's field takes ${taken.join(' or ')}.`,
          place: { file: source, line: first.line, key: first.key },
        },
      ];
    }),
  );
}
