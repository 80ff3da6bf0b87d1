import type { Problem } from '../../errors.ts';
import type { Prepared } from '../../export/prepare.ts';

const SHOWN = 20;
const MEASURED = new Set(['string', 'textarea', 'email', 'phone', 'url', 'picklist']);

/** Texts longer than their field is in the org, which would fail with STRING_TOO_LONG. */
export function lengthProblems(prepared: Prepared): Problem[] {
  const problems: Problem[] = [];
  for (const table of prepared.neutral.tables) {
    const limits = table.columns.flatMap((column, at) => {
      const field = prepared.schema[table.sobject]?.fields[column];
      return field && field.length > 0 && MEASURED.has(field.type) ? [{ column, at, field }] : [];
    });
    table.rows.forEach((row, position) => {
      for (const { column, at, field } of limits) {
        const cell = row[at]!;
        if (cell.length * 3 <= field.length) continue;
        const length = field.bytes ? Buffer.byteLength(cell) : cell.length;
        if (length <= field.length || problems.length >= SHOWN) continue;
        const unit = field.bytes ? 'bytes' : 'characters';
        const place = { file: table.file, line: table.lines[position]!, key: row[0]! };
        const message = `${column} has ${length} ${unit}; the org's field takes ${field.length}.`;
        problems.push({
          message,
          place,
          hint: 'State the length under `objects:` in config.yml and generate again.',
        });
      }
    });
  }
  return problems;
}
