import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { defaults } from '../../src/config/schema.ts';
import type { Manifest } from '../../src/dataset/manifest.ts';
import { manifestHash } from '../../src/dataset/read.ts';
import { headersOf } from '../../src/export/compile/export-file.ts';
import { prepareExport } from '../../src/export/prepare.ts';
import { readNeutral } from '../../src/export/read-neutral.ts';
import { sha256 } from '../../src/random/hash.ts';
import type { UserError } from '../../src/shared/errors.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'neutral-'));
});

const ROWS = 'ExternalId,Name,_industry\nTESTDATA_42_A1,One,insurance\n';
const INPUTS = { recipe: 'a', templates: 'b', config: 'c' };

/** Writes a stage of one object; returns the hash of its manifest. */
function write(stage: 'generated' | 'enriched', text = ROWS, more: Partial<Manifest> = {}): string {
  const dir = join(root, stage);
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, 'Account.csv'), text);
  const manifest = {
    ...{ stage, dataset: 'seed-42', seed: 42, as_of: '2026-11-02', key_prefix: 'TESTDATA_' },
    ...{ tool_version: '0.1.0', inputs: INPUTS },
    files: [{ object: 'Account', file: 'Account.csv', rows: 1, sha256: sha256(text) }],
    ...more,
  };
  writeFileSync(join(dir, 'manifest.json'), JSON.stringify(manifest));
  return manifestHash(JSON.stringify(manifest));
}
const errorOf = () => {
  try {
    return readNeutral(root).tables.length;
  } catch (error) {
    const { problems, next } = error as UserError;
    return { message: problems[0]!.message, file: problems[0]!.place?.file, next };
  }
};

describe('a data set from its folder', () => {
  it('is what was generated, where nothing was enriched', () => {
    const hash = write('generated');
    const { tables, ...about } = readNeutral(root);
    const whole = tables.map((table) => ({ ...table, rows: [...table.rows], lines: [...table.lines] }));
    expect({ ...about, tables: whole }).toEqual({
      ...{ name: 'seed-42', dataset: 'seed-42', seed: 42, as_of: '2026-11-02', key_prefix: 'TESTDATA_' },
      ...{ hash, recipe: 'a', settings: 'b c' },
      tables: [
        {
          ...{ sobject: 'Account', file: join(root, 'generated', 'Account.csv') },
          columns: ['ExternalId', 'Name', '_industry'],
          ...{ rows: [['TESTDATA_42_A1', 'One', 'insurance']], lines: [2] },
        },
      ],
    });
  });

  it('says whether it is an update, and how it is to be loaded', () => {
    const load = { Account: { load_after: ['Contact'] } };
    write('generated', ROWS, { update: true, load });
    expect(readNeutral(root)).toMatchObject({ update: true, load });
  });

  it('is what was enriched, where that was made from it', () => {
    const made_from = write('generated', ROWS.replace('One', '__LLM_PLACEHOLDER__'));
    write('enriched', ROWS.replace('One', 'Written'), { made_from });
    expect([...readNeutral(root).tables[0]!.rows]).toEqual([['TESTDATA_42_A1', 'Written', 'insurance']]);
  });

  it('is what was enriched, where that alone was handed on', () => {
    write('enriched', ROWS, { made_from: sha256('gone') });
    expect(readNeutral(root).tables).toHaveLength(1);
  });

  it('is what was enriched, where the generated files were left out', () => {
    const made_from = write('generated');
    write('enriched', ROWS, { made_from });
    rmSync(join(root, 'generated', 'Account.csv'));
    expect(readNeutral(root).tables).toHaveLength(1);
  });

  it('is what has a manifest: a folder that was begun and left does not count', () => {
    mkdirSync(join(root, 'enriched'));
    write('generated');
    expect(readNeutral(root).tables[0]!.file).toBe(join(root, 'generated', 'Account.csv'));
    rmSync(join(root, 'generated', 'manifest.json'));
    write('enriched', ROWS, { made_from: sha256('gone') });
    expect(readNeutral(root).tables[0]!.file).toBe(join(root, 'enriched', 'Account.csv'));
  });

  it('is refused where its enriched rows were made from others', () => {
    write('generated');
    write('enriched', ROWS, { made_from: sha256('another') });
    expect(errorOf()).toEqual({
      message: 'The enriched dataset was made from different generated rows.',
      ...{ file: join(root, 'enriched', 'manifest.json'), next: `sfdc-datagen enrich ${root}` },
    });
  });

  it('is refused where a generated file was edited after it was enriched', () => {
    const made_from = write('generated');
    write('enriched', ROWS, { made_from });
    writeFileSync(join(root, 'generated', 'Account.csv'), ROWS.replace('One', 'Edited'));
    expect(errorOf()).toMatchObject({ file: join(root, 'generated', 'Account.csv') });
  });

  it('is refused where a text is not written, with the command that writes it', () => {
    write('generated', ROWS.replace('One', '__LLM_PLACEHOLDER__'));
    expect(errorOf()).toMatchObject({
      message: "The text of Name isn't written yet.",
      next: `sfdc-datagen enrich ${root}`,
    });
  });
});

