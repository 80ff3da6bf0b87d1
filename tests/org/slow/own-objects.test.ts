import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { manifestText } from '../../../src/dataset/manifest.ts';
import { sha256 } from '../../../src/dataset/read.ts';
import { makeDataSet } from '../../load/data-set.ts';
import { openStage, total } from '../../load/e2e/stage.ts';

const CONFIG = `
objects:
  Visit__c:
    code: V
    fields:
      Account__c: {type: reference, to: [Account], relationship: Account__r}
      Topic__c: {type: string, length: 80}
`;

it("sets up, loads and cleans up an object of the user's own like the others", async () => {
  const stage = await openStage({
    externalId: undefined,
    objects: {
      Visit__c: {
        code: 'V',
        match: { by: 'external_id' },
        fields: {
          Account__c: { type: 'reference', to: ['Account'], relationship: 'Account__r' },
          Topic__c: { type: 'string', length: 80 },
        },
      },
    },
  });
  try {
    const dir = await makeDataSet(4);
    const text = 'ExternalId,Account__c,Topic__c\nTESTDATA_42_A0000001_V01,TESTDATA_42_A0000001,Roof\n';
    const file = join(dir, 'enriched/manifest.json');
    const manifest = JSON.parse(readFileSync(file, 'utf8'));
    manifest.files.push({ object: 'Visit__c', file: 'Visit__c.csv', rows: 1, sha256: sha256(text) });
    writeFileSync(file, manifestText(manifest));
    writeFileSync(join(dir, 'enriched/Visit__c.csv'), text);
    writeFileSync(join(stage.cwd, 'config.yml'), CONFIG);

    const setup = await stage.run(['setup', '--org', 'qa', '--json']);
    expect(setup.json.orgs[0].sobjects).toContain('Visit__c');
    const first = await stage.load(dir);
    expect(first.exitCode).toBe(0);
    expect(stage.records('Visit__c')).toMatchObject([{ Topic__c: 'Roof' }]);
    expect(total((await stage.load(dir)).report, 'sent')).toBe(0);
    expect((await stage.run(['cleanup', '--org', 'qa', '--json'])).json.orgs[0].left).toEqual({});
    expect(stage.records('Visit__c')).toEqual([]);
  } finally {
    await stage.end();
  }
});

it('loads two orgs one after the other', async () => {
  const [one, two] = [await openStage(), await openStage()];
  try {
    const dir = await makeDataSet(2);
    const { loginSf } = await import('../harness.ts');
    await loginSf(one.sf, two.running, 'dev');
    const done = await one.run(['load', dir, '--target-org', 'qa,dev', '--json']);
    expect(done.json.orgs.map((org: { org: string }) => org.org)).toEqual(['qa', 'dev']);
    expect(two.records('Account')).toHaveLength(2);
  } finally {
    await one.end();
    await two.end();
  }
});
