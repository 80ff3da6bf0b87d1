import { afterEach, describe, expect, it, vi } from 'vitest';
import { objectNamed } from '../../../src/practice-org/org.ts';
import { save } from '../../../src/practice-org/save/save.ts';
import { keyOf, type Tables } from '../in-process/small-set.ts';
import { countsOf, openStage, type Stage, withObjects } from '../in-process/stage.ts';

vi.mock('execa', () => import('../in-process/sf.ts'));
vi.mock('node:timers/promises', () => import('../in-process/timers.ts'));

let stage: Stage;
afterEach(() => stage.close());

const WAYS = ['load', 'loadDirectly'] as const;
const fields = (sobject: string, ...names: string[]) =>
  stage.records(sobject).map((record) => names.map((name) => record[name]));

describe('accounts of persons and of companies', () => {
  const accounts: Tables = {
    Account: [
      'Name RecordType FirstName LastName Phone',
      ['A1', 'Firm', '', '', '', '1'],
      ['A2', '', 'PersonAccount', 'Ann', 'Ng', '2'],
      ['A3', 'Left out', 'PersonAccount', '', 'Ito', ''],
      ['A4', '', '', 'Bo', 'Day', ''],
    ],
  };

  it.each(WAYS)('are loaded each with its own names, once (%s)', async (way) => {
    stage = openStage({ personAccounts: true }, accounts);
    const report = await stage[way]();
    expect([report.exitCode, countsOf(report, 'created')]).toEqual([0, { Account: 4 }]);
    expect(fields('Account', 'Name', 'LastName', 'IsPersonAccount')).toEqual([
      ['Firm', null, false],
      ['Ann Ng', 'Ng', true],
      ['Ito', 'Ito', true],
      ['Bo Day', 'Day', true],
    ]);
    expect(stage.said.filter((line) => line.startsWith('warning'))).toEqual([
      'warning: Account.Name is left out of person accounts (1 row): Salesforce makes it from FirstName and LastName.',
    ]);
    expect(countsOf(await stage[way](), 'sent')).toEqual({});
  });

  it('change without clearing what the other kind has', async () => {
    stage = openStage({ personAccounts: true }, accounts);
    await stage.load();
    const [columns, firm, ann, ...rest] = accounts.Account!;
    stage.write({ Account: [columns, firm!.with(5, ''), ann!.with(3, '#N/A'), ...rest] });
    const report = await stage.load();
    expect([report.exitCode, countsOf(report, 'updated')]).toEqual([0, { Account: 2 }]);
    expect(fields('Account', 'Name', 'Phone')).toEqual([
      ['Firm', null],
      ['Ng', '2'],
      ['Ito', null],
      ['Bo Day', null],
    ]);
  });

  /** Lookups to contacts: of Snowfakery's special object, of the account itself, and of a contact like any other. */
  const withContacts: Tables = {
    Account: [
      'Name FirstName LastName',
      ['A1', '', 'Ann', 'Ng'],
      ['A2', '', 'Bo', 'Day'],
      ['A3', 'Firm', '', ''],
    ],
    Contact: ['LastName AccountId', ['A3_C01', 'Ito', 'A3']],
    PersonContact: ['IsPersonAccount AccountId', ['A1_P01', 'true', 'A1']],
    Opportunity: [
      'Name AccountId StageName CloseDate',
      ['A3_O01', 'Deal', 'A3', 'Prospecting', '2026-12-01'],
    ],
    OpportunityContactRole: ['OpportunityId ContactId Role', ['A3_O01_R01', 'A3_O01', 'A2', 'Evaluator']],
    Case: [
      'Subject AccountId ContactId',
      ['A1_S01', 'Special', 'A1', 'A1_P01'],
      ['A2_S01', 'Account', 'A2', 'A2'],
      ['A3_S01', 'Contact', 'A3', 'A3_C01'],
    ],
    Task: ['Subject WhoId WhatId', ['A1_T01', 'Call', 'A1_P01', 'A1'], ['A3_T01', 'Write', 'A3_C01', 'A3']],
  };
  /** The last name of the contact of each record of an object. */
  const contactsOf = (sobject: string, field: string) =>
    stage.records(sobject).map((one) => stage.org.records.get(String(one[field]))?.LastName);

  it.each(WAYS)('have contacts of their own, to which lookups lead, once (%s)', async (way) => {
    stage = openStage({ personAccounts: true }, withContacts);
    const report = await stage[way]();
    expect([report.exitCode, report.skipped, countsOf(report, 'in_org')]).toEqual([
      0,
      [],
      { Account: 3, Contact: 1, Opportunity: 1, OpportunityContactRole: 1, Case: 3, Task: 2 },
    ]);
    expect(contactsOf('Case', 'ContactId').sort()).toEqual(['Day', 'Ito', 'Ng']);
    expect(contactsOf('Task', 'WhoId').sort()).toEqual(['Ito', 'Ng']);
    expect(contactsOf('OpportunityContactRole', 'ContactId')).toEqual(['Day']);
    expect(stage.said.filter((line) => line.startsWith('warning'))).toEqual([]);
    const again = await stage[way]();
    expect([again.exitCode, countsOf(again, 'sent')]).toEqual([0, {}]);
    const done = await stage.cleanup();
    expect(done).toMatchObject({ foreign: {}, losing: {}, left: {}, failed: [], exitCode: 0 });
    expect(done.found).toEqual({ Account: 3, Contact: 1, Opportunity: 1, Case: 3, Task: 2 });
    for (const sobject of ['Account', 'Contact', 'Case', 'Task', 'OpportunityContactRole'])
      expect([sobject, stage.records(sobject)]).toEqual([sobject, []]);
  });

  it('keep what others have of their contacts from being deleted in silence', async () => {
    stage = openStage({ personAccounts: true }, withContacts);
    await stage.load();
    const contact = stage.records('Account').find(({ LastName }) => LastName === 'Ng')!.PersonContactId;
    stage.make('Task', { Subject: 'Of others', WhoId: contact! });
    expect((await stage.cleanup({ dryRun: true })).foreign).toEqual({ Task: 1 });
  });

  it('hold back what refers to their contacts where they fail, until they are in', async () => {
    stage = openStage({ personAccounts: true }, withContacts);
    stage.fail({ kind: 'reject', object: 'Account', field: 'LastName', equals: 'Ng' });
    const report = await stage.load();
    expect([report.exitCode, report.skipped]).toEqual([
      1,
      [expect.objectContaining({ sobject: 'Account', parent: keyOf('A1'), rows: { Case: 1, Task: 1 } })],
    ]);
    stage.heal();
    expect((await stage.load({ resume: true })).exitCode).toBe(0);
    expect(contactsOf('Case', 'ContactId').sort()).toEqual(['Day', 'Ito', 'Ng']);
  });

  it('are taken over with their contacts', async () => {
    const [columns, ann, ...rest] = withContacts.Account!;
    stage = openStage(
      { personAccounts: true },
      {
        ...withContacts,
        Account: [`${columns} PersonEmail`, [...ann!, 'ng@example.com'], ...rest.map((row) => [...row, ''])],
      },
    );
    const old = stage.make('Account', { LastName: 'Old', PersonEmail: 'ng@example.com' });
    const config = withObjects({ Account: { match: 'PersonEmail' } });
    const report = await stage.load(config);
    expect([report.exitCode, report.adopted.map(({ id }) => id)]).toEqual([0, [old]]);
    expect(contactsOf('Case', 'ContactId').sort()).toEqual(['Day', 'Ito', 'Ng']);
    expect(countsOf(await stage.load(config), 'sent')).toEqual({});
  });

  it('are not meant by lookups to accounts of firms, nor in an org without them', async () => {
    stage = openStage(
      { personAccounts: true },
      { Account: ['Name', ['A3', 'Firm']], Case: ['Subject ContactId', ['A3_S01', 'x', 'A3']] },
    );
    await expect(stage.load()).rejects.toThrow(
      "Case.ContactId refers to Account in 1 row; the org's field accepts Contact.",
    );
    stage.close();
    stage = openStage(
      {},
      { ...withContacts, Account: ['Name', ['A1', 'Ann'], ['A2', 'Bo'], ['A3', 'Firm']] },
    );
    await expect(stage.load()).rejects.toThrow('refers to Account in 1 row');
  });

  it('need a name of their kind', async () => {
    stage = openStage(
      { personAccounts: true },
      {
        Account: [
          'Name FirstName LastName',
          ['A1', 'Firm', '', ''],
          ['A2', '', 'Ann', ''],
          ['A3', '', '', 'Ng'],
        ],
      },
    );
    await expect(stage.load()).rejects.toThrow(
      /Account\.csv:3: The org requires Account\.Name, which is blank here\./,
    );
  });

  it('have what only persons have with a LastName, or nothing is sent', async () => {
    const first: Tables = {
      Account: ['LastName PersonEmail', ['A1', 'Ng', 'a@example.com']],
    };
    stage = openStage({ personAccounts: true }, first);
    await stage.load();
    // Of a record that the org has, it knows that it is a person's.
    stage.write({ Account: ['PersonEmail', ['A1', 'b@example.com']] });
    expect(countsOf(await stage.load(), 'updated')).toEqual({ Account: 1 });
    stage.write({
      Account: ['Name PersonEmail', ['A2', 'Firm', 'c@example.com'], ['A3', 'Other', 'd@example.com']],
    });
    await expect(stage.load()).rejects.toThrow(
      /Account\.csv:2: Account\.PersonEmail is filled in 2 rows without LastName: only person accounts have it, and they need a LastName\. Fill LastName, or leave PersonEmail blank\./,
    );
    expect(stage.records('Account')).toHaveLength(1);
  });

  it('are refused by the org with a name of the other kind', () => {
    stage = openStage({ personAccounts: true });
    const text = /Account: bad field names on insert\/update call: /;
    expect(() => stage.make('Account', { Name: 'x', LastName: 'Ng' })).toThrow(text);
    const business = stage.records('RecordType').find((one) => one.DeveloperName === 'Business')!.Id;
    expect(() => stage.make('Account', { Name: 'x', LastName: 'Ng', RecordTypeId: business })).toThrow(text);
  });
});

