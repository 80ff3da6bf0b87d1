import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readJournal } from '../../../src/load/run/journal.ts';
import { keyOf, type Tables } from '../in-process/small-set.ts';
import { countsOf, openStage, type Stage, withSettings } from '../in-process/stage.ts';

vi.mock('execa', () => import('../in-process/sf.ts'));
vi.mock('node:timers/promises', () => import('../in-process/timers.ts'));

let stage: Stage;
afterEach(() => stage.close());

/** Cases with comments, which are changed and deleted by their id. */
const comments = (...texts: string[]): Tables => ({
  Account: ['Name Phone', ['A1', 'One', '1'], ['A2', 'Two', '2']],
  Case: ['AccountId Subject', ['A1_S01', 'A1', 'Broken']],
  CaseComment: [
    'ParentId CommentBody',
    ...texts.map((text, at) => [`A1_S01_M0${at + 1}`, 'A1_S01', text] as const),
  ],
});

/** What was sent to change or delete records by their id. */
const changes = () => stage.requests().filter((line) => line.endsWith('composite/sobjects'));
const bodies = () => stage.records('CaseComment').map((one) => one.CommentBody);
const receiptsFile = () => join(stage.dir, 'runs', stage.org.orgId, 'receipts.jsonl');

describe('a load of a dataset that changed', () => {
  it('sends the rows that changed, and empties a field that lost its value', async () => {
    stage = openStage({}, comments());
    await stage.load();
    stage.write({ ...comments(), Account: ['Name Phone', ['A1', 'First', ''], ['A2', 'Two', '2']] });
    const report = await stage.load();
    expect([report.exitCode, countsOf(report, 'sent'), countsOf(report, 'updated')]).toEqual([
      0,
      { Account: 1 },
      { Account: 1 },
    ]);
    expect(stage.differences()).toEqual([]);
    expect(countsOf(await stage.load(), 'sent')).toEqual({});
  });

  it('empties a lookup that no row has any more, of its own object or another', async () => {
    const tables = (parent: string, account: string): Tables => ({
      Account: ['Name ParentId', ['A1', 'One', parent], ['A2', 'Two', '']],
      Case: ['AccountId Subject', ['A1_S01', account, 'Broken']],
    });
    stage = openStage({}, tables('A2', 'A1'));
    await stage.load();
    stage.write(tables('', ''));
    const report = await stage.load();
    expect([report.exitCode, countsOf(report, 'updated')]).toEqual([0, { Account: 1, Case: 1 }]);
    expect(stage.differences()).toEqual([]);
    expect(countsOf(await stage.load(), 'sent')).toEqual({});
  });

  it('changes and deletes records without a key by their id, so many a call', async () => {
    stage = openStage({}, comments('one', 'two', 'three', 'four'));
    await stage.load();
    const [, ...recordIds] = stage.records('CaseComment').map(({ Id }) => Id);
    stage.write(comments('one', 'two again', 'three again', 'four again'));
    const updated = await stage.load(withSettings({ batch_size: 3 }));
    expect([updated.exitCode, countsOf(updated, 'updated')]).toEqual([0, { CaseComment: 3 }]);
    expect(changes()).toEqual(['PATCH composite/sobjects']);
    expect([
      stage.differences(),
      stage
        .records('CaseComment')
        .map(({ Id }) => Id)
        .slice(1),
    ]).toEqual([[], recordIds]);
    expect(stage.said).toContain('CaseComment-update: 3 of 3 records changed');
    // The receipts have what was sent: a later load knows these records as its own.
    expect(readFileSync(receiptsFile(), 'utf8').trim().split('\n').at(-1)).toContain(keyOf('A1_S01_M04'));
    stage.write(comments('one'));
    const ids: number[] = [];
    stage.beforeRequest = (line) => {
      if (line.startsWith('DELETE')) ids.push(line.split(',').length);
    };
    const deleted = await stage.load(withSettings({ batch_size: 2 }));
    expect(ids).toEqual([2, 1]);
    expect([deleted.exitCode, deleted.deleted, deleted.left]).toEqual([0, 3, {}]);
    expect(changes().slice(1)).toEqual(Array(2).fill('DELETE composite/sobjects'));
    expect(stage.differences()).toEqual([]);
    expect(stage.said).toContain('CaseComment-delete: 3 of 3 records deleted');
    expect(countsOf(await stage.load(), 'sent')).toEqual({});
  });

  it('tells which changes the org rejects, and makes the others', async () => {
    stage = openStage({}, comments('one', 'two', 'three'));
    await stage.load();
    const reject = { kind: 'reject' as const, object: 'CaseComment', field: 'CommentBody', equals: 'no' };
    stage.fail({ ...reject, message: 'Say more' });
    stage.write(comments('one', 'no', 'three again'));
    const report = await stage.load();
    expect([report.exitCode, countsOf(report, 'updated'), countsOf(report, 'failed')]).toEqual([
      1,
      { CaseComment: 1 },
      { CaseComment: 1 },
    ]);
    expect(report.failed).toMatchObject([
      { key: keyOf('A1_S01_M02'), line: 3, code: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'Say more' },
    ]);
    expect(bodies()).toEqual(['one', 'two', 'three again']);
    // What was rejected is not noted as sent.
    stage.org.faults.clear();
    expect(countsOf(await stage.load(), 'updated')).toEqual({ CaseComment: 1 });
    expect(stage.differences()).toEqual([]);
  });

  it.each<[string, string, number, string[]]>([
    ['nothing about a record', '[]', 1, ['NO_RESULT']],
    [
      'that a record is gone',
      '[{"success":false,"errors":[{"statusCode":"ENTITY_IS_DELETED","message":"gone"}]}]',
      0,
      [],
    ],
    [
      'a refusal',
      '[{"success":false,"errors":[{"statusCode":"DELETE_FAILED","message":"in use"}]}]',
      1,
      ['DELETE_FAILED'],
    ],
    ['a refusal without a reason', '[{"success":false}]', 1, ['NO_RESULT']],
    ['success', '[{"success":true}]', 0, []],
  ])('a delete that the org answers with %s', async (_, body, exitCode, codes) => {
    stage = openStage({}, comments('one', 'two'));
    await stage.load();
    stage.write(comments('one'));
    stage.answer(/^DELETE/, { status: 200, body });
    stage.beforeRequest = (line) => {
      // Somebody deletes it first, or the org does.
      if (line.startsWith('DELETE') && exitCode === 0)
        stage.records('CaseComment').find((one) => one.CommentBody === 'two')!.IsDeleted = true;
    };
    const report = await stage.load();
    expect([report.exitCode, report.extra.length]).toEqual([
      exitCode,
      exitCode > 0 ? report.extra.length : 0,
    ]);
    expect(report.failed.map(({ code }) => code)).toEqual(codes);
  });

  it('an update that the org says nothing about has failed', async () => {
    stage = openStage({}, comments('one'));
    await stage.load();
    stage.write(comments('two'));
    stage.answer(/^PATCH/, { status: 200, body: '[]' });
    const report = await stage.load();
    expect(report.failed).toMatchObject([
      { key: keyOf('A1_S01_M01'), code: 'NO_RESULT', message: 'The org returned no result for this record.' },
    ]);
  });

  it('an answer that is none ends the load, with who gave it', async () => {
    stage = openStage({}, comments('one'));
    await stage.load();
    stage.write(comments('two'));
    stage.answer(/^PATCH/, { status: 200, body: '{}' });
    await expect(stage.load()).rejects.toThrow(
      'qa.practice.example.com (composite/sobjects) gave an unexpected answer',
    );
  });

  it('loads only the objects that are named', async () => {
    stage = openStage({}, comments('one'));
    expect(countsOf(await stage.load({ only: ['Account'] }), 'created')).toEqual({ Account: 2 });
    expect(countsOf(await stage.load({ only: ['Case', 'CaseComment'] }), 'created')).toEqual({
      ...{ Case: 1, CaseComment: 1 },
    });
    expect(stage.differences()).toEqual([]);
  });
});

