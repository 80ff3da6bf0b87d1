import { beforeAll, describe, expect, it } from 'vitest';
import { type Cells, countBy, type DataSet, filled, generated } from '../support/data-set.ts';
import { DEALT, FILLED, PRIORITIES, ROWS } from '../support/default-shares.ts';

/** Columns whose number is not the one nearest to its share, as `Contact.Title: 319 of 400, not 320`. */
function offShares(data: DataSet): string[] {
  const off: string[] = [];
  const check = (name: string, count: number, rows: number, percent: number) => {
    const share = (rows * percent) / 100;
    if (Math.abs(count - share) > 0.5 + 1e-9) off.push(`${name}: ${count} of ${rows}, not ${share}`);
  };
  const checkDealt = (name: string, rows: readonly Cells[], column: string, weights: object) => {
    const sum = Object.values(weights).reduce((a, b) => a + b, 0);
    const counts = countBy(rows, column);
    for (const [value, weight] of Object.entries(weights))
      check(`${name} ${value}`, counts[value] ?? 0, rows.length, (100 * weight) / sum);
    for (const value of Object.keys(counts)) if (!(value in weights)) off.push(`${name} ${value}: unknown`);
  };
  for (const [object, rows] of Object.entries(data)) {
    for (const [column, percent] of Object.entries(FILLED[object]!))
      check(`${object}.${column}`, filled(rows, column), rows.length, percent);
    for (const [column, weights] of Object.entries(DEALT[object] ?? {}))
      checkDealt(`${object}.${column}`, rows, column, weights);
  }
  for (const [status, weights] of Object.entries(PRIORITIES)) {
    const rows = data.Case!.filter(({ Status }) => Status === status);
    checkDealt(`Case.Priority of ${status}`, rows, 'Priority', weights);
  }
  return off;
}

function rowCounts(data: DataSet): Record<string, number> {
  return Object.fromEntries(Object.entries(data).map(([object, rows]) => [object, rows.length]));
}

/** Least and greatest number of rows that share a parent, rows without any counted as 0. */
function range(parents: readonly Cells[], children: readonly Cells[], column: string): [number, number] {
  const counts = countBy(children, column);
  const numbers = parents.map(({ ExternalId }) => counts[ExternalId!] ?? 0);
  return [Math.min(...numbers), Math.max(...numbers)];
}

describe.each(Array.from({ length: 20 }, (_, i) => i + 1))('100 accounts of seed %i', (seed) => {
  let data: DataSet;
  beforeAll(async () => {
    data = await generated({ seed });
  });

  it('have the eight row counts and every share, exactly or to the nearest record', () => {
    expect(rowCounts(data)).toEqual(ROWS);
    expect(offShares(data)).toEqual([]);
  });

  it('vary in their numbers of children within the bounds', () => {
    const { Account = [], Contact = [], Opportunity = [], Case = [] } = data;
    const [fewest, most] = range(Account, Contact, 'AccountId');
    expect(fewest).toBeGreaterThanOrEqual(1);
    expect(most).toBeLessThanOrEqual(8);
    expect(most - fewest).toBeGreaterThan(3);
    expect(range(Account, Opportunity, 'AccountId')[0]).toBe(0);
    expect(range(Opportunity, data.OpportunityContactRole!, 'OpportunityId')[0]).toBe(0);
    const [without, chatty] = range(Case, data.CaseComment!, 'ParentId');
    expect(without).toBe(0);
    expect(chatty).toBeGreaterThan(3);
    expect(chatty).toBeLessThanOrEqual(8);
  });

  it('have 10 or so with a parent account, and a primary role on every opportunity that has roles', () => {
    expect(filled(data.Account!, 'ParentId')).toBeGreaterThanOrEqual(7);
    expect(filled(data.Account!, 'ParentId')).toBeLessThanOrEqual(12);
    const primaries = countBy(
      data.OpportunityContactRole!.filter(({ IsPrimary }) => IsPrimary === 'true'),
      'OpportunityId',
    );
    const deals = Object.keys(countBy(data.OpportunityContactRole!, 'OpportunityId'));
    expect(deals.filter((deal) => primaries[deal] !== 1)).toEqual([]);
  });

  it('hold placeholders wherever a text is wanted', () => {
    const texts: Record<string, string[]> = {
      Account: ['Description'],
      Opportunity: ['Description', 'NextStep'],
      Case: ['Subject', 'Description'],
      CaseComment: ['CommentBody'],
      Task: ['Subject', 'Description'],
      Event: ['Subject', 'Description'],
    };
    for (const [object, columns] of Object.entries(texts))
      for (const column of columns)
        expect(Object.keys(countBy(data[object]!, column)).filter(Boolean)).toEqual(['__LLM_PLACEHOLDER__']);
  });
});

describe('other sizes', () => {
  it('have ten times as many of everything for 1,000 accounts', async () => {
    const data = await generated({ 'generation.accounts': 1000 });
    expect(rowCounts(data)).toEqual(
      Object.fromEntries(Object.entries(ROWS).map(([object, rows]) => [object, 10 * rows])),
    );
    expect(offShares(data)).toEqual([]);
  });

  it.each([1, 2, 3, 7, 42, 99])('have every tier and industry among 10 accounts of seed %i', async (seed) => {
    const { Account } = await generated({ seed, 'generation.accounts': 10 });
    expect(Account).toHaveLength(10);
    expect(Object.keys(countBy(Account!, '_tier')).sort()).toEqual(['moderate', 'rich', 'sparse']);
    expect(Object.keys(countBy(Account!, '_industry'))).toHaveLength(4);
  });

  it('leave every row of the first 100 accounts as it is when there are 150', async () => {
    const [fewer, more] = [await generated({}), await generated({ 'generation.accounts': 150 })];
    for (const [object, rows] of Object.entries(fewer)) {
      expect(more[object]!.length).toBeGreaterThan(rows.length);
      expect(more[object]!.slice(0, rows.length)).toEqual(rows);
    }
  });

  it('leave every row of the first 37 accounts as it is when there are 100', async () => {
    const [fewer, more] = [await generated({ 'generation.accounts': 37 }), await generated({})];
    for (const [object, rows] of Object.entries(fewer))
      expect(more[object]!.slice(0, rows.length)).toEqual(rows);
  });

  it('may be none at all', async () => {
    const data = await generated({ 'generation.accounts': 0 });
    expect(rowCounts(data)).toEqual(Object.fromEntries(Object.keys(ROWS).map((object) => [object, 0])));
  });
});
