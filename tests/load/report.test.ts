import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Extra } from '../../src/load/difference/extra.ts';
import { Outcomes } from '../../src/load/execute/outcomes.ts';
import { makeReport, writeReport } from '../../src/load/report/make-report.ts';
import { countObjects, failedRows, skippedGroups } from '../../src/load/report/report.ts';
import { reportText } from '../../src/load/report/report-text.ts';
import type { Receipt } from '../../src/load/run/journal-entry.ts';
import { tableOf } from '../export/tables.ts';
import { inFolder } from '../support/data-set.ts';

const TABLES = [
  tableOf('Account', 'Name', ['A1', 'One'], ['A2', 'Two'], ['A3', 'Three']),
  tableOf('Contact', 'LastName', ['C1', 'Ng'], ['C2', 'Ito']),
];
const KEYS = new Map(TABLES.flatMap(({ sobject, rows }) => rows.map(([key]) => [key!, sobject] as const)));

type Fate = 'created' | 'updated' | 'failed' | 'withheld' | 'pending';

/** Outcomes by row: `A1 records created`, `C2 links failed`, with the parent behind `withheld`. */
function outcomesOf(...fates: string[]): Outcomes {
  const outcomes = new Outcomes([]);
  for (const text of fates) {
    const [key, pass, fate, parent] = text.split(' ') as [string, 'records' | 'links', Fate, string];
    const row = { sobject: KEYS.get(key)!, pass, key, line: 2 };
    if (fate === 'withheld') outcomes.withheld.push({ ...row, parent });
    else if (fate === 'pending') outcomes.pending.push({ ...row, job: parent });
    else if (fate === 'failed')
      outcomes.receive(pass, [
        { key, line: 2, outcome: fate, code: 'STRING_TOO_LONG', message: 'Name: too large' },
      ]);
    else outcomes.receive(pass, [{ key, line: 2, outcome: fate, id: '001' } as Receipt]);
  }
  return outcomes;
}

describe('a row is counted once', () => {
  const count = (fates: string[], unclear: string[] = []) => {
    const { records, in_org, sobject, ...rest } = countObjects(
      TABLES,
      outcomesOf(...fates),
      new Map([['Account', 7]]),
      new Set(unclear),
    )[0]!;
    expect([sobject, records, in_org]).toEqual(['Account', 3, 7]);
    return Object.entries(rest)
      .filter(([, number]) => number > 0)
      .map(([name, number]) => `${name} ${number}`)
      .join(', ');
  };
  it.each<[string, string[], string, string[]?]>([
    ['as unchanged where nothing was sent', [], 'unchanged 3'],
    ['as created', ['A1 records created'], 'sent 1, created 1, unchanged 2'],
    ['as updated', ['A1 records updated'], 'sent 1, updated 1, unchanged 2'],
    ['as updated where only its link was set', ['A1 links updated'], 'sent 1, updated 1, unchanged 2'],
    [
      'as created where its link was set afterwards',
      ['A1 records created', 'A1 links updated'],
      'sent 1, created 1, unchanged 2',
    ],
    ['as failed', ['A1 records failed'], 'sent 1, unchanged 2, failed 1'],
    [
      'as failed where only its link failed',
      ['A1 records created', 'A1 links failed'],
      'sent 1, unchanged 2, failed 1',
    ],
    ['as skipped', ['A1 records withheld A2'], 'unchanged 2, skipped 1'],
    ['as what it is where only its link is skipped', ['A1 links withheld A2'], 'unchanged 3'],
    ['as skipped where it may be there', [], 'unchanged 2, skipped 1', ['A3']],
    ['as pending', ['A1 records pending 750A'], 'sent 1, unchanged 2, pending 1'],
    [
      'as pending where its link is under way',
      ['A1 records created', 'A1 links pending 750A'],
      'sent 1, unchanged 2, pending 1',
    ],
    [
      'for each of several rows',
      ['A1 records created', 'A2 records created', 'A3 records failed'],
      'sent 3, created 2, failed 1',
    ],
  ])('%s', (_, fates, counts, unclear) => {
    expect(count(fates, unclear)).toBe(counts);
  });
});

