import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { SentStore } from '../../../src/load/receipts/sent-store.ts';
import { objectNamed } from '../../../src/practice-org/org.ts';
import { save } from '../../../src/practice-org/save/save.ts';
import type { FieldValue } from '../../../src/practice-org/value.ts';
import type { TestStage } from './stage.ts';

/** Makes a record in the org of a stage, as somebody else would. */
export function makeIn(stage: TestStage, sobject: string, values: Record<string, FieldValue>): string {
  const { org } = stage.running;
  const done = save(org, { object: objectNamed(org, sobject)!, values });
  if (!done.success) throw new Error(JSON.stringify(done.error));
  return done.id;
}

/** The ids of an account and of what hangs on it. */
interface Loaded {
  account: string;
  contact: string;
  opportunity: string;
  case: string;
}

/** Puts a small data set in, as a load would have, with its receipts: two accounts, each with all that a data set has. */
export function putDataSet(stage: TestStage): Loaded[] {
  const runs = join(stage.cwd, 'output/seed-42/runs', stage.running.org.orgId);
  mkdirSync(runs, { recursive: true });
  const receipts = new SentStore(runs);
  /** Makes a record that has no key. */
  const add = (sobject: string, key: string, values: Record<string, FieldValue>) => {
    const id = make(sobject, values);
    receipts.add(sobject, [], [{ key, id, created: true, sent: [], cleared: [] }]);
  };
  const make = (sobject: string, values: Record<string, FieldValue>) => makeIn(stage, sobject, values);
  return [1, 2].map((n) => {
    const own = `TESTDATA_42_A000000${n}`;
    const key = (tail: string) => ({ Datagen_Key__c: `${own}${tail}` });
    const account = make('Account', { ...key(''), Name: `Ours ${n}` });
    const contact = make('Contact', { ...key('_C01'), LastName: 'Own', AccountId: account });
    const opportunity = make('Opportunity', {
      ...{ ...key('_O01'), Name: 'Own', AccountId: account },
      ...{ StageName: 'Closed Won', CloseDate: '2026-10-01' },
    });
    add('OpportunityContactRole', `${own}_R01`, { OpportunityId: opportunity, ContactId: contact });
    const ownCase = make('Case', { ...key('_S01'), Subject: 'Own', AccountId: account, ContactId: contact });
    add('CaseComment', `${own}_S01_M01`, { ParentId: ownCase, CommentBody: 'Own' });
    make('Task', { ...key('_T01'), Subject: 'Own', WhoId: contact, WhatId: opportunity });
    make('Task', { ...key('_T02'), Subject: 'Own', WhoId: contact });
    return { account, contact, opportunity, case: ownCase };
  });
}
