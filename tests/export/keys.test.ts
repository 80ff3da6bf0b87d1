import { expect, it } from 'vitest';
import { indexKeys } from '../../src/export/keys.ts';
import type { UserError } from '../../src/shared/errors.ts';
import { tableOf } from './tables.ts';

const problemsOf = (...tables: Parameters<typeof indexKeys>[0][number][]) => {
  try {
    indexKeys(tables);
    return [];
  } catch (error) {
    return (error as UserError).problems;
  }
};

it('keys say to which object they belong', () => {
  const index = indexKeys([tableOf('Task', '', ['T1'], ['T2']), tableOf('Event', '', ['E1'])]);
  expect([...index]).toEqual([
    ['T1', 'Task'],
    ['T2', 'Task'],
    ['E1', 'Event'],
  ]);
});

it('a row without a key, a key of two rows, and a table without keys are told at once', () => {
  const headless = { ...tableOf('Lead', 'Name'), columns: ['Name', 'ExternalId'] };
  expect(
    problemsOf(tableOf('Task', '', ['T1'], [''], ['T1']), headless, tableOf('Event', '', ['T1'])),
  ).toEqual([
    { message: 'The row has no ExternalId.', place: { file: 'Task.csv', line: 3, key: '' } },
    {
      message: 'Another row, of Task, has the same ExternalId.',
      place: { file: 'Task.csv', line: 4, key: 'T1' },
    },
    { message: 'The first column must be ExternalId.', place: { file: 'Lead.csv', line: 1 } },
    {
      message: 'Another row, of Task, has the same ExternalId.',
      place: { file: 'Event.csv', line: 2, key: 'T1' },
    },
  ]);
});

it('of many problems the first twenty are told', () => {
  const rows = Array.from({ length: 30 }, () => ['']);
  expect(problemsOf(tableOf('Task', '', ...rows))).toHaveLength(20);
});
