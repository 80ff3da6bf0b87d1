import { equals } from '../python/compare.ts';
import { PyDict } from '../python/dict.ts';
import { binary } from '../python/numbers/arithmetic.ts';
import { isFloat, numberOf } from '../python/numbers/float.ts';
import type { Value } from '../python/value.ts';
import { holds } from './comparison.ts';
import type { Test } from './environment.ts';
import type { Comparison } from './node.ts';
import { isUndefined } from './undefined.ts';

const comparing =
  (operator: Comparison): Test =>
  (value, [other]) =>
    holds(operator, value, other ?? null);

const remainder = (value: Value, divisor: Value): Value => binary('%', value, divisor);

const isText = (value: Value): value is string => typeof value === 'string';

/** Jinja's built-in tests. https://jinja.palletsprojects.com/en/stable/templates/#builtin-tests */
export const TESTS: ReadonlyMap<string, Test> = new Map<string, Test>(
  Object.entries({
    defined: (value) => !isUndefined(value),
    undefined: (value) => isUndefined(value),
    none: (value) => value === null,
    None: (value) => value === null,
    boolean: (value) => typeof value === 'boolean',
    true: (value) => value === true,
    True: (value) => value === true,
    false: (value) => value === false,
    False: (value) => value === false,
    number: (value) => numberOf(value) !== undefined,
    integer: (value) => typeof value !== 'boolean' && numberOf(value) !== undefined && !isFloat(value),
    float: isFloat,
    string: isText,
    mapping: (value) => value instanceof PyDict,
    sequence: isSequence,
    iterable: isSequence,
    callable: (value) => typeof value === 'object' && value !== null && 'pyCall' in value,
    odd: (value) => equals(remainder(value, 2), 1),
    even: (value) => equals(remainder(value, 2), 0),
    divisibleby: (value, [divisor]) => equals(remainder(value, divisor ?? null), 0),
    upper: (value) => isText(value) && /\p{L}/u.test(value) && value === value.toUpperCase(),
    lower: (value) => isText(value) && /\p{L}/u.test(value) && value === value.toLowerCase(),
    sameas: (value, [other]) => value === other,
    escaped: () => false,
    filter: (value, _given, { filters }) => isText(value) && filters.has(value),
    test: (value, _given, { tests }) => isText(value) && tests.has(value),
    in: comparing('in'),
    eq: comparing('=='),
    equalto: comparing('=='),
    ne: comparing('!='),
    lt: comparing('<'),
    lessthan: comparing('<'),
    le: comparing('<='),
    gt: comparing('>'),
    greaterthan: comparing('>'),
    ge: comparing('>='),
    // Operators as names of tests, for select() and similar.
    ...Object.fromEntries(
      (['==', '!=', '<', '<=', '>', '>='] as const).map((operator) => [operator, comparing(operator)]),
    ),
  } satisfies Record<string, Test>),
);

function isSequence(value: Value): boolean {
  return isText(value) || Array.isArray(value) || (typeof value === 'object' && value?.pyItems !== undefined);
}
