import { expect, test } from 'vitest';
import type { PreparedExport } from '../../src/export/prepare.ts';
import { lostKeys, repeatedKeys } from '../../src/load/preflight/keys.ts';
import type { Session } from '../../src/org/session.ts';
import { compiled, tableOf } from '../export/tables.ts';

const ID_BY_KEY: Record<string, string> = { T1: '00T000000000001EAA', T2: '00T000000000002EAA' };

/** Tasks of an account and of a case, which are two files; the org has the records with some ids. */
async function findingsOf(living: readonly string[], present: Record<string, string> = {}) {
  const prepared = {
    compiled: compiled(
      [
        tableOf('Account', 'Name', ['A1', 'One']),
        tableOf('Case', 'AccountId', ['S1', 'A1']),
        tableOf('Task', 'Subject WhatId', ['T1', 'Call', 'A1'], ['T2', 'Call', 'S1']),
      ],
      { newRowsApart: true },
    ),
  } as PreparedExport;
  const rest = {
    async get(path: string) {
      const asked = decodeURIComponent(path);
      const records = living.filter((id) => asked.includes(id.slice(0, 15))).map((Id) => ({ Id }));
      return { totalSize: records.length, done: true, records };
    },
  };
  return lostKeys({
    ...{
      prepared,
      externalIdField: 'Key__c',
      sent: { idOf: (key: string) => ID_BY_KEY[key], adopted: () => false },
    },
    ...{ state: { ids: new Map(Object.entries(present)) } },
    session: { rest, org: 'qa' } as unknown as Session,
  });
}

test('records of one object that lost their keys are one error, whatever their files', async () => {
  const findings = await findingsOf(Object.values(ID_BY_KEY));
  expect(findings.map(({ severity, problem }) => [severity, problem.message.split(':')[0]])).toEqual([
    ['error', 'Task 00T000000000001EAA and 1 more'],
  ]);
  expect(findings[0]!.next).toContain('--record-id 00T000000000001EAA --values Key__c=T1 --target-org qa');
});

test('a record that is gone, or still has its key, lost none', async () => {
  expect(await findingsOf([])).toEqual([]);
  expect(await findingsOf(Object.values(ID_BY_KEY), ID_BY_KEY)).toEqual([]);
});

test('keys that several records carry are one error per object', () => {
  const repeated = [
    { sobject: 'Account', key: 'A1' },
    { sobject: 'Account', key: 'A1' },
    { sobject: 'Contact', key: 'C1' },
  ];
  const objects = repeatedKeys({ repeated }, 'Key__c').map(({ problem }) => problem.message);
  expect(objects.map((message) => message.includes('A1'))).toEqual([true, false]);
});