it('a failed row has its place, and a record that was not deleted its id', () => {
  const outcomes = outcomesOf('A3 links failed', 'C1 records failed', 'A1 records created');
  outcomes.undeleted.push({ sobject: 'Case', id: '500A', code: 'DELETE_FAILED', message: 'no' });
  expect(
    failedRows(TABLES, outcomes).map(({ sobject, key, file, line, code, message, cause }) => [
      ...[sobject, key, file, line, code, message, cause.slice(0, 9)],
    ]),
  ).toEqual([
    ['Account', 'A3', 'Account.csv', 4, 'STRING_TOO_LONG', 'Name: too large', 'The text '],
    ['Contact', 'C1', 'Contact.csv', 2, 'STRING_TOO_LONG', 'Name: too large', 'The text '],
    ['Case', '500A', '', 0, 'DELETE_FAILED', 'no', 'Other rec'],
  ]);
});

it('skipped links are a group of their own, of a parent that no table has, too', () => {
  const outcomes = outcomesOf(
    'A1 links withheld A2',
    'A3 links withheld A1',
    'C1 records withheld X9',
    'C2 records withheld C1',
  );
  expect(skippedGroups(outcomes, KEYS)).toEqual([
    { parent: 'A2', sobject: 'Account', rows: { 'Account links': 1 }, keys: ['A1'] },
    // A link that is skipped keeps no other row from being sent.
    { parent: 'A1', sobject: 'Account', rows: { 'Account links': 1 }, keys: ['A3'] },
    { parent: 'X9', sobject: '', rows: { Contact: 2 }, keys: ['C1', 'C2'] },
  ]);
});

type Input = Parameters<typeof makeReport>[0];

const CALLS = [
  'sf org display',
  'GET limits',
  'POST composite/sobjects',
  'sf data upsert bulk',
  'wait for GET 1',
];

/** The input of a report in which nothing was to do, and what is otherwise. */
const inputOf = (more: Partial<Input> & { update?: true } = {}): Input => {
  const { update, ...rest } = more;
  const neutral = { name: 'small', as_of: '2026-11-02', tables: TABLES, ...(update ? { update } : {}) };
  return {
    prepared: { neutral, keys: KEYS } as unknown as Input['prepared'],
    session: {
      ...{ name: 'qa', username: 'me@example.com', host: 'qa.example.com' },
      log: { calls: CALLS.map((command) => ({ command })) },
    } as unknown as Input['session'],
    ...{ folder: 'runs/1', steps: [], outcomes: outcomesOf(), findings: [], only: undefined, seconds: 1.25 },
    ...{ inOrg: new Map(), unclear: [], left: new Map(), extra: [], adopted: [], released: {} },
    prune: undefined,
    wayOn: ['CLEANUP', 'LOAD'],
    ...rest,
  };
};

const undeleted = () => {
  const outcomes = outcomesOf();
  outcomes.undeleted.push({ sobject: 'Contact', id: '003A', code: 'DELETE_FAILED', message: 'no' });
  return outcomes;
};
const extra = (heals: boolean): Extra => ({
  sobject: 'Account',
  kind: 'doubled',
  count: 1,
  text: 'More.',
  heals,
});

