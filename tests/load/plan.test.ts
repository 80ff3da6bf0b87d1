import { describe, expect, it } from 'vitest';
import type { SObjectDifference } from '../../src/load/difference/read-org.ts';
import { planLoad } from '../../src/load/plan.ts';
import { compiled, tableOf } from '../export/tables.ts';

const tables = [
  tableOf('Account', 'Name ParentId', ['A1', 'One', ''], ['A2', 'Two', 'A1']),
  tableOf('Contact', 'AccountId LastName', ['C1', 'A1', 'Ng']),
  tableOf('Opportunity', 'AccountId Name', ['O1', 'A1', 'Deal']),
  tableOf('OpportunityContactRole', 'OpportunityId ContactId', ['R1', 'O1', 'C1']),
  tableOf('Case', 'AccountId ContactId', ['S1', 'A1', 'C1']),
  tableOf('CaseComment', 'ParentId CommentBody', ['M1', 'S1', 'Hello']),
  tableOf('Task', 'Subject WhatId', ['T1', 'Call', 'A1'], ['T2', 'Call', 'S1']),
];
const differencesOf = (): SObjectDifference[] => {
  const { files } = compiled(tables);
  return tables.map(({ sobject }) => {
    const own = files.filter((file) => file.sobject === sobject);
    return own[0]!.match.by === 'external_id'
      ? { by: 'external_id', sobject, parts: own.map((file) => ({ file, unchanged: [] })) }
      : {
          by: 'insert',
          sobject,
          part: {
            file: own[0]!,
            unchanged: [],
            updates: [],
            deletes: [],
            doubles: 0,
            unclear: [],
            left: 0,
            yielding: [],
            adopted: { by: [], ids: new Map() },
            unclaimed: 0,
          },
        };
  });
};

describe('the plan of a load', () => {
  it('puts each step after those that it needs, and what is independent in one level', () => {
    const levels = new Map<number, string[]>();
    for (const { level, name } of planLoad(differencesOf(), 'Key__c'))
      levels.set(level, [...(levels.get(level) ?? []), name]);
    expect([...levels.values()].map((names) => names.sort())).toEqual([
      ['Account'],
      ['Account-Parent', 'Contact', 'Opportunity', 'Task-Account'],
      ['Case', 'OpportunityContactRole'],
      ['CaseComment', 'Task-Case'],
    ]);
  });

  it('says how each step is sent', () => {
    const kinds = Object.fromEntries(
      planLoad(differencesOf(), 'Key__c').map((step) => [step.name, step.kind]),
    );
    expect(kinds).toMatchObject({
      Account: 'upsert',
      'Account-Parent': 'upsert',
      OpportunityContactRole: 'insert',
      CaseComment: 'insert',
    });
  });

  it('has no step for what has nothing to send', () => {
    const differences = differencesOf().map(
      (one): SObjectDifference =>
        one.by === 'external_id'
          ? { ...one, parts: one.parts.map((part) => ({ ...part, file: { ...part.file, rows: [] } })) }
          : one,
    );
    expect(planLoad(differences, 'Key__c').map((step) => step.name)).toEqual([
      'OpportunityContactRole',
      'CaseComment',
    ]);
  });

  it('deletes and changes roles before it adds some', () => {
    const differences = differencesOf().map((one): SObjectDifference => {
      if (one.by !== 'insert' || one.sobject !== 'OpportunityContactRole') return one;
      const change = { id: '00K1', key: '', line: 0, fields: {} };
      return { ...one, part: { ...one.part, updates: [change], deletes: [change] } };
    });
    const steps = planLoad(differences, 'Key__c');
    const needs = Object.fromEntries(steps.map((step) => [step.name, step.needs]));
    expect(needs['OpportunityContactRole-update']).toEqual(['OpportunityContactRole-delete']);
    expect(needs.OpportunityContactRole).toContain('OpportunityContactRole-update');
  });

  it('names the deletes and updates of several files of an object apart', () => {
    const roles = tableOf(
      'OpportunityContactRole',
      'OpportunityId ContactId',
      ['R1', 'O1', 'C1'],
      ['R2', '006000000000007', 'C1'],
    );
    const { files } = compiled([...tables.slice(0, 3), roles]);
    const change = { id: '00K1', key: '', line: 0, fields: {} };
    const [one] = differencesOf().filter(({ by }) => by === 'insert');
    const differences = files
      .filter(({ sobject }) => sobject === 'OpportunityContactRole')
      .map((file): SObjectDifference => {
        if (one?.by !== 'insert') throw new Error('The first is an insert.');
        return { ...one, part: { ...one.part, file, updates: [change], deletes: [change] } };
      });
    const names = planLoad(differences, 'Key__c').map(({ name }) => name);
    expect([names.length, new Set(names).size]).toEqual([6, 6]);
    expect(names.filter((name) => name.endsWith('-delete'))).toEqual(
      differences.map((each) => (each.by === 'insert' ? `${each.part.file.name}-delete` : '')),
    );
  });
});