describe('a data set that is made ready for an org', () => {
  const neutral = () => {
    write('generated', readFileSync(join(root, 'text'), 'utf8'), {
      load: { Account: { load_after: ['Visit__c'] }, Visit__c: { priority: 'high' } },
    });
    return readNeutral(root);
  };
  beforeEach(() =>
    writeFileSync(
      join(root, 'text'),
      'ExternalId,Type,SLAExpirationDate__c,Odd__c\nTESTDATA_42_A1,Odd,2026-11-10,x\n',
    ),
  );
  const objects = {
    Account: { fields: { SLAExpirationDate__c: { type: 'date' as const } } },
  };
  const salesforce = {
    ...defaults.salesforce,
    external_id_field: 'Datagen_Key__c',
    picklists: { 'Account.Type': { Odd: 'Other' } },
  };
  const config = { ...defaults, objects, salesforce };

  it('takes the configuration at its word, moves to its day, and says what it takes for granted', () => {
    const prepared = prepareExport(neutral(), config, { asOf: '2026-11-09' });
    expect(prepared.neutral.as_of).toBe('2026-11-09');
    const [file] = prepared.compiled.files;
    expect(headersOf(file!)).toEqual(['Datagen_Key__c', 'Type', 'SLAExpirationDate__c', 'Odd__c']);
    expect(file!.rows.map(({ cells }) => cells)).toEqual([['TESTDATA_42_A1', 'Other', '2026-11-17', 'x']]);
    expect(prepared.compiled.notes).toEqual([
      expect.stringContaining('The catalog has no field Odd__c of Account'),
      'Account.Type: "Odd" loads as "Other" (1 row).',
    ]);
    expect([...prepared.keys]).toEqual([['TESTDATA_42_A1', 'Account']]);
    expect(prepared.unknown).toEqual([]);
    expect(prepared.catalog.Account!.fields.Odd__c).toMatchObject({ type: 'textarea' });
    expect(prepared.schema.Account!.fields).toHaveProperty('Datagen_Key__c');
  });

  it('stays on its day unless told, and is held against the org that is named', () => {
    const own = prepareExport(neutral(), config, {});
    expect(own.neutral.as_of).toBe('2026-11-02');
    const { Odd__c: _, ...fields } = own.schema.Account!.fields;
    const org = { ...own.schema, Account: { ...own.schema.Account!, fields } };
    const prepared = prepareExport(neutral(), config, { org });
    expect(prepared.schema).toBe(org);
    expect(prepared.compiled.warnings.map(({ message }) => message)).toEqual([
      "Account.Odd__c is left out: the org has no such field, or you don't have access to it.",
    ]);
  });
});
