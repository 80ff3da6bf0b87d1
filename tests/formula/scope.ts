import type { Scope } from '../../src/formula/scope.ts';
import { PyDate } from '../../src/python/dates/date.ts';
import { PyDateTime } from '../../src/python/dates/datetime.ts';
import { timedelta } from '../../src/python/dates/timedelta.ts';
import { PyDict } from '../../src/python/dict.ts';
import { PyFunction } from '../../src/python/function.ts';
import {
  dateFunction,
  datetimeFunction,
  intFunction,
  relativedeltaFunction,
} from '../../src/python/functions.ts';
import type { PyObject, Value } from '../../src/python/value.ts';

/** A row as formulas meet it: fields by name, its id as text. */
class Row implements PyObject {
  readonly #fields: Map<string, Value>;

  constructor(fields: Record<string, Value>) {
    this.#fields = new Map(Object.entries(fields));
  }

  pyText(): string {
    return String(this.#fields.get('id'));
  }

  pyGet(name: string): Value | undefined {
    return this.#fields.get(name);
  }

  pyNames(): Iterable<string> {
    return this.#fields.keys();
  }
}

const now = PyDateTime.of({
  year: 2026,
  month: 1,
  day: 15,
  hour: 14,
  minute: 30,
  second: 5,
  microsecond: 123456,
  offset: 0,
});

/** The values that they have there. */
export const NAMES: Record<string, Value> = {
  a: 7,
  b: 2,
  f: 2.5,
  s: 'Hello World',
  n: null,
  t: true,
  e: '',
  zip: '05',
  wide: 'a😀b',
  today: new PyDate(2026, 1, 15),
  now,
  l: [3, 1, 2],
  words: ['b', 'a', 'C'],
  d: new PyDict([
    ['x', 1],
    ['y', 'two'],
  ]),
  Parent: new Row({ id: 3, Name: 'Acme', Count: 12, Owner: new Row({ id: 7, Name: 'Ann' }) }),
  rows: [
    new Row({ id: 1, Name: 'b', City: 'X' }),
    new Row({ id: 2, Name: 'a', City: 'Y' }),
    new Row({ id: 3, Name: 'c', City: 'X' }),
  ],
  int: intFunction,
  date: dateFunction,
  datetime: datetimeFunction(now),
  relativedelta: relativedeltaFunction,
  timedelta: new PyFunction('timedelta', timedelta),
};

/** The names that the tables of formulas use. */
export const scope: Scope<undefined> = {
  resolve: (name) => (Object.hasOwn(NAMES, name) ? () => NAMES[name]! : undefined),
  names: () => Object.keys(NAMES),
};
