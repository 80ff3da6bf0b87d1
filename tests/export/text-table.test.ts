import { describe, expect, it } from 'vitest';
import { type TextTable, textTable } from '../../src/export/text-table.ts';

const rows = [['T1', '__LLM_PLACEHOLDER__:task_subject']];

describe('rows whose texts are not written', () => {
  it('do not compile as rows to export', () => {
    const table = { sobject: 'Task', file: 'Task.csv', columns: ['ExternalId', 'Subject'], lines: [2] };
    // @ts-expect-error only `textTable` makes rows that may leave, and it has looked at each cell
    const leaving: TextTable = { ...table, rows };
    expect(leaving.rows).toHaveLength(1);
  });
  it('are refused with their places, ten at most, and the command that writes them', () => {
    const many = Array.from({ length: 12 }, (_, index) => [`T${index}`, '__LLM_PLACEHOLDER__']);
    const table = {
      columns: ['ExternalId', 'Subject'],
      rows: many,
      lines: many.map((_, index) => index + 2),
    };
    expect(() => textTable('Task', 'Task.csv', table, 'sfdc-datagen enrich output/seed-42')).toThrow(
      /Task.csv:2 \(T0\): The text of Subject isn't written yet.[\s\S]*2 more texts aren't written yet./,
    );
  });
});
