import { PyDict } from '../../python/dict.ts';
import { checkSize } from '../../python/size.ts';
import { text } from '../../python/text.ts';
import type { Value } from '../../python/value.ts';
import { argumentError, asItems, asNumber } from '../arguments.ts';
import { ABSENT, localizedWith } from '../define.ts';
import { times } from '../draws.ts';
import type { Fake, FakeCall, Locale, Topic } from '../fake.ts';
import { filled } from './pattern.ts';

const ROWS = { header: ABSENT, data_columns: ABSENT, num_rows: 10, include_row_ids: false };

/** Small documents of made-up rows as one text: CSV and its relatives, JSON, XML, fixed width. */
export const DOCUMENT = {
  csv: separated(','),
  tsv: separated('\t'),
  psv: separated('|'),
  dsv: localizedWith(
    'text',
    { dialect: 'faker-csv', ...ROWS, delimiter: ',' },
    (locale) => (call, args) => rowsOf(locale, call, args, args.delimiter),
  ),
  json: localizedWith(
    'text',
    { data_columns: ABSENT, num_rows: 10, indent: ABSENT, cls: ABSENT },
    (locale) => (call, args) => {
      const columns = jsonColumns(args.data_columns);
      const row = (): Record<string, string> =>
        Object.fromEntries(columns.map(([name, pattern]) => [name, filled(locale, call, pattern)]));
      const value = args.num_rows === 1 ? row() : times(args.num_rows, row);
      return JSON.stringify(value, null, asNumber(args.indent));
    },
  ),
  xml: localizedWith(
    'text',
    { nb_elements: 10, variable_nb_elements: true, value_types: ABSENT, allowed_types: ABSENT },
    (locale) => {
      const word = locale.text('word');
      return (call, { nb_elements }) => {
        const root = tag(word(call));
        const elements = times(nb_elements, () => {
          const name = tag(word(call));
          return `<${name}>${word(call)}</${name}>`;
        });
        return `<?xml version="1.0" encoding="utf-8"?>\n<${root}>${elements.join('')}</${root}>`;
      };
    },
  ),
  fixed_width: localizedWith(
    'text',
    { data_columns: ABSENT, num_rows: 10, align: 'left' },
    (locale) => (call, args) => {
      const columns = widthColumns(args.data_columns);
      const row = (): string =>
        columns
          .map(([width, name]) => {
            const cell = text(locale.use(name)(call)).slice(0, width);
            return args.align === 'right' ? cell.padStart(width) : cell.padEnd(width);
          })
          .join('');
      return times(args.num_rows, row).join('\n');
    },
  ),
} satisfies Topic;

type Rows = typeof ROWS;

function separated(delimiter: string): Fake {
  return localizedWith('text', ROWS, (locale) => (call, args) => rowsOf(locale, call, args, delimiter));
}

function rowsOf(locale: Locale, call: FakeCall, args: Rows, delimiter: string): string {
  const columns = asItems(args.data_columns)?.map(text) ?? ['{{name}}', '{{address}}'];
  const lines = times(args.num_rows, () => columns.map((pattern) => filled(locale, call, pattern)));
  if (args.include_row_ids) for (const [n, line] of lines.entries()) line.unshift(String(n + 1));
  const header = asItems(args.header)?.map(text);
  if (header) lines.unshift(args.include_row_ids ? ['ID', ...header] : header);
  return lines.map((line) => `${line.map(quoted).join(delimiter)}\r\n`).join('');
}

function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`;
}

function jsonColumns(columns: Value): (readonly [string, string])[] {
  if (columns === null)
    return [
      ['name', '{{name}}'],
      ['residency', '{{address}}'],
    ];
  if (columns instanceof PyDict)
    return columns.entries().map(([name, definition]) => [text(name), pattern(definition)]);
  const pairs = asItems(columns)?.map((pair) => asItems(pair) ?? []);
  if (pairs?.every((pair) => pair.length > 1))
    return pairs.map(([name = '', definition = '']) => [text(name), pattern(definition)]);
  throw argumentError('json', 'data_columns', 'must be a map of names to fakes', columns);
}

/** `first_name` is short for `{{first_name}}`. */
function pattern(definition: Value): string {
  const written = text(definition);
  return written.includes('{{') ? written : `{{${written}}}`;
}

function widthColumns(columns: Value): (readonly [number, string])[] {
  const rows = asItems(columns);
  if (!rows)
    return [
      [20, 'name'],
      [3, 'random_digit'],
    ];
  return rows.map((column) => {
    const [width = 10, name = 'word'] = asItems(column) ?? [];
    const size = asNumber(width) ?? 10;
    checkSize(size);
    return [size, text(name)];
  });
}

/** A word as the name of an XML element. */
function tag(word: string): string {
  return /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(word) ? word : 'item';
}
