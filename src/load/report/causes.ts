import { counted, countText } from '../../shared/counted.ts';
import type { Explanation } from './explain.ts';

/** Rows or records that failed for one reason. */
export interface Cause<T> extends Explanation {
  sobject: string;
  code: string;
  /** What the org said of the first of them. */
  message: string;
  rows: T[];
}

/** What an error says of one row alone: ids, keys, quoted values and numbers. */
const OF_A_ROW =
  /(["'])(?:(?!\1).)*\1|\b(?=[a-zA-Z]*\d)[a-zA-Z0-9]{15}(?:[A-Z0-5]{3})?\b|\b[A-Za-z][A-Za-z0-9]*_\d[\w.]*|\d+(?:[.,:-]\d+)*/g;

/**
 * Failures by their reason, the rarest first, so that none is lost among thousands of another: the same object and code,
 * and the same words but for what they say of one row.
 */
export function causesOf<T extends Explanation & { sobject: string; code: string; message: string }>(
  failures: readonly T[],
): Cause<T>[] {
  const causes = new Map<string, Cause<T>>();
  for (const failure of failures) {
    const { sobject, code, message, cause, fix } = failure;
    const kind = [sobject, code, message.replaceAll(OF_A_ROW, '…')].join('\u0000');
    const known = causes.get(kind);
    if (known) known.rows.push(failure);
    else causes.set(kind, { sobject, code, message, cause, fix, rows: [failure] });
  }
  return [...causes.values()].sort((a, b) => a.rows.length - b.rows.length);
}

/** The most causes that are listed; of more, the rarest and the most frequent are. */
const RAREST = 20;
const MOST_FREQUENT = 10;

/** Causes as a person reads them, each with its count; `placeOf` is where a row is, `more` where all are listed. */
export function causeLines<T>(
  causes: readonly Cause<T>[],
  placeOf: (row: T) => string,
  more: string,
  noun: 'row' | 'record' = 'row',
): string[] {
  const left = causes.length - RAREST - MOST_FREQUENT;
  if (left <= 0) return causes.flatMap((cause) => linesOf(cause, placeOf, more, noun));
  const between = causes.slice(RAREST, RAREST + left);
  const rows = between.reduce((sum, cause) => sum + cause.rows.length, 0);
  return [
    ...causes.slice(0, RAREST).flatMap((cause) => linesOf(cause, placeOf, more, noun)),
    `${countText(left, 'more cause')} of ${countText(rows, noun)} in ${more}`,
    ...causes.slice(RAREST + left).flatMap((cause) => linesOf(cause, placeOf, more, noun)),
  ];
}

/** Places that are named of a cause. */
const PLACES = 3;

function linesOf<T>(
  { sobject, code, message, cause, fix, rows }: Cause<T>,
  placeOf: (row: T) => string,
  more: string,
  noun: string,
): string[] {
  const said = `${sobject} ${code}: ${message}`;
  if (rows.length === 1) return [`${placeOf(rows[0]!)}: ${said}`, `  ${cause} ${fix}`];
  const places = rows.slice(0, PLACES).map(placeOf).join(', ');
  const others = rows.length > PLACES ? `, and ${counted(rows.length - PLACES)} more in ${more}` : '';
  return [`${countText(rows.length, noun)}: ${said}`, `  ${cause} ${fix}`, `  ${places}${others}`];
}