describe('tasks and events', () => {
  const tables: Tables = {
    Account: ['Name', ['A1', 'One']],
    Task: [
      'Subject WhatId TaskSubtype',
      ['A1_T01', 'Call', 'A1', 'Call'],
      ['A1_T02', 'Write', 'A1', 'Email'],
    ],
    Event: [
      'Subject IsAllDayEvent ActivityDate StartDateTime EndDateTime DurationInMinutes',
      ['A1_E01', 'Meet', 'false', '', '2026-10-01T10:00:00.000Z', '2026-10-01T11:00:00.000Z', ''],
      ['A1_E02', 'Fair', 'true', '2026-10-01', '2026-10-01T00:00:00.000Z', '', '1440'],
      ['A1_E03', 'Off', 'true', '2026-10-02', '', '', ''],
      ['A1_E04', 'Daily', 'false', '2026-10-05', '2026-10-05T09:00:00.000Z', '', '15'],
    ],
  };

  it.each(WAYS)('have what only a new record takes, of a day or of a time, once (%s)', async (way) => {
    stage = openStage({}, tables);
    const report = await stage[way]();
    expect([report.exitCode, countsOf(report, 'created')]).toEqual([0, { Account: 1, Task: 2, Event: 4 }]);
    expect(fields('Task', 'TaskSubtype')).toEqual([['Call'], ['Email']]);
    expect(fields('Event', 'IsAllDayEvent', 'ActivityDate', 'StartDateTime', 'DurationInMinutes')).toEqual([
      [false, '2026-10-01', '2026-10-01T10:00:00.000Z', 60],
      [true, '2026-10-01', '2026-10-01T00:00:00.000Z', 1_440],
      [true, '2026-10-02', '2026-10-02T00:00:00.000Z', 1_440],
      [false, '2026-10-05', '2026-10-05T09:00:00.000Z', 15],
    ]);
    expect(stage.said.filter((line) => line.startsWith('warning'))).toEqual([
      'warning: Event.StartDateTime is left out of all-day events (1 row): ActivityDate has the day.',
      'warning: Event.ActivityDate is left out of timed events (1 row): Salesforce takes it from StartDateTime.',
    ]);
    expect(countsOf(await stage[way](), 'sent')).toEqual({});
  });

  it('are changed without what only a new record takes, and stay as they are where nothing else changed', async () => {
    stage = openStage({}, tables);
    await stage.load();
    const [columns, first, second] = tables.Task!;
    stage.write({
      ...tables,
      Task: [columns, first!.with(1, 'Ring').with(3, 'Email'), second!.with(3, 'Call')],
    });
    const report = await stage.load();
    expect([report.exitCode, countsOf(report, 'updated')]).toEqual([0, { Task: 1 }]);
    expect(fields('Task', 'Subject', 'TaskSubtype')).toEqual([
      ['Ring', 'Call'],
      ['Write', 'Email'],
    ]);
  });

  it('are refused by the org with a change of what only a new record takes', () => {
    stage = openStage();
    const id = stage.make('Task', { Subject: 'Call', TaskSubtype: 'Call' });
    expect(stage.org.records.get(id)?.TaskSubtype).toBe('Call');
    const changed = save(stage.org, {
      object: objectNamed(stage.org, 'Task')!,
      id,
      values: { TaskSubtype: 'Email' },
    });
    expect(changed).toMatchObject({
      success: false,
      error: { statusCode: 'INVALID_FIELD_FOR_INSERT_UPDATE' },
    });
    expect(() => stage.make('Event', { Subject: 'Fair', IsAllDayEvent: true })).toThrow('[ActivityDate]');
  });
});

