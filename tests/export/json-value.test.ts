import { expect, it } from 'vitest';
import { jsonValue } from '../../src/export/json-value.ts';

it.each([
  ['12.5', 'double', 12.5],
  ['1e3', 'currency', 1_000],
  ['0', 'int', 0],
  ['abc', 'currency', 'abc'],
  ['1,000', 'percent', '1,000'],
  ['Infinity', 'double', 'Infinity'],
  ['1234567890123456.78', 'currency', '1234567890123456.78'],
  ['', 'int', null],
  ['#N/A', 'double', null],
  ['true', 'boolean', true],
  ['false', 'boolean', false],
  ['', 'boolean', false],
  ['#N/A', 'boolean', false],
  ['TRUE', 'boolean', true],
  ['1', 'boolean', true],
  ['no', 'boolean', false],
  ['maybe', 'boolean', 'maybe'],
  ['12', 'string', '12'],
  ['true', undefined, 'true'],
  ['', 'string', null],
])('%j in a field of type %s is %j', (cell, type, value) => {
  expect(jsonValue(cell, type)).toBe(value);
});
