import { describe, expect, it } from 'vitest';
import { mapCells, type TextTable, textTable } from '../../src/export/text-table.ts';
import type { UserError } from '../../src/shared/errors.ts';

const rows = [['T1', '__LLM_PLACEHOLDER__:task_subject']];

describe("rows whose texts aren't written", () => {
  it("don't compile as rows to export", () => {
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

describe('a table', () => {
  const tableWith = (cells: string[], next?: string) =>
    textTable(
      'Task',
      'Task.csv',
      {
        columns: ['ExternalId', 'Subject'],
        rows: cells.map((cell, at) => [`T${at}`, cell]),
        lines: cells.map((_, at) => at + 2),
      },
      next,
    );
  const errorOf = (cells: string[], next?: string) => {
    try {
      tableWith(cells, next);
    } catch (error) {
      return error as UserError;
    }
    throw new Error('The table was made.');
  };
  const waiting = (count: number) => Array.from({ length: count }, () => '__LLM_PLACEHOLDER__');
  const place = (line: number) => ({ file: 'Task.csv', line, key: `T${line - 2}` });

  it('keeps columns, cells, and lines', () => {
    expect(tableWith(['a', ''])).toEqual({
      ...{ sobject: 'Task', file: 'Task.csv', columns: ['ExternalId', 'Subject'] },
      ...{
        rows: [
          ['T0', 'a'],
          ['T1', ''],
        ],
        lines: [2, 3],
      },
    });
  });

  it.each([
    [10, []],
    [11, ["1 more text isn't written yet."]],
    [12, ["2 more texts aren't written yet."]],
  ])('with %i texts that are not written names ten and counts the others', (count, more) => {
    const { problems, next } = errorOf(waiting(count), 'sfdc-datagen enrich');
    expect(problems.map(({ message }) => message)).toEqual([
      ...Array.from({ length: 10 }, () => "The text of Subject isn't written yet."),
      ...more,
    ]);
    expect(problems[9]!.place).toEqual(place(11));
    if (count > 10) expect(problems[10]).toMatchObject({ place: { file: 'Task.csv' }, count: count - 10 });
    expect(next).toBe('sfdc-datagen enrich');
  });

  it('with characters that Salesforce cannot store names ten of them, and no command that would write them', () => {
    const { problems, next } = errorOf(
      Array.from({ length: 12 }, () => 'a\u0007'),
      'sfdc-datagen enrich',
    );
    expect(problems).toHaveLength(10);
    expect(problems[0]).toMatchObject({
      message: expect.stringMatching(/^Subject: Salesforce fields can't store the character .*0007/),
      place: place(2),
    });
    expect(next).toBeUndefined();
    expect(errorOf(['\ufffd']).problems[0]!.message).toContain('FFFD');
  });

  it('with both tells both', () => {
    expect(errorOf(['a\u0007', '__LLM_PLACEHOLDER__']).problems.map((one) => one.place)).toEqual([
      place(3),
      place(2),
    ]);
  });

  it('that is changed has cells of the same shape, fit for an org', () => {
    const table = tableWith(['a', 'b']);
    const changed = mapCells(table, (cell, column) => (column === 0 ? cell : `${cell}\u0000!`));
    expect([...changed.rows]).toEqual([
      ['T0', 'a!'],
      ['T1', 'b!'],
    ]);
    expect({ ...changed, rows: table.rows }).toEqual(table);
  });
});
