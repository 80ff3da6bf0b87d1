import { afterEach, describe, expect, it, vi } from 'vitest';
import { UserError } from '../../../src/shared/errors.ts';
import { SMALL, type Tables } from '../in-process/small-set.ts';
import { countsOf, openStage, type Stage } from '../in-process/stage.ts';

vi.mock('execa', () => import('../in-process/sf.ts'));
vi.mock('node:timers/promises', () => import('../in-process/timers.ts'));

let stage: Stage;
afterEach(() => stage.close());

/** An org without some objects, or whose user doesn't see them. */
function without(...sobjects: string[]) {
  for (const sobject of sobjects) stage.org.schema.delete(sobject.toLowerCase());
}

const errorsOf = async (work: Promise<unknown>) => {
  const error = await work.catch((one: unknown) => one);
  if (!(error instanceof UserError)) throw error;
  return error.problems.map(({ message, hint }) => [message, hint].filter(Boolean).join(' '));
};

const rest = ['Account', 'Contact', 'Opportunity', 'OpportunityContactRole', 'Task', 'Event'];

describe('an org that lacks objects of the dataset', () => {
  it('takes the others, and is asked nothing about those', async () => {
    stage = openStage();
    without('Case', 'CaseComment');
    const report = await stage.load({ only: rest });
    expect([report.exitCode, report.objects.map((one) => one.sobject)]).toEqual([0, rest]);
    expect(countsOf(report, 'created')).toEqual({
      ...{ Account: 3, Contact: 3, Opportunity: 2, OpportunityContactRole: 2, Task: 2, Event: 1 },
    });
    expect(countsOf(await stage.load({ only: rest }), 'sent')).toEqual({});
  });

  it('gets no lookup to them, and the load says how many it left blank', async () => {
    const { Case, CaseComment, ...others } = SMALL;
    const tables: Tables = {
      ...others,
      ...{ Case: Case!, CaseComment: CaseComment! },
      Task: ['Subject WhatId', ['A1_T01', 'Call', 'A1_S01'], ['A1_T02', 'Write', 'A1_O01']],
    };
    stage = openStage({}, tables);
    without('Case');
    const report = await stage.load({ only: rest });
    expect([report.failed, report.exitCode, countsOf(report, 'created').Task]).toEqual([[], 0, 2]);
    expect(stage.said.filter((line) => line.startsWith('warning'))).toEqual([
      "warning: Task.WhatId is left blank in 1 row: Case is left out and can't be in the org.",
    ]);
    expect(countsOf(await stage.load({ only: rest }), 'sent')).toEqual({});
  });

  it('refuses rows that need a parent of such an object', async () => {
    stage = openStage();
    without('Case');
    expect(await errorsOf(stage.load({ only: ['CaseComment'] }))).toEqual([
      expect.stringMatching(
        /CaseComment\.ParentId is required and refers to .*Case is left out and can't be in the org\. Leave CaseComment out, too\.$/,
      ),
      expect.stringMatching(/CaseComment\.ParentId is required and refers to /),
    ]);
  });
});

describe('a preflight', () => {
  const tables: Tables = {
    Account: ['Name Phone', ['A1', 'One', '1'.repeat(41)], ['A2', '', '']],
    Contact: ['AccountId LastName', ['A1_C01', 'A1', '']],
    Case: ['Subject AccountId OwnerId', ['A1_S01', 'Broken', 'A1', 'nobody@example.com']],
    Event: [
      'Subject WhatId StartDateTime DurationInMinutes',
      ['A1_E01', 'Meet', 'A1', '2026-10-01T15:15:00.000Z', '30'],
    ],
  };
  const all = [
    'Case.OwnerId: the org has no user or queue "nobody@example.com". Valid name: admin@practice.example.com.',
    "The org has no object Event, or you don't have access to it. `--skip Event` leaves it out.",
    "Contact has no field Datagen_Key__c, or you don't have access to it.",
    expect.stringMatching(/^Phone has 41 characters; the org's field accepts 40\./),
    expect.stringMatching(/^The org requires Account\.Name, which is blank here\./),
    expect.stringMatching(/^The org requires Contact\.LastName, which is blank here\./),
    expect.stringMatching(/^This load needs 2 bulk batches; the org has 0 left today\./),
  ];

  it('reports all problems of all kinds at once, by load and by validate', async () => {
    stage = openStage({ bulkBatches: 0 }, tables);
    without('Event');
    stage.org.schema.get('contact')!.fields.delete('datagen_key__c');
    expect(await errorsOf(stage.load())).toEqual(all);
    const { findings } = await stage.validate();
    const errors = findings.filter(({ severity }) => severity === 'error').map(({ problem }) => problem);
    expect(errors.map(({ message, hint }) => [message, hint].filter(Boolean).join(' '))).toEqual(all);
    expect(stage.records('Account')).toEqual([]);
  });

  it('leaves out what concerns only the objects that are left out', async () => {
    stage = openStage({}, { ...tables, Account: ['Name', ['A1', 'One']] });
    without('Event');
    stage.org.schema.get('contact')!.fields.delete('datagen_key__c');
    const report = await stage.load({ only: ['Account'] });
    expect([report.exitCode, countsOf(report, 'created')]).toEqual([0, { Account: 1 }]);
  });
});
