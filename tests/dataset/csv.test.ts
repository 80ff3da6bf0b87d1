import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvText, parseCsv } from '../../src/dataset/csv.ts';
import { UserError } from '../../src/shared/errors.ts';

/** Cells made of what CSV stumbles over. */
const cell = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        '"',
        ',',
        '\n',
        '\r',
        '\r\n',
        ' ',
        '\t',
        ';',
        '=',
        '\uFEFF',
        'é',
        'ß',
        '😀',
        "O'Leary",
        'a',
      ),
      { maxLength: 8 },
    )
    .map((parts) => parts.join('')),
);
const table = fc
  .integer({ min: 1, max: 5 })
  .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 6 }));

describe('csvText and parseCsv', () => {
  it('give back every cell as it was', () => {
    fc.assert(
      fc.property(table, (rows) => {
        const columns = Array.from({ length: rows[0]?.length ?? 2 }, (_, i) => `Column${i}`);
        const read = parseCsv(csvText(columns, rows), 'T.csv');
        expect(read.columns).toEqual(columns);
        expect(read.rows).toEqual(rows);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\nlines', '"two\nlines"'],
    ['carriage\rreturn', '"carriage\rreturn"'],
    [' led and trailed ', '" led and trailed "'],
    ['Inés 😀', 'Inés 😀'],
    ["O'Leary", "O'Leary"],
    ['', ''],
  ])('write %j as %s', (text, written) => {
    expect(csvText(['ExternalId', 'Name'], [['k', text]])).toBe(`ExternalId,Name\nk,${written}\n`);
    expect(parseCsv(csvText(['ExternalId', 'Name'], [['k', text]]), 'T.csv').rows).toEqual([['k', text]]);
  });

  it('write the header of a table without rows', () => {
    expect(csvText(['ExternalId', 'Name'], [])).toBe('ExternalId,Name\n');
    expect(parseCsv('ExternalId,Name\n', 'T.csv')).toEqual({
      columns: ['ExternalId', 'Name'],
      rows: [],
      lines: [],
    });
  });
});

describe('parseCsv', () => {
  it('knows the line on which each row begins', () => {
    expect(parseCsv('A,B\n1,"x\ny"\n2,z\n"3\n",w\n4,v\n', 'T.csv').lines).toEqual([2, 4, 5, 7]);
  });

  it('takes a byte order mark and CRLF, as spreadsheets write them', () => {
    expect(parseCsv('\uFEFFA,B\r\n1,2\r\n', 'T.csv')).toEqual({
      columns: ['A', 'B'],
      rows: [['1', '2']],
      lines: [2],
    });
  });

  it.each([
    ['', 'T.csv:1: The file is empty; it needs a header.'],
    ['A,B\n1,2\n3\n', 'T.csv:3: '],
    ['A,B\n1,"2\n', 'T.csv:'],
  ])('refuses %j with its line', (text, message) => {
    expect(() => parseCsv(text, 'T.csv')).toThrow(UserError);
    expect(() => parseCsv(text, 'T.csv')).toThrow(message);
  });
});
