import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyDefault, countRows, editRows, NASTY, OBJECTS } from '../data-set.ts';
import { openStage, type TestStage, total } from './stage.ts';

describe('the default data set, from an empty org to an empty org', () => {
  let stage: TestStage;
  let dir: string;
  let rows: number;
  beforeAll(async () => {
    stage = await openStage({ externalId: undefined });
    dir = copyDefault();
    rows = countRows(dir);
    expect(rows).toBe(2_400);
  }, 120_000);
  afterAll(() => stage.end());

  it('is refused while the org lacks the External ID fields, with the command to run', async () => {
    const { exitCode, run } = await stage.load(dir);
    expect(exitCode).toBe(5);
    expect(run.json.error.next).toBe('sfdc-datagen setup --target-org qa');
    expect(JSON.stringify(run.json.error.problems)).toContain('Account has no field Datagen_Key__c');
  });

  it('sets the org up, and finds it set up the second time', async () => {
    const first = await stage.run(['setup', '--org', 'qa', '--json']);
    expect(first.exitCode).toBe(0);
    expect(first.json.orgs[0].deployed).toBe(true);
    const second = await stage.run(['setup', '--org', 'qa', '--json']);
    expect(second.json.orgs[0].deployed).toBe(false);
  });

  it('prints a plan and sends nothing', async () => {
    const { stdout, exitCode } = await stage.run(['load', dir, '--org', 'qa', '--dry-run']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('sf data upsert bulk --sobject Account --external-id Datagen_Key__c --file');
    expect(stdout).toContain('sf data import bulk --sobject CaseComment');
    expect(stage.records('Account')).toEqual([]);
  });

  it('brings all records in', async () => {
    const { exitCode, report } = await stage.load(dir);
    expect(exitCode).toBe(0);
    expect(total(report, 'created')).toBe(rows);
    expect(total(report, 'in_org')).toBe(rows);
  });

  it('keeps quotes, commas, line breaks, accents, emoji and 4,000 bytes as they are', () => {
    const names = stage.records('Account').map((account) => account.Name);
    expect(names).toContain(NASTY.name);
    expect(Buffer.byteLength(NASTY.comment)).toBe(4_000);
    const comments = stage.records('CaseComment').map((comment) => comment.CommentBody);
    expect(comments).toContain(NASTY.comment);
    expect(stage.records('Account').map((account) => account.Description)).toContain(NASTY.text);
  });

  it('sends nothing the second time', async () => {
    const { exitCode, report } = await stage.load(dir);
    expect(exitCode).toBe(0);
    expect(total(report, 'sent')).toBe(0);
    expect(total(report, 'unchanged')).toBe(rows);
    expect(report.calls.sf).toBe(2);
  });

  it('sends what an edit of the fixture changed, and blanks a field that lost its value', async () => {
    let key = '';
    editRows(dir, 'Contact', ({ columns, rows }) => {
      const phone = columns.indexOf('Phone');
      const row = rows.find((cells) => cells[phone] !== '')!;
      key = row[0]!;
      row[phone] = '';
      row[columns.indexOf('LastName')] = 'Changed';
      return rows;
    });
    editRows(dir, 'CaseComment', ({ columns, rows }) => {
      const added = [...rows[0]!];
      added[0] = `${added[0]}9`;
      added[columns.indexOf('CommentBody')] = 'A comment more.';
      return [...rows, added];
    });
    editRows(dir, 'OpportunityContactRole', ({ columns, rows }) => {
      const [opportunity, contact] = [columns.indexOf('OpportunityId'), columns.indexOf('ContactId')];
      const pairs = new Set(rows.map((row) => `${row[opportunity]} ${row[contact]}`));
      const account = (cell: string) => cell.split('_').slice(0, 3).join('_');
      for (const one of rows) {
        for (const other of rows) {
          if (account(one[opportunity]!) !== account(other[contact]!)) continue;
          if (pairs.has(`${one[opportunity]} ${other[contact]}`)) continue;
          const added = [...one];
          added[0] = `${added[0]}9`;
          added[contact] = other[contact]!;
          added[columns.indexOf('IsPrimary')] = 'false';
          return [...rows, added];
        }
      }
      return rows;
    });
    const { report } = await stage.load(dir);
    expect(total(report, 'updated')).toBe(1);
    expect(total(report, 'created')).toBe(2);
    const contact = stage.records('Contact').find((record) => record.Datagen_Key__c === key)!;
    expect(contact.LastName).toBe('Changed');
    expect(contact.Phone ?? null).toBe(null);
  });

  it('loads the JSON document as it loads the files', async () => {
    const file = join(stage.cwd, 'data.json');
    expect((await stage.run(['export', dir, '--format', 'json', '--output', file])).exitCode).toBe(0);
    const done = await stage.run(['load', '--file', file, '--org', 'qa', '--json']);
    expect(total(done.json.orgs[0], 'unchanged')).toBe(rows + 2);
  });

  it('writes no token into the folder of a run', () => {
    const token = `${stage.running.org.orgId}!practice`;
    const files = readdirSync(join(dir, 'runs'), { recursive: true, encoding: 'utf8' })
      .map((name) => join(dir, 'runs', name))
      .filter((name) => statSync(name).isFile());
    expect(files.some((name) => name.endsWith('calls.jsonl'))).toBe(true);
    for (const file of files) expect(readFileSync(file, 'utf8')).not.toContain(token);
  });

  it('refuses a prefix that does not end at a part of a key', async () => {
    const { exitCode, stderr } = await stage.run(['cleanup', '--org', 'qa', '--prefix', 'TESTDATA_4']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('TESTDATA_4_');
  });

  it('counts in a dry run, cleans up to zero, and loads again', async () => {
    const dry = await stage.run(['cleanup', '--org', 'qa', '--dry-run', '--json']);
    expect(dry.json.orgs[0].found.Account).toBe(100);
    const cleaned = await stage.run(['cleanup', '--org', 'qa', '--json']);
    expect(cleaned.exitCode).toBe(0);
    expect(cleaned.json.orgs[0].left).toEqual({});
    for (const sobject of OBJECTS) expect(stage.records(sobject)).toEqual([]);
    const { exitCode, report } = await stage.load(dir);
    expect(exitCode).toBe(0);
    expect(total(report, 'created')).toBe(rows + 2);
  });
});
