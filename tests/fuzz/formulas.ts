import fc from 'fast-check';
import { BUILT_INS } from '../../src/formula/built-ins.ts';
import { WORDS } from './words.ts';

const NAMES = [
  ...[
    'id',
    'this',
    'child_index',
    'today',
    'now',
    'fake',
    'N',
    'D',
    'Account',
    'unique_id',
    'range',
    'dict',
    'Math',
    'nick',
  ],
  ...[
    'fake.first_name',
    'fake.text',
    'this.N',
    'Account.D',
    'this.id',
    'relativedelta',
    'date',
    'datetime',
    'int',
    'random_choice',
  ],
];

const METHODS = [
  ...[
    'upper',
    'split',
    'join',
    'replace',
    'format',
    'center',
    'zfill',
    'ljust',
    'strip',
    'count',
    'find',
    'index',
    'strftime',
  ],
  ...[
    'isoformat',
    'date',
    'timestamp',
    'weekday',
    'total_seconds',
    'append',
    'pop',
    'items',
    'get',
    'keys',
    'bit_length',
    'title',
  ],
  ...[
    'encode',
    'partition',
    'splitlines',
    'expandtabs',
    'is_integer',
    'as_integer_ratio',
    'constructor',
    '__class__',
    'then',
  ],
];

const CALLS = [
  'fake.text',
  'fake.random_int',
  'random_number',
  'date_between',
  'datetime',
  'relativedelta',
  'range',
  'Math.pow',
  'int',
  'date',
];
const PARAMETERS = [
  'min',
  'max',
  'step',
  'days',
  'start_date',
  'end_date',
  'length',
  'max_nb_chars',
  'nb',
  'width',
  'years',
];
const OPERATORS = ['+', '-', '*', '/', '//', '%', '**', '~', '==', '<', '>=', 'in', 'not in', 'and', 'or'];

const text = fc.constantFrom(...WORDS).map((word) => JSON.stringify(word));
const number = fc.constantFrom(
  '0',
  '1',
  '-1',
  '3',
  '0.5',
  '1e308',
  '10**9',
  '2**64',
  '9007199254740993',
  '1e-320',
  '-7',
);

/** An expression of Jinja2 over the names that a row of the trial has. */
export const formula: fc.Arbitrary<string> = fc.letrec<{ any: string }>((tie) => {
  const any = tie('any');
  const few = fc.array(any, { maxLength: 3 });
  return {
    any: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      number,
      text,
      fc.constantFrom(...NAMES),
      fc.tuple(any, fc.constantFrom(...OPERATORS), any).map(([a, sign, b]) => `(${a} ${sign} ${b})`),
      fc
        .tuple(any, fc.constantFrom(...BUILT_INS.filters.keys()), few)
        .map(([a, name, given]) => `(${a}|${name}(${given.join(', ')}))`),
      fc
        .tuple(any, fc.constantFrom(...METHODS), few)
        .map(([a, name, given]) => `(${a}).${name}(${given.join(', ')})`),
      fc.tuple(any, fc.constantFrom(...BUILT_INS.tests.keys())).map(([a, name]) => `(${a} is ${name})`),
      fc.tuple(any, any).map(([a, at]) => `${a}[${at}]`),
      fc.tuple(any, any, any).map(([a, from, to]) => `${a}[${from}:${to}]`),
      fc.tuple(any, any, any).map(([a, when, b]) => `(${a} if ${when} else ${b})`),
      fc.tuple(fc.constantFrom(...CALLS), few).map(([name, given]) => `${name}(${given.join(', ')})`),
      fc
        .tuple(fc.constantFrom(...CALLS), fc.constantFrom(...PARAMETERS), any)
        .map(([name, key, given]) => `${name}(${key}=${given})`),
      few.map((items) => `[${items.join(', ')}]`),
      few.map((items) => `{${items.map((item, i) => `"${i}": ${item}`).join(', ')}}`),
      any.map((a) => `-${a}`),
      any.map((a) => `not ${a}`),
    ),
  };
}).any;