describe('what else loads at the same time', () => {
  it.each([
    [
      'with a key of no row',
      () => stage.make('Account', { Name: 'Theirs', Datagen_Key__c: keyOf('A9') }),
      'unaccounted',
    ],
    [
      'the same comment',
      () => stage.make('CaseComment', { ParentId: stage.records('Case')[0]!.Id, CommentBody: 'one' }),
      'doubled',
    ],
  ] as const)('a record %s is told', async (_, make, kind) => {
    stage = openStage({}, comments('one'));
    stage.sf.before = (line) => {
      if (line.includes('--sobject CaseComment')) make();
    };
    const report = await stage.load();
    expect([report.exitCode, report.extra]).toMatchObject([1, [{ kind, count: 1 }]]);
  });

  it('a record that another load made first is only updated, and nothing is told', async () => {
    stage = openStage({}, comments('one'));
    stage.sf.before = (line) => {
      if (line.includes('--sobject Account'))
        stage.make('Account', { Name: 'One', Phone: '1', Datagen_Key__c: keyOf('A1') });
    };
    const report = await stage.load();
    expect([report.exitCode, report.extra]).toEqual([0, []]);
    expect([countsOf(report, 'created'), countsOf(report, 'updated')]).toMatchObject([
      { Account: 1 },
      { Account: 1 },
    ]);
    expect(stage.differences()).toEqual([]);
  });

  it('a load that only changes and deletes asks nothing twice', async () => {
    stage = openStage({}, comments('one', 'two'));
    await stage.load();
    stage.write(comments('one again'));
    const before = stage.requests().length;
    const report = await stage.load();
    expect([report.exitCode, report.extra, stage.differences()]).toEqual([0, [], []]);
    // Three objects are read once, and counted once.
    expect(
      stage
        .requests()
        .slice(before)
        .filter((line) => line === 'GET query'),
    ).toHaveLength(2 + 3 + 3);
  });
});

