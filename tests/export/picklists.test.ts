import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaults } from '../../src/config/schema.ts';
import {
  agreedMaps,
  chooseValue,
  industries,
  industryPicklists,
} from '../../src/export/compile/picklists.ts';
import { indexKeys } from '../../src/export/keys.ts';
import { tableOf } from './tables.ts';

describe('the value to send', () => {
  it.each([
    ['a value that the org has, whatever it is mapped to', 'New', ['Working'], 'New'],
    ['the first mapped value that the org has', 'Odd', [undefined, 'Nowhere', 'Working', 'New'], 'Working'],
    ['none, where it is mapped to a blank', 'Odd', ['', 'Working'], ''],
    ['nothing to send, where the org has neither', 'Odd', [undefined, 'Nowhere'], undefined],
  ])('is %s', (_, value, candidates, sent) => {
    expect(chooseValue(value, ['New', 'Working'], candidates)).toBe(sent);
  });
});

describe('what industries agree on', () => {
  it('is each value that all which map it map alike', () => {
    const agreed = agreedMaps([
      { 'Case.Status': { 'On Hold': 'Working', Odd: 'New' }, 'Case.Origin': { Fax: 'Phone' } },
      { 'Case.Status': { 'On Hold': 'Working', Odd: 'Closed' } },
      { 'Task.Status': { 'On Hold': 'Waiting' } },
    ]);
    expect(agreed).toEqual({
      'Case.Status': { 'On Hold': 'Working' },
      'Case.Origin': { Fax: 'Phone' },
      'Task.Status': { 'On Hold': 'Waiting' },
    });
  });
});

describe('the industry of a row', () => {
  const tables = [
    tableOf('Account', 'Name _industry', ['K_A1', 'One', 'insurance'], ['K_A2', 'Two', '']),
    tableOf('Contact', 'AccountId _industry', ['K_A1_C1', 'K_A1', ''], ['K_A1_C2', 'K_A1', 'health']),
    tableOf('Case', 'AccountId', ['K_A1_C2_S1', 'K_A1'], ['K_A1_X9_S1', 'K_A1'], ['K_A2_S1', 'K_A2']),
  ];
  const industryOf = (key: string) => industries(tables, indexKeys(tables))(key);
  it.each([
    ['its own', 'K_A1', 'insurance'],
    ['its own before that of its ancestor', 'K_A1_C2', 'health'],
    ['that of its ancestor, where it has none itself', 'K_A1_C1', 'insurance'],
    ['that of the nearest ancestor', 'K_A1_C2_S1', 'health'],
    ['that of the nearest ancestor which is a row', 'K_A1_X9_S1', 'insurance'],
    ['none, where no ancestor has one', 'K_A2_S1', undefined],
    ['none, where the key has no parts', 'K', undefined],
  ])('is %s', (_, key, industry) => {
    expect(industryOf(key)).toBe(industry);
  });

  it('is none in a data set without industries', () => {
    const plain = [tableOf('Account', 'Name', ['A1', 'One'])];
    expect(industries(plain, indexKeys(plain))('A1')).toBeUndefined();
  });
});

describe('the mappings of the templates of industries', () => {
  const folder = mkdtempSync(join(tmpdir(), 'industries-'));
  const configWith = (text?: string) => {
    const template = join(folder, text === undefined ? 'none.yml' : 'health.yml');
    if (text !== undefined) writeFileSync(template, text);
    return { ...defaults, industries: [{ ...defaults.industries[0]!, name: 'clinics', template }] };
  };
  it('go by the name of the configuration and by that of the template', () => {
    const maps = { 'Case.Status': { Odd: 'New' } };
    const config = configWith(`name: health\nother: 1\npicklists:\n  Case.Status:\n    Odd: New\n`);
    expect(industryPicklists(config)).toEqual({ clinics: maps, health: maps });
  });
  it('are none in a template without any, and where no template is left', () => {
    expect(industryPicklists(configWith('name: health\n'))).toEqual({ clinics: {}, health: {} });
    expect(industryPicklists(configWith())).toEqual({});
  });
  it('must be strings', () => {
    const broken = configWith('name: health\npicklists:\n  Case.Status: [1]\n');
    expect(() => industryPicklists(broken)).toThrow(/health\.yml:3.*Case\.Status/);
  });
});
