import type { Prepared } from '../../export/prepare.ts';
import type { Problem } from '../../shared/errors.ts';

const MEASURED = new Set(['string', 'textarea', 'email', 'phone', 'url', 'picklist', 'combobox']);

/** Texts longer than their field is in the org, which would fail with STRING_TOO_LONG: one problem a field. */
export function lengthProblems(prepared: Prepared): Problem[] {
  return prepared.neutral.tables.flatMap((table) =>
    table.columns.flatMap((column, at): Problem[] => {
      const field = prepared.schema[table.sobject]?.fields[column];
      if (!field || field.length <= 0 || !MEASURED.has(field.type)) return [];
      const lengthOf = (cell: string) => (field.bytes ? Buffer.byteLength(cell) : cell.length);
      const long = table.rows.flatMap((row, position) =>
        // No character has more than three bytes for each of its units.
        row[at]!.length * 3 > field.length && lengthOf(row[at]!) > field.length ? [position] : [],
      );
      const [first] = long;
      if (first === undefined) return [];
      const row = table.rows[first]!;
      const unit = field.bytes ? 'bytes' : 'characters';
      const also = long.length > 1 ? ` ${long.length - 1} more rows are too long.` : '';
      return [
        {
          message: `${column} has ${lengthOf(row[at]!)} ${unit}; the org's field takes ${field.length}.${also}`,
          place: { file: table.file, line: table.lines[first]!, key: row[0]! },
          hint: 'State the length under `objects:` in config.yml and generate again.',
        },
      ];
    }),
  );
}
