import { appendFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseCsv } from '../../src/dataset/csv.ts';
import { Outcomes } from '../../src/load/execute/outcomes.ts';
import { type JobResults, matchResults } from '../../src/load/loaders/bulk/match-results.ts';
import { skippedGroups } from '../../src/load/report/report.ts';
import { Journal, openSubmissions, readJournal } from '../../src/load/run/journal.ts';
import type { Submission } from '../../src/load/run/journal-entry.ts';

const csv = (text: string) => parseCsv(text, 'results.csv');
const NOTHING = { columns: [], rows: [], lines: [] };
const NO_RESULTS: JobResults = { successful: NOTHING, failed: NOTHING, unprocessed: NOTHING };

describe('the results of a job', () => {
  const sent = {
    headers: ['Key__c', 'LastName'],
    keyHeader: 'Key__c',
    rows: [
      { key: 'C1', line: 2, cells: ['C1', 'Ng'] },
      { key: 'C2', line: 3, cells: ['C2', 'Ito'] },
      { key: 'C3', line: 4, cells: ['C3', 'Day'] },
    ],
  };
  it('are found in any order, by the key', () => {
    const receipts = matchResults(
      sent,
      {
        successful: csv('sf__Id,sf__Created,LastName,Key__c\n0032,false,Ito,C2\n0031,true,Ng,C1\n'),
        failed: csv('sf__Id,sf__Error,Key__c,LastName\n,DUPLICATE_VALUE:taken:Key__c --,C3,Day\n'),
        unprocessed: NO_RESULTS.unprocessed,
      },
      undefined,
    );
    expect(receipts).toEqual([
      { key: 'C2', line: 3, outcome: 'updated', id: '0032' },
      { key: 'C1', line: 2, outcome: 'created', id: '0031' },
      { key: 'C3', line: 4, outcome: 'failed', code: 'DUPLICATE_VALUE', message: 'taken' },
    ]);
  });
  it('leave no row without a word: what has none has failed as its job did', () => {
    const receipts = matchResults(sent, NO_RESULTS, 'InvalidBatch : Field name not found : X');
    expect(receipts.map((one) => one.outcome === 'failed' && one.code)).toEqual([
      'InvalidBatch',
      'InvalidBatch',
      'InvalidBatch',
    ]);
    expect(matchResults(sent, NO_RESULTS, undefined)[0]).toMatchObject({ code: 'NO_RESULT' });
  });
  it('tell rows without a key apart by all they say, and two equal rows are two', () => {
    const rows = [1, 2].map((line) => ({ key: `M${line}`, line, cells: ['S1', 'Hello\n"you"'] }));
    const successful = csv(
      'sf__Id,sf__Created,Parent.Key__c,CommentBody\n00a1,true,S1,"Hello\r\n""you"""\n00a2,true,S1,"Hello\n""you"""\n',
    );
    const receipts = matchResults(
      { headers: ['Parent.Key__c', 'CommentBody'], keyHeader: null, rows },
      { ...NO_RESULTS, successful },
      undefined,
    );
    expect(receipts.map(({ key, outcome }) => `${key} ${outcome}`)).toEqual(['M1 created', 'M2 created']);
  });
});

describe('the journal', () => {
  const submission: Submission = {
    step: 'Contact',
    attempt: 1,
    sobject: 'Contact',
    operation: 'upsert',
    pass: 'records',
    keyHeader: 'Key__c',
    rows: [['C1', 2]],
  };
  const file = () => join(mkdtempSync(join(tmpdir(), 'journal-')), 'journal.jsonl');
  it('knows what is open: its process, and its job where there is one', () => {
    const path = file();
    const journal = new Journal(path);
    journal.write({ event: 'submit', ...submission });
    journal.write({ event: 'process', step: 'Contact', attempt: 1, pid: 17 });
    expect(openSubmissions([...readJournal(path)])).toMatchObject([
      { step: 'Contact', process: { pid: 17 } },
    ]);
    journal.write({ event: 'job', step: 'Contact', attempt: 1, job: '750A' });
    expect(openSubmissions([...readJournal(path)])).toMatchObject([{ job: '750A' }]);
    journal.write({
      event: 'results',
      step: 'Contact',
      pass: 'records',
      attempt: 1,
      job: '750A',
      receipts: [],
    });
    expect(openSubmissions([...readJournal(path)])).toEqual([]);
  });
  it('survives a line that was cut in the middle', () => {
    const path = file();
    new Journal(path).write({ event: 'submit', ...submission });
    appendFileSync(path, '{"at":"2026-');
    const journal = new Journal(path);
    journal.write({ event: 'end', exitCode: 1 });
    journal.write({ event: 'end', exitCode: 0 });
    expect([...readJournal(path)].map((entry) => entry.event)).toEqual(['submit', 'end', 'end']);
    // Four lines and their ends: only the torn line needed one of its own.
    expect(
      readFileSync(path, 'utf8')
        .split('\n')
        .map((line) => line.length > 0),
    ).toEqual([...[true, true, true, true, false]]);
  });
});

describe('a damaged journal', () => {
  it.each([
    ...['null', '5', '"x"', '[]', '{}', '{"event":1}', '{"event":"end","exitCode":0}'],
    '{"at":"2026-11-02T08:00:00Z","event":"submit","step":"Contact","attempt":1}',
    '{"at":"2026-11-02T08:00:00Z","event":"end"}',
    '{"at":"2026-11-02T08:00:00Z","event":"results","step":"Contact","attempt":1,"pass":"records","receipts":[{"key":"C1","line":2,"outcome":"created"}]}',
  ])('loses the line %s alone', (line) => {
    const path = join(mkdtempSync(join(tmpdir(), 'journal-')), 'journal.jsonl');
    // A job whose submission is damaged is one of those that only the org knows.
    writeFileSync(
      path,
      `${line}\n{"at":"2026-11-02T08:00:00Z","event":"job","step":"Contact","attempt":1,"job":"750A"}\n`,
    );
    new Journal(path).write({ event: 'end', exitCode: 1 });
    const entries = [...readJournal(path)];
    expect(entries.map(({ event }) => event)).toEqual(['job', 'end']);
    expect(openSubmissions(entries)).toEqual([]);
  });
});

describe('rows that were held back', () => {
  it('are one group by the record at whose failure it began', () => {
    const outcomes = new Outcomes([]);
    const row = (sobject: string, key: string, parent: string) => ({
      sobject,
      pass: 'records' as const,
      key,
      line: 2,
      parent,
    });
    outcomes.withheld.push(
      row('Case', 'S1', 'C1'),
      row('CaseComment', 'M1', 'S1'),
      row('CaseComment', 'M2', 'S1'),
      row('Task', 'T1', 'C1'),
    );
    expect(skippedGroups(outcomes, new Map([['C1', 'Contact']]))).toEqual([
      {
        parent: 'C1',
        sobject: 'Contact',
        rows: { Case: 1, CaseComment: 2, Task: 1 },
        keys: ['S1', 'M1', 'M2', 'T1'],
      },
    ]);
  });
});