describe('a load ends', () => {
  it.each<[string, Parameters<typeof inputOf>[0], number, string[]]>([
    ['well where all is as it should be', {}, 0, []],
    ['well where all was created', { outcomes: outcomesOf('A1 records created') }, 0, []],
    ['in part where a row failed', { outcomes: outcomesOf('C2 records failed') }, 1, ['LOAD']],
    ['in part where a row was skipped', { outcomes: outcomesOf('C2 records withheld A1') }, 1, ['LOAD']],
    ['in part where a link was skipped', { outcomes: outcomesOf('A1 links withheld A2') }, 1, ['LOAD']],
    ['in part where a row may be there', { unclear: ['C1'] }, 1, ['LOAD']],
    ['in part where a record was not deleted', { outcomes: undeleted() }, 1, ['LOAD']],
    [
      'in part where a job runs on',
      { outcomes: outcomesOf('A1 records pending 750A') },
      1,
      ['LOAD --resume'],
    ],
    [
      'in part where a link and a record were not to be had',
      { outcomes: Object.assign(outcomesOf('A1 links withheld A2'), { undeleted: undeleted().undeleted }) },
      1,
      ['LOAD'],
    ],
    ['in part where the org has more', { extra: [extra(false)] }, 1, ['CLEANUP', 'LOAD']],
    [
      'in part where the org has more, some of it ours',
      { extra: [extra(true), extra(false)] },
      1,
      ['CLEANUP', 'LOAD'],
    ],
    ['in part where the org has more that the next load deletes', { extra: [extra(true)] }, 1, ['LOAD']],
    [
      'in part where a row failed and the org has more',
      { extra: [extra(false)], outcomes: outcomesOf('C2 records failed') },
      1,
      ['CLEANUP', 'LOAD'],
    ],
    ['well where the org has rows of before', { left: new Map([['Account', 2]]) }, 0, ['LOAD --prune']],
    ['well where none are of before', { left: new Map([['Account', 0]]) }, 0, []],
    ['well where an update leaves the others', { left: new Map([['Account', 2]]), update: true }, 0, []],
    [
      'well where the rest was not to be loaded',
      { outcomes: outcomesOf('C2 records failed'), only: ['Account'] },
      0,
      [],
    ],
  ])('%s', (_, input, exitCode, next) => {
    const report = makeReport(inputOf(input));
    expect([report.exitCode, report.next]).toEqual([exitCode, next]);
  });
});

it('a report has all that a program needs', () => {
  const steps = [
    { kind: 'delete', records: [{}, {}] },
    { kind: 'update', records: [{}] },
    { kind: 'delete', records: [{}] },
  ] as unknown as Input['steps'];
  const report = makeReport(
    inputOf({
      steps,
      outcomes: outcomesOf(
        'A1 records failed',
        'A2 records failed',
        'C1 records pending 750A',
        'C2 records pending 750A',
      ),
      left: new Map([
        ['Account', 2],
        ['Contact', 0],
      ]),
      extra: [extra(true)],
      findings: [
        { severity: 'warning', problem: { message: 'Look.', hint: 'There.' } },
        { severity: 'note', problem: { message: 'So.' } },
      ],
      only: ['Account', 'Contact'],
    }),
  );
  expect(report).toMatchObject({
    ...{ org: 'qa', username: 'me@example.com', host: 'qa.example.com', dataset: 'small' },
    ...{ as_of: '2026-11-02', folder: 'runs/1', seconds: 1.25, calls: { sf: 2, rest: 2 }, deleted: 3 },
    ...{ left: { Account: 2 }, pending: [{ job: '750A', sobject: 'Contact', rows: 2 }] },
  });
  expect(report.left).toEqual({ Account: 2 });
  expect(report.causes).toMatchObject([{ sobject: 'Account', code: 'STRING_TOO_LONG', rows: 2 }]);
  expect(report.extra).toEqual([{ sobject: 'Account', kind: 'doubled', count: 1, text: 'More.' }]);
  expect(report.findings).toEqual([
    { severity: 'warning', text: 'Look. There.' },
    { severity: 'note', text: 'So.' },
  ]);
});

