import { tableLines } from '../shared/table-text.ts';
import type { ObjectSummary } from './generate.ts';

/** The result as a table: object, rows, file, share of filled fields. */
export function summaryLines(objects: readonly ObjectSummary[]): string[] {
  const rows = objects.map(({ object, rows, file, filled }) => [
    object,
    thousands(rows),
    file,
    `${Math.round(filled * 100)} %`,
  ]);
  const total = thousands(objects.reduce((sum, { rows }) => sum + rows, 0));
  return tableLines(['Object', 'Rows', 'File', 'Filled'], [...rows, ['', total, '', '']], [1, 3]);
}

/** 240000 as 240,000. */
function thousands(number: number): string {
  return String(number).replaceAll(/\B(?=(\d{3})+$)/g, ',');
}
