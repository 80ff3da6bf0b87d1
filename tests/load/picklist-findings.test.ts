import { expect, it } from 'vitest';
import { picklistFindings } from '../../src/load/preflight/fields.ts';

const value = (field: string, name: string, rows: number, restricted = false) => ({
  ...{ sobject: 'Case', field, value: name, rows, restricted, known: ['New', 'Closed'] },
});

it('one finding a field names its values, the rarest first', () => {
  const found = picklistFindings([
    value('Status', 'Open', 200),
    value('Status', 'Odd', 1),
    value('Origin', 'Fax', 2, true),
  ]);
  expect(found.map(({ severity }) => severity)).toEqual(['error', 'warning']);
  expect(found[1]!.problem.message).toBe(
    'The org\'s picklist Case.Status has no value "Odd" (1 row), "Open" (200 rows).',
  );
  expect(found[1]!.problem.hint).toContain('{Case.Status: {"Odd": "New"}}');
});

it('hundreds of values are one line, with the number of those that are not named', () => {
  const found = picklistFindings(Array.from({ length: 500 }, (_, n) => value('Type', `v${n}`, n + 1)));
  expect(found).toHaveLength(1);
  expect(found[0]!.problem.message).toMatch(/^The org's picklist Case.Type has no value "v0" \(1 row\), /);
  expect(found[0]!.problem.message).toContain(', and 488 more in 125,172 rows.');
});

it('a mapping to what the org lacks as well is told as such', () => {
  const [found] = picklistFindings([{ ...value('Status', 'Odd', 1), mappedTo: 'Odder' }]);
  expect(found!.problem.hint).toMatch(
    /^"Odd" is mapped to "Odder", which it doesn't have either\. Map each value/,
  );
});