describe('the journal of a load', () => {
  const journal = () => [
    ...readJournal(join(stage.dir, 'runs', stage.org.orgId, '2026-11-02T08-00-00/journal.jsonl')),
  ];

  it('begins with what is loaded where, and ends with the exit code', async () => {
    stage = openStage({}, comments('one'));
    await stage.load();
    const [begin, ...rest] = journal();
    expect(begin).toMatchObject({
      ...{ event: 'begin', dataset: 'small', as_of: '2026-11-02', org: 'qa', orgId: stage.org.orgId },
      username: 'admin@practice.example.com',
    });
    expect(rest.at(-1)).toMatchObject({ event: 'end', exitCode: 0 });
    expect(rest.filter((entry) => 'step' in entry && entry.step === 'Account')).toMatchObject([
      {
        ...{ event: 'submit', attempt: 1, sobject: 'Account', operation: 'upsert', pass: 'records' },
        ...{ keyHeader: 'Datagen_Key__c', fields: ['ExternalId', 'Name', 'Phone'], loader: 'sf-bulk' },
        rows: [
          [keyOf('A1'), 2],
          [keyOf('A2'), 3],
        ],
      },
      { event: 'process', attempt: 1 },
      { event: 'job', attempt: 1 },
      {
        event: 'results',
        attempt: 1,
        pass: 'records',
        receipts: [{ outcome: 'created' }, { outcome: 'created' }],
      },
    ]);
    expect(
      rest.filter((entry) => entry.event === 'submit').map(({ keyHeader, step }) => [step, keyHeader]),
    ).toEqual([
      ['Account', 'Datagen_Key__c'],
      ['Case', 'Datagen_Key__c'],
      ['CaseComment', null],
    ]);
  });
});
