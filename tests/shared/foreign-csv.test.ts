import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { UserError } from '../../src/shared/errors.ts';
import { readForeignCsv } from '../../src/shared/files/foreign-csv.ts';
import { inFolder } from '../support/data-set.ts';

const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le');

function read(content: string | Buffer) {
  return inFolder((folder) => {
    const file = join(folder, 'people.csv');
    writeFileSync(file, content);
    return readForeignCsv(file);
  });
}

test.for<[string, string | Buffer]>([
  ['commas', 'Name,City\nMüller,Köln\n'],
  ['semicolons', 'Name;City\nMüller;Köln\n'],
  ['tabs', 'Name\tCity\nMüller\tKöln\n'],
  ['pipes', 'Name|City\nMüller|Köln\n'],
  ['a stated delimiter', 'sep=;\r\nName;City\r\nMüller;Köln\r\n'],
  ['quotes round everything', '"Name";"City"\n"Müller";"Köln"\n'],
  ['CRLF', 'Name,City\r\nMüller,Köln\r\n'],
  ['CR alone', 'Name,City\rMüller,Köln\r'],
  ['mixed ends of lines', 'Name,City\r\nMüller,Köln\n'],
  ['no last end', 'Name,City\nMüller,Köln'],
  ['blank lines', '\nName,City\n\nMüller,Köln\n\n'],
  ['blanks in the header', 'Name, City\nMüller,Köln'],
  ['blank columns at the end', 'Name,City,,\nMüller,Köln,,\n'],
  ['blank cells beyond the header', 'Name,City\nMüller,Köln,,\n'],
  ['a mark of UTF-8', '\uFEFFName,City\nMüller,Köln\n'],
  ['UTF-16 LE', utf16('Name,City\r\nMüller,Köln\r\n')],
  ['UTF-16 BE with tabs', utf16('Name\tCity\r\nMüller\tKöln\r\n').swap16()],
])('%s are read', async ([, content]) => {
  const { columns, rows } = await read(content);
  expect({ columns, rows }).toEqual({ columns: ['Name', 'City'], rows: [['Müller', 'Köln']] });
});

test('a comma in quotation marks is no delimiter of the header', async () => {
  const { columns, rows } = await read('Name;"City, State"\na,b;c\n');
  expect({ columns, rows }).toEqual({ columns: ['Name', 'City, State'], rows: [['a,b', 'c']] });
});

test('the one column of a file needs no delimiter, and lines are those of the file', async () => {
  const { columns, rows, lines } = await read('Name\n"a\nb"\nc;d\n');
  expect({ columns, rows, lines }).toEqual({ columns: ['Name'], rows: [['a\nb'], ['c;d']], lines: [2, 4] });
});

test('a row that ends early stays short', async () => {
  expect((await read('A,B\n1\n')).rows).toEqual([['1']]);
});

test.for<[string, string | Buffer, RegExp]>([
  [
    'Windows-1252',
    Buffer.from('Name,City\nFirma A,K\xf6ln\n', 'latin1'),
    /:2: The byte 0xF6 isn't UTF-8; the file looks like Windows-1252, where it is "ö"\. Save .*UTF-8/,
  ],
  ['a code page of DOS', Buffer.from('Name\nM\x81ller\n', 'latin1'), /:2: The byte 0x81 isn't UTF-8; .*Save/],
  [
    'UTF-16 without a mark',
    utf16('Name,City\n1,2\n').subarray(2),
    /looks like UTF-16 without a byte order mark/,
  ],
  [
    'half of UTF-16',
    utf16('Name,City\n1,2\n').subarray(0, 15),
    /begins as UTF-16 but continues as something else/,
  ],
  ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 65, 0, 0, 0]), /UTF-32/],
  ['NUL', 'Name\nx\ny\0z\n', /:3: There is a NUL character/],
  ['a surrogate in UTF-8', Buffer.from('4e0aeda0800a', 'hex'), /:2: The byte 0xED isn't UTF-8/],
  [
    'a real replacement character before a bad byte',
    Buffer.from('4e0aefbfbd0afc0a', 'hex'),
    /:3: The byte 0xFC/,
  ],
  ['nothing', '', /:1: The file is empty/],
  ['only blank lines', '\n\n', /:1: The file is empty/],
  ['only a mark', '\uFEFF', /:1: The file is empty/],
  ['an unclosed quote', 'A,B\n1,2\n3,"4\n5,6\n', /:3: A quotation mark opens here and is never closed/],
  ['a quote in the middle', 'A,B\n1,2\n3,5" pipe\n', /:3: A quotation mark is inside/],
  [
    'a quote in the middle below a stated delimiter',
    'sep=;\nA;B\n1;2\n3;5" pipe\n',
    /:4: A quotation mark is inside/,
  ],
  ['an unclosed quote below a stated delimiter', 'sep=;\nA;B\n3;"4\n', /:3: A quotation mark opens/],
  ['text after a quote', 'A,B\n1,"2"x\n', /:2: The value continues after/],
  [
    'a wide row',
    'A,B\n1,2\n1,2,3\n',
    /:3: The row has more columns than its header, which has 2 columns: A, B/,
  ],
  ['a column twice', 'A,B,A\n1,2,3\n', /:1: The column "A" appears more than once/],
  ['a value without a column', 'A,,C\n1,,3\n1,2,3\n', /:3: Column 2 has a value here and no name/],
  ['a header of blanks', ',,\n', /:1: The header names no column/],
  ['several delimiters', 'A;B|C\n', /:1: The header has no comma, but ";" and "\|"/],
])('%s is refused with what was seen', async ([, content, message]) => {
  await expect(read(content)).rejects.toThrow(UserError);
  await expect(read(content)).rejects.toThrow(message);
});
