import { describe, expect, it } from 'vitest';
import { standardCatalog } from '../../src/catalog/standard.ts';
import { asOfDay } from '../../src/commands/options/dataset-options.ts';
import { orgsOf } from '../../src/commands/options/org-options.ts';
import { checkPrefix } from '../../src/load/cleanup/cleanup-prefix.ts';
import { deleteOrder } from '../../src/load/cleanup/delete-stages.ts';
import { sameValue } from '../../src/load/difference/same-value.ts';
import { submittedFrom } from '../../src/load/loaders/sf-bulk/submit.ts';
import { readSfAnswer } from '../../src/org/answer.ts';
import { guardProduction, isProduction } from '../../src/org/guard.ts';
import { oneOf, soqlText, startsWith } from '../../src/org/query.ts';

describe('SOQL', () => {
  it.each([
    [startsWith('Key__c', 'TESTDATA_42_'), "Key__c LIKE 'TESTDATA\\_42\\_%'"],
    [startsWith('Key__c', "50%'\\"), "Key__c LIKE '50\\%\\'\\\\%'"],
    [soqlText("O'Brien \\"), "'O\\'Brien \\\\'"],
    [soqlText('a\ud800'), "'a\ufffd'"],
    [oneOf('Id', ['a', 'b']), "Id IN ('a','b')"],
  ])('%s', (soql, text) => {
    expect(soql).toBe(text);
  });
});

describe('production', () => {
  const org = {
    name: 'Acme',
    isSandbox: false,
    type: 'Enterprise Edition',
    instance: 'NA1',
    trialExpires: null,
  };
  it.each([
    ['an Enterprise org', org, true],
    ['a sandbox', { ...org, isSandbox: true }, false],
    ['a Developer Edition', { ...org, type: 'Developer Edition' }, false],
    ['a trial or scratch org', { ...org, trialExpires: '2026-12-01' }, false],
  ])('%s', (_, one, production) => {
    expect(isProduction(one)).toBe(production);
  });
  it('is refused without its host, with another host, and let in with its own', () => {
    const guard = (allowed: string | undefined) => () =>
      guardProduction(org, 'acme.my.salesforce.com', allowed, 'sfdc-datagen load');
    expect(guard(undefined)).toThrow('is a production org');
    expect(guard('other.my.salesforce.com')).toThrow('names other.my.salesforce.com');
    expect(guard('ACME.my.salesforce.com')).not.toThrow();
  });
});

describe('a cell and what the org holds are the same', () => {
  const of = (type: string, scale = 0) => ({ type, scale });
  it.each([
    [of('string'), 'a', 'a', true],
    [of('textarea'), 'a\r\nb ', 'a\nb', true],
    [of('string'), '', null, true],
    [of('string'), 'a', null, false],
    [of('email'), 'A@x.example.com', 'a@x.example.com', true],
    [of('currency', 2), '1000.5', 1000.5, true],
    [of('currency', 0), '1000.4', 1000, true],
    [of('double', 2), '1', 2, false],
    [of('int'), '', 5, false],
    [of('boolean'), 'true', true, true],
    [of('boolean'), '', false, true],
    [of('boolean'), 'true', null, false],
    [of('boolean'), 'TRUE', true, true],
    [of('boolean'), '0', false, true],
    [of('boolean'), '0', true, false],
    [of('boolean'), 'yes', null, false],
    [of('date'), '2026-01-15', '2026-01-15', true],
    [of('date'), '2026-01-15T00:00:00.000Z', '2026-01-15', true],
    [of('date'), '2026-01-16', '2026-01-15', false],
    [of('date'), '', '2026-01-15', false],
    [of('datetime'), '2026-01-15T14:30:00.000Z', '2026-01-15T14:30:00.000+0000', true],
    [of('datetime'), '2026-01-15T14:30:00.000Z', '2026-01-15T15:30:00.000+0000', false],
    [of('datetime'), '2026-01-15T14:30:00.000Z', '2026-01-15T09:30:00.000-0500', true],
    // An org keeps no milliseconds.
    [of('datetime'), '2026-01-15T14:30:00.999Z', '2026-01-15T14:30:00.000+0000', true],
    [of('datetime'), '2026-01-15T14:30:00.000Z', '2026-01-15T14:30:01.000+0000', false],
    [of('datetime'), '2026-01-15T14:30:00.999Z', '2026-01-15T14:30:01.000+0000', false],
    [of('multipicklist'), 'a;b', 'b;a', true],
    [of('multipicklist'), 'a;b', 'a;c', false],
    [of('multipicklist'), 'ab', 'ba', false],
    [of('multipicklist'), 'a; b;a', 'b;a', true],
    [of('time'), '10:30:00', '10:30:00.000Z', true],
    [of('time'), '10:30:00.5', '10:30:00.500Z', true],
    [of('time'), '10:30:00', '10:30:01.000Z', false],
    [{ ...of('textarea'), html: true }, 'a & b\nc', 'a &amp; b<br>c', true],
    [{ ...of('textarea'), html: true }, 'a & b', 'a &amp; c', false],
    [of('textarea'), 'a & b', 'a &amp; b', false],
    [of('encryptedstring'), '12345678', '****5678', true],
    [of('encryptedstring'), '1234-5678', 'XXXX-5678', true],
    [of('encryptedstring'), '12345678', '****5679', false],
    [of('encryptedstring'), 'Oavier', 'Xavier', false],
    [of('encryptedstring'), 'plain', 'plain', true],
    [of('email'), 'a@x.example.com', 'b@x.example.com', false],
    [of('string'), 'A', 'a', false],
    [of('textarea'), 'a\rb', 'a\nb', true],
    [of('textarea'), 'a\n\nb', 'a\nb', false],
    [of('string'), '', undefined, true],
    [of('string'), 'a', '', false],
    [of('string'), '', '', true],
    [of('string'), 'undefined', undefined, false],
    [of('boolean'), 'false', null, true],
    [of('boolean'), 'true', undefined, false],
    [of('boolean'), 'false', true, false],
    [of('int'), '5.0', 5, true],
    [of('int'), '', 0, false],
    [of('double', 2), '1.50', 1.5, true],
    [of('percent', 1), '10.0', 10, true],
    [of('percent', 1), '10.1', 10, false],
    [of('double', 2), '1', null, false],
  ])('%o %j %j: %s', (field, cell, held, same) => {
    expect(sameValue(field, cell, held)).toBe(same);
  });
});

