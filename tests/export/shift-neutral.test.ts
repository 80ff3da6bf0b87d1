import { describe, expect, it } from 'vitest';
import { standardCatalog } from '../../src/catalog/standard.ts';
import type { Neutral } from '../../src/export/neutral.ts';
import { shiftNeutral } from '../../src/export/shift.ts';
import type { TextTable } from '../../src/export/text-table.ts';
import { tableOf } from './tables.ts';

const neutralOf = (tables: TextTable[], load?: Neutral['load']): Neutral => ({
  ...{ name: 'seed-42', seed: 42, as_of: '2026-11-02', key_prefix: 'TESTDATA_', hash: 'h', tables },
  ...(load ? { load } : {}),
});
const movedTo = (wanted: string, table: TextTable, load?: Neutral['load']) => {
  const { as_of, tables } = shiftNeutral(neutralOf([table], load), standardCatalog, wanted);
  return { as_of, cells: tables[0]!.rows.at(0)!.slice(1) };
};

describe('a data set that is moved to a later day', () => {
  it('moves its dates, datetimes, and the times of its stories; all else stays', () => {
    const times = 'CreatedDate _opened_at _closed_at _commented_at Subject';
    const at = '2026-11-03T15:00:00.000Z';
    const table = tableOf('Case', times, ['S1', at, at, at, at, at]);
    const later = '2026-11-17T15:00:00.000Z';
    expect(movedTo('2026-11-18', table)).toEqual({
      as_of: '2026-11-16',
      cells: [later, later, later, later, at],
    });
    const close = tableOf('Opportunity', 'CloseDate Name', ['O1', '2026-12-01', '2026-12-01']);
    expect(movedTo('2026-11-18', close).cells).toEqual(['2026-12-15', '2026-12-01']);
  });

  it('leaves blanks, what is no date, columns that nobody knows, and birthdays', () => {
    const table = tableOf('Contact', 'Birthdate Odd__c', ['C1', '1980-01-01', '2026-01-01']);
    expect(movedTo('2026-11-18', table).cells).toEqual(['1980-01-01', '2026-01-01']);
    const close = tableOf('Opportunity', 'CloseDate Name', ['O1', '', 'x']);
    expect(movedTo('2026-11-18', close).cells).toEqual(['', 'x']);
    const unknown = tableOf('Visit__c', 'CloseDate', ['V1', '2026-01-01']);
    expect(movedTo('2026-11-18', unknown).cells).toEqual(['2026-01-01']);
  });

  it('moves an object with an anchor date from that day', () => {
    const table = tableOf('Opportunity', 'CloseDate', ['O1', '2026-12-01']);
    const load = { Opportunity: { anchor_date: '2026-11-09' }, Case: { anchor_date: '2020-01-01' } };
    expect(movedTo('2026-11-18', table, load)).toEqual({ as_of: '2026-11-16', cells: ['2026-12-08'] });
  });

  it('is the same within a week, and keeps all that is not a time', () => {
    const table = tableOf('Opportunity', 'CloseDate', ['O1', '2026-12-01']);
    const moved = shiftNeutral(neutralOf([table]), standardCatalog, '2026-11-08');
    expect(moved).toEqual(neutralOf([table]));
    expect(moved.tables[0]).toBe(table);
  });
});
