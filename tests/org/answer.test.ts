import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { jsonBody, readSfAnswer, shaped } from '../../src/org/answer.ts';
import { UserError } from '../../src/shared/errors.ts';

describe('an odd answer of the CLI is a failure with a sentence', () => {
  it.each([
    ['nothing', '', '`sf` printed nothing.'],
    ['blanks', ' \n\n', '`sf` printed nothing.'],
    ['null', 'null', '`sf` printed "null", but its JSON was expected.'],
    ['a list', '[]', '`sf` printed "[]", but'],
    ['a number', '5', '`sf` printed "5", but'],
    ['a word', 'hello', '`sf` printed "hello", but'],
    ['a torn document', '{"status":0,"result":{"id', 'which ends too early, but its JSON was expected.'],
    ['a torn document after a warning', 'Warning: old\n{"status":0,"re', 'which ends too early'],
    [
      'a page',
      '<!DOCTYPE html><html><head><title>Sign in</title></head></html>',
      '`sf` printed "<!DOCTYPE html><html><head><title>Sign …", but',
    ],
    [
      'a great deal',
      `{"status":0,"result":"${'x'.repeat(1_000_000)}`,
      '`sf` printed "{"status":0,"result":"xxxxxxxxxxxxxxxxx…", which ends too early',
    ],
  ])('%s', (_, stdout, message) => {
    const answer = readSfAnswer(stdout);
    expect(answer).toMatchObject({ ok: false, name: 'NoAnswer', actions: [], connection: false });
    expect(!answer.ok && answer.message).toContain(message);
  });

  it.each([
    ['{}', { ok: false, name: 'UnknownError', message: 'it gave no reason: "{}".', actions: [] }],
    ['{"name":5,"message":["a"],"actions":"b"}', { ok: false, name: 'UnknownError', actions: [] }],
    ['{"name":"X","message":"y","actions":["a",1]}', { ok: false, name: 'X', message: 'y', actions: ['a'] }],
    ['{"status":0,"result":null}', { ok: true, result: null }],
    ['{"status":"0","result":[]}', { ok: true, result: [] }],
    [' ›   Warning: {old}\n{"status":0,"result":1}', { ok: true, result: 1 }],
    ['Warning {"status":0,"result":2}', { ok: true, result: 2 }],
    ['\u001B[33mWarning\u001B[39m\n{"status":0,"result":3}\n', { ok: true, result: 3 }],
  ])('%j is read as far as it goes', (stdout, answer) => {
    expect(readSfAnswer(stdout)).toMatchObject(answer);
  });
});

it('no token is in the words of a failure', () => {
  const token = '00D5g00000ABCDEFGH!AQcAQ.abc';
  const url = 'force://PlatformCLI::5Aep861abcdef.GH@x.my.salesforce.com';
  for (const stdout of [
    JSON.stringify({ name: 'Boom', message: `Bearer ${token} ${url}`, actions: [`use ${url}`] }),
    JSON.stringify({ name: token, reason: url }),
    `${url} ${token}`,
  ])
    expect(JSON.stringify(readSfAnswer(stdout))).not.toMatch(/AQcAQ|5Aep/);
});

describe('an answer of another form', () => {
  const form = z.object({ records: z.array(z.object({ Id: z.string() })) });
  it.each([
    [undefined, 'expected object, received undefined'],
    [null, 'expected object, received null'],
    ['text', 'expected object, received string'],
    [[], 'expected object, received array'],
    [{}, 'records: expected array, received undefined'],
    [{ records: [{ Id: 'a' }, { Id: 5 }] }, 'records.1.Id: expected string, received number'],
  ])('%j', (value, wrong) => {
    const read = () => shaped(form, value, { what: 'A query', check: 'sf org display' });
    expect(read).toThrow(UserError);
    expect(read).toThrow(`A query gave an unexpected answer: ${wrong}.`);
  });
  it.each(['', '<html>', '{"a":', 'null}'])('a body that is no JSON: %j', (text) => {
    expect(() => jsonBody(text, { what: 'host (GET limits)', check: 'sf org display' })).toThrow(UserError);
  });
});