describe('the text of a report', () => {
  it('is a table where all went well', () => {
    const inOrg = new Map([
      ['Account', 1_234],
      ['Contact', 2],
    ]);
    const outcomes = outcomesOf('A1 records created', 'C1 records updated', 'C2 records created');
    expect(reportText(makeReport(inputOf({ inOrg, outcomes }))).split('\n')).toEqual([
      'small in qa (qa.example.com, me@example.com), as of 2026-11-02',
      '',
      '         records  sent  created  updated  unchanged  failed  skipped  in org',
      'Account        3     1        1        0          2       0        0   1,234',
      'Contact        2     2        1        1          0       0        0       2',
      '               5     3        2        1          2       0        0   1,236',
      '',
      '1.3 s, 2 sf commands, 2 REST calls. Details: runs/1',
    ]);
  });

  it('says what failed, what was skipped, what runs on, and what to do', () => {
    const outcomes = outcomesOf(
      ...['A1 records failed', 'C1 records withheld A1', 'A2 records pending 750A', 'C2 records withheld A3'],
    );
    outcomes.undeleted.push({ sobject: 'Case', id: '500A', code: 'DELETE_FAILED', message: 'no' });
    const steps = [{ kind: 'delete', records: [{}] }] as unknown as Input['steps'];
    const left = new Map([['Contact', 4]]);
    const lines = reportText(makeReport(inputOf({ outcomes, steps, left, extra: [extra(false)] }))).split(
      '\n',
    );
    expect(lines[2]).toMatch(/ skipped {2}pending {2}in org$/);
    expect(lines.slice(6).filter((line) => !line.startsWith('  '))).toEqual([
      '',
      'Deleted because they are no longer in the dataset: 1 record.',
      '',
      'Left in the org although no longer in the dataset: 4 Contact.',
      '',
      'Account.csv:2 (A1): Account STRING_TOO_LONG: Name: too large',
      '500A: Case DELETE_FAILED: no',
      '',
      'skipped: 1 Contact (parent Account A1 failed)',
      "skipped: 1 Contact (parent Account A3 isn't in the org)",
      '',
      'Job 750A with 1 Account row is still running; use `--resume` later.',
      '',
      'More.',
      'Next: CLEANUP',
      'Next: LOAD',
      '',
      '1.3 s, 2 sf commands, 2 REST calls. Details: runs/1',
    ]);
  });

  it.each([
    [10, []],
    [11, ['and 1 more in runs/1/report.json']],
  ])('has %i groups of skipped rows, and %j', (count, more) => {
    const fates = Array.from({ length: count }, (_, n) => `C1 links withheld X${n}`);
    const lines = reportText(makeReport(inputOf({ outcomes: outcomesOf(...fates) }))).split('\n');
    expect(lines.filter((line) => line.startsWith('skipped:'))).toHaveLength(10);
    expect(lines.filter((line) => line.startsWith('and '))).toEqual(more);
  });

  it('names the file with the other rows of a cause', () => {
    const tables = [tableOf('Contact', 'LastName', ...Array.from({ length: 4 }, (_, n) => [`C${n}`, 'Ng']))];
    const outcomes = new Outcomes([]);
    for (const [key] of tables[0]!.rows)
      outcomes.receive('records', [{ key: key!, line: 2, outcome: 'failed', code: 'X', message: 'no' }]);
    const { prepared } = inputOf();
    const neutral = { ...prepared.neutral, tables };
    const text = reportText(makeReport(inputOf({ outcomes, prepared: { ...prepared, neutral } })));
    expect(text).toContain('4 rows: Contact X: no');
    expect(text).toContain('and 1 more in runs/1/failed.csv');
  });
});

describe('the files of a report', () => {
  const report = makeReport(inputOf({ outcomes: outcomesOf('A2 records failed') }));
  it('are a text, the same as JSON, and the failed rows as CSV and JSON', () =>
    inFolder((folder) => {
      writeReport(report, folder);
      const read = (name: string) => readFileSync(join(folder, name), 'utf8');
      expect(read('report.txt')).toBe(`${reportText(report)}\n`);
      expect(JSON.parse(read('report.json'))).toEqual(JSON.parse(JSON.stringify(report)));
      expect(JSON.parse(read('failed.json'))).toEqual(report.failed);
      expect(read('failed.csv').split('\n').slice(0, 2)).toEqual([
        'sobject,key,file,line,code,message,cause,fix',
        expect.stringMatching(/^Account,A2,Account\.csv,3,STRING_TOO_LONG,Name: too large,The text/),
      ]);
    }));
  it('are an error that names the file where one cannot be written, and what is safe', () =>
    inFolder((folder) => {
      mkdirSync(join(folder, 'failed.csv'));
      expect(() => writeReport(report, folder)).toThrow(/failed\.csv: .*The load itself is over/);
    }));
});
