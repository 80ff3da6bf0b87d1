import { describe, expect, test } from 'vitest';
import { type ObjectProgress, progressText } from '../../src/load/execute/progress-text.ts';
import { RowCounter } from '../../src/load/execute/row-counter.ts';
import type { LoadStep } from '../../src/load/plan.ts';

const of = (sobject: string, done: number, rows: number): ObjectProgress => ({ sobject, done, rows });

describe('the progress of a load', () => {
  test.each<[string, ObjectProgress[], number, string]>([
    [
      'before the first row',
      [of('Account', 0, 100), of('Contact', 0, 400)],
      5_000,
      'Processed 0 of 500 rows (0%)',
    ],
    [
      'with an object under way',
      [of('Account', 50, 100), of('Contact', 0, 400)],
      8_000,
      'Processed 50 of 500 rows (10%), 72 s left: Account 50 of 100',
    ],
    [
      'with two objects under way, and one that is over',
      [of('Account', 10, 10), of('Contact', 1_200, 200_000), of('Task', 5, 1_000)],
      60_000,
      'Processed 1,215 of 201,010 rows (0%), 2 h 45 min left: Contact 1,200 of 200,000, Task 5 of 1,000',
    ],
    [
      'between two objects',
      [of('Account', 10, 10), of('Task', 0, 10)],
      2_500,
      'Processed 10 of 20 rows (50%), 3 s left',
    ],
    [
      'of minutes',
      [of('Task', 100, 300)],
      60_000,
      'Processed 100 of 300 rows (33%), 2 min left: Task 100 of 300',
    ],
    ['of whole hours', [of('Task', 1, 3)], 3_600_000, 'Processed 1 of 3 rows (33%), 2 h left: Task 1 of 3'],
    [
      'at the end, never earlier',
      [of('Task', 999, 1_000)],
      1,
      'Processed 999 of 1,000 rows (99%), 1 s left: Task 999 of 1,000',
    ],
    ['of a single row', [of('Task', 1, 1)], 1_000, 'Processed 1 of 1 row (100%)'],
    ['without rows', [], 1_000, 'Processed 0 of 0 rows (100%)'],
  ])('%s', (_, objects, elapsed, text) => {
    expect(progressText(objects, elapsed)).toBe(text);
  });

  test('counts each row once, whatever attempts its step takes', () => {
    const lines: string[] = [];
    const add = (line: string) => void lines.push(line.replace(/, \d+ s left/, ''));
    const rows = (count: number) => Array.from({ length: count });
    const steps = [
      { name: 'Contact-part1', sobject: 'Contact', file: { rows: rows(10) } },
      { name: 'Contact-part2', sobject: 'Contact', file: { rows: rows(10) } },
      { name: 'Role-update', sobject: 'Role', records: rows(5) },
    ] as unknown as LoadStep[];
    const counter = new RowCounter(steps, { say: add, detail: add, live: add, done: () => {} });
    const tell = () => counter.progress.live('x');
    counter.processed('Contact-part1', 8);
    tell();
    counter.processed('Contact-part1', 2);
    counter.over('Contact-part1');
    counter.processed('Contact-part2', 99);
    tell();
    counter.over('Role-update');
    tell();
    counter.progress.say('y');
    expect(lines).toEqual([
      'Processed 8 of 25 rows (32%): Contact 8 of 20 · x',
      'Processed 20 of 25 rows (80%) · x',
      'Processed 25 of 25 rows (100%) · x',
      'y',
    ]);
  });
});
