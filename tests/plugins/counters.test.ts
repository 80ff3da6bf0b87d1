import { describe, expect, test } from 'vitest';
import { compileText } from '../../src/formula/compile/compile.ts';
import { counters } from '../../src/plugins/counters.ts';
import { text } from '../../src/python/text.ts';
import type { Value } from '../../src/python/value.ts';
import { made } from './call.ts';

function firstThree(name: string, given: Record<string, Value>): string {
  const series = made(counters, name, given);
  return [0, 1, 2].map((index) => text(series.at(index) ?? null)).join(', ');
}

describe('Counters', () => {
  test.each<[name: string, given: Record<string, Value>, values: string]>([
    ['NumberCounter', {}, '1, 2, 3'],
    ['NumberCounter', { start: 11, step: 3 }, '11, 14, 17'],
    ['NumberCounter', { start: 0, step: -1, name: 'down', parent: 'Account' }, '0, -1, -2'],
    ['DateCounter', { start_date: '2026-01-30', step: '+1d' }, '2026-01-30, 2026-01-31, 2026-02-01'],
    ['DateCounter', { start_date: '2026-01-30', step: '-1w' }, '2026-01-30, 2026-01-23, 2026-01-16'],
    ['DateCounter', { start_date: '2000-01-01', step: '+1M' }, '2000-01-01, 2000-01-31, 2000-03-01'],
    ['DateCounter', { start_date: '2000-01-01', step: '+1y' }, '2000-01-01, 2000-12-31, 2001-12-31'],
    ['DateCounter', { start_date: '2000-01-01', step: '+36h' }, '2000-01-01, 2000-01-02, 2000-01-04'],
    ['DateCounter', { start_date: 'today', step: '+1d' }, '2026-01-15, 2026-01-16, 2026-01-17'],
    ['DateCounter', { start_date: '-1w', step: '+1d' }, '2026-01-08, 2026-01-09, 2026-01-10'],
  ])('%s(%o) counts %s', (name, given, values) => expect(firstThree(name, given)).toBe(values));

  test('a formula takes the next value by .next as well as by .next()', () => {
    const counter = made(counters, 'NumberCounter', {});
    const scope = { resolve: () => () => counter, names: () => [] };
    const take = (formula: string) => compileText(formula, scope, 3).evaluate(undefined);
    expect([take('${{C.next}}'), take('${{C.next()}}'), take('no ${{C.next}}')]).toEqual([1, 2, 'no 3']);
  });

  test.each<[name: string, given: Record<string, Value>, message: string]>([
    ['NumberCounter', { start: 'one' }, 'start must be a whole number; got str.'],
    ['NumberCounter', { steps: 2 }, 'NumberCounter() has no argument steps.'],
    ['DateCounter', { step: '+1d' }, 'DateCounter() needs start_date and step.'],
    ['DateCounter', { start_date: '2026-01-30', step: 'daily' }, "step must be a distance; got 'daily'."],
  ])('%s(%o) is refused', (name, given, message) => {
    expect(() => made(counters, name, given)).toThrow(message);
  });
});