describe('a prefix ends where a part of a key ends', () => {
  it.each(['TESTDATA_', 'TESTDATA_42_', 'TESTDATA_MINIMAL_42_', 'T1_A_B2_0_'])('%s', (prefix) =>
    expect(checkPrefix(prefix, 'TESTDATA_42_')).toBe(prefix),
  );
  it.each([
    ['TESTDATA_4', 'TESTDATA_4_'],
    ['TESTDATA', 'TESTDATA_'],
    ['TESTDATA_MINIMAL_42', 'TESTDATA_MINIMAL_42_'],
    // The recipe `minimal_big` begins so, too.
    ['TESTDATA_MINIMAL_', 'TESTDATA_MINIMAL_42_'],
    ['TESTDATA_minimal_42_', 'TESTDATA_42_'],
    ['', 'TESTDATA_42_'],
    ['TESTDATA_5_ ', 'TESTDATA_5_'],
    ['T', 'TESTDATA_42_'],
    ['%', 'TESTDATA_42_'],
    ['_', 'TESTDATA_42_'],
  ])('not %s: %s', (prefix, near) => expect(() => checkPrefix(prefix, 'TESTDATA_42_')).toThrow(near));
});

describe('the order of a delete', () => {
  it('takes cases and opportunities before what they hold, and objects of the user first', () => {
    const catalog = {
      ...standardCatalog,
      Visit__c: {
        code: 'V',
        match: { by: 'external_id' as const },
        fields: { Account__c: { type: 'reference' as const, to: ['Account'], relationship: 'Account__r' } },
      },
    };
    const sobjects = ['Account', 'Contact', 'Opportunity', 'Case', 'Task', 'Event', 'Visit__c'];
    expect(deleteOrder(catalog, sobjects)).toEqual([
      ['Visit__c'],
      ['Case', 'Opportunity'],
      ['Task', 'Event', 'Contact'],
      ['Account'],
    ]);
  });
});

describe('an answer of the CLI', () => {
  it.each([
    [
      'an upsert',
      '{"status":0,"result":{"jobInfo":{"id":"750A"},"records":{}}}',
      { kind: 'job', job: '750A' },
    ],
    ['an import', '{"status":0,"result":{"jobId":"750B"}}', { kind: 'job', job: '750B' }],
    [
      'warnings before the JSON',
      ' ›   Warning: old\n{"status":0,"result":{"jobId":"750C"}}',
      { kind: 'job', job: '750C' },
    ],
    [
      'a refusal',
      '{"status":1,"name":"INVALIDJOB","message":"no such field"}',
      { kind: 'refused', code: 'INVALIDJOB', message: 'no such field' },
    ],
    [
      'a broken connection',
      '{"status":10,"name":"TypeError","message":"fetch failed"}',
      { kind: 'connection', message: 'fetch failed' },
    ],
    ['nothing, since it was killed', '', { kind: 'connection', message: '`sf` printed nothing.' }],
  ])('%s', (_, stdout, submitted) => {
    expect(submittedFrom(readSfAnswer(stdout))).toEqual(submitted);
  });
});

describe('options', () => {
  it.each([
    ['dev,qa', {}, ['dev', 'qa']],
    ['qa, qa', {}, ['qa']],
    [undefined, { SF_ORG_ALIAS: 'env' }, ['env']],
    ['flag', { SF_ORG_ALIAS: 'env' }, ['flag']],
    [undefined, {}, [undefined]],
  ])('--target-org %s with %o', (flag, env, orgs) => {
    expect(orgsOf(flag, env)).toEqual(orgs);
  });
  it.each(['2026-02-30', '2026-1-1', 'tomorrow', ''])('--as-of %s is refused', (text) => {
    expect(() => asOfDay(text)).toThrow('--as-of must be a date');
  });
  it('--as-of today is a day', () => expect(asOfDay('today')).toMatch(/^\d{4}-\d\d-\d\d$/));
});
