import { cellsBy } from '../../catalog/row-kinds.ts';
import { lackedBySeries } from '../../catalog/series.ts';
import type { PreparedExport } from '../../export/prepare.ts';
import { countText } from '../../shared/counted.ts';
import { isEmptyCell } from '../../shared/special-cells.ts';
import type { Finding } from './preflight.ts';

/** Fields that the rows of recurring events and tasks lack: one finding a field, at its first row. */
export function seriesFindings({ neutral }: Pick<PreparedExport, 'neutral'>): Finding[] {
  return neutral.tables.flatMap(({ sobject, columns, rows, lines, file }) => {
    const cellOf = cellsBy(columns);
    const lacking = new Map<string, number[]>();
    rows.forEach((row, position) => {
      const filled = (field: string) => (isEmptyCell(cellOf(row)(field)) ? '' : cellOf(row)(field));
      for (const field of lackedBySeries(sobject, filled)) {
        const positions = lacking.get(field);
        if (positions) positions.push(position);
        else lacking.set(field, [position]);
      }
    });
    return [...lacking].map(([field, [first = 0, ...others]]): Finding => {
      const also = others.length > 0 ? ` and in ${countText(others.length, 'more row')}` : '';
      const message = `A recurring ${sobject} needs ${field}, which is blank here${also}.`;
      const place = { file, line: lines[first]!, key: rows.at(first)![0]! };
      return { severity: 'error', problem: { message, place } };
    });
  });
}