describe('a series of events', () => {
  const columns =
    'Subject WhatId DurationInMinutes StartDateTime IsRecurrence RecurrenceType RecurrenceInterval RecurrenceDayOfWeekMask RecurrenceStartDateTime RecurrenceEndDateOnly';
  const start = '2026-11-02T09:00:00.000Z';
  // Mondays and Wednesdays: 2 and 8.
  const weekly = [
    'A1_E01',
    'Weekly',
    'A1',
    '30',
    start,
    'true',
    'RecursWeekly',
    '1',
    '10',
    start,
    '2026-11-15',
  ];
  const once = ['A1_E02', 'Once', 'A1', '30', start, '', '', '', '', '', ''];
  const tables: Tables = {
    Account: ['Name', ['A1', 'One']],
    Event: [columns, weekly, once],
    Task: [
      'Subject WhatId IsRecurrence RecurrenceType RecurrenceInterval RecurrenceStartDateOnly RecurrenceEndDateOnly',
      ['A1_T01', 'Daily', 'A1', 'true', 'RecursDaily', '1', '2026-11-02', '2026-11-04'],
    ],
  };

  // Where the key isn't unique, the occurrences have it, too.
  it.each(
    WAYS.flatMap((way) =>
      [false, true].map((refuseUniqueOnActivity) => [way, refuseUniqueOnActivity] as const),
    ),
  )(
    'is loaded once and cleaned up with what the org makes of it (%s, key shared: %s)',
    async (way, refuseUniqueOnActivity) => {
      stage = openStage({ refuseUniqueOnActivity }, tables);
      const report = await stage[way]();
      expect([report.exitCode, countsOf(report, 'created'), countsOf(report, 'in_org')]).toEqual([
        0,
        { Account: 1, Event: 2, Task: 1 },
        { Account: 1, Event: 2, Task: 1 },
      ]);
      const days = fields('Event', 'Subject', 'ActivityDate', 'IsRecurrence');
      expect(days).toEqual([
        ['Weekly', '2026-11-02', true],
        ...['02', '04', '09', '11'].map((day) => ['Weekly', `2026-11-${day}`, false]),
        ['Once', '2026-11-02', false],
      ]);
      expect(stage.records('Task')).toHaveLength(4);
      const again = await stage[way]();
      expect([again.exitCode, countsOf(again, 'sent'), countsOf(again, 'in_org').Event]).toEqual([0, {}, 2]);
      const done = await stage.cleanup();
      expect(done).toMatchObject({
        found: { Account: 1, Event: 2, Task: 1 },
        foreign: {},
        left: {},
        failed: [],
      });
      expect(['Account', 'Event', 'Task'].map((sobject) => stage.records(sobject).length)).toEqual([0, 0, 0]);
    },
  );

  it('is changed alone, without its occurrences', async () => {
    stage = openStage({}, tables);
    await stage.load();
    stage.write({ ...tables, Event: [columns, weekly.with(1, 'Renamed'), once] });
    expect(countsOf(await stage.load(), 'updated')).toEqual({ Event: 1 });
    expect(stage.records('Event').filter(({ Subject }) => Subject === 'Renamed')).toHaveLength(1);
  });

  it('of others keeps a cleanup from deleting it', async () => {
    stage = openStage({}, tables);
    await stage.load();
    stage.make('Event', {
      ...{
        Subject: 'Of others',
        WhatId: stage.records('Account')[0]!.Id,
        DurationInMinutes: 5,
        StartDateTime: start,
      },
      ...{ IsRecurrence: true, RecurrenceType: 'RecursDaily', RecurrenceInterval: 1 },
      ...{ RecurrenceStartDateTime: start, RecurrenceEndDateOnly: '2026-11-03' },
    });
    expect((await stage.cleanup({ dryRun: true })).foreign).toEqual({ Event: 3 });
  });

  it('needs what its type needs, all rows at once', async () => {
    const rows = [weekly.with(8, '').with(10, ''), ['A1_E03', ...weekly.slice(1)].with(8, '')];
    stage = openStage({}, { ...tables, Event: [columns, ...rows] });
    const error = await stage.load().catch((error: Error) => error.message);
    expect(String(error).split('\n')).toEqual([
      expect.stringMatching(
        /Event\.csv:2 .*: A recurring Event needs RecurrenceEndDateOnly, which is blank here\.$/,
      ),
      expect.stringMatching(/needs RecurrenceDayOfWeekMask, which is blank here and in 1 more row\.$/),
    ]);
  });

  it('is refused by the org without what its type needs, or with an end before its start', () => {
    stage = openStage();
    const series = {
      ...{ Subject: 'Daily', StartDateTime: start, DurationInMinutes: 5, IsRecurrence: true },
      ...{
        RecurrenceType: 'RecursDaily',
        RecurrenceStartDateTime: start,
        RecurrenceEndDateOnly: '2026-11-03',
      },
    };
    expect(() => stage.make('Event', series)).toThrow('Required fields are missing: [RecurrenceInterval]');
    const backwards = { ...series, RecurrenceInterval: 1, RecurrenceEndDateOnly: '2026-11-01' };
    expect(() => stage.make('Event', backwards)).toThrow('FIELD_INTEGRITY_EXCEPTION');
  });
});
