import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openStage, total } from './stage.ts';

const RECIPE = `
- snowfakery_version: 3
- object: Account
  fields: {Name: A1, RecordType: Business}
- object: Account
  fields: {Name: A2, RecordTypeId: Partner, OwnerId: jane@example.com}
- object: Case
  fields: {Subject: Help, AccountId: {reference: Account}, OwnerId: Tier_1}
`;

it('a recipe names record types, users, and queues of whatever org it is loaded into', async () => {
  const stage = await openStage({
    recordTypes: { Account: ['Business', 'Partner'] },
    queues: { Tier_1: ['Case'] },
    users: { 'jane@example.com': true },
  });
  try {
    writeFileSync(join(stage.cwd, 'names.yml'), RECIPE);
    const dir = join(stage.cwd, 'out');
    const generated = await stage.run(['generate', '--recipe', 'names.yml', '--output', dir]);
    expect([generated.exitCode, generated.stderr]).toEqual([0, expect.not.stringContaining('arning')]);
    const { exitCode, report } = await stage.load(dir);
    expect([exitCode, total(report, 'created')]).toEqual([0, 3]);
    const names = (id: unknown) => stage.running.org.records.get(String(id))?.DeveloperName;
    const accounts = stage.records('Account');
    expect(accounts.map((one) => names(one.RecordTypeId))).toEqual(['Business', 'Partner']);
    expect(names(stage.records('Case')[0]?.OwnerId)).toBe('Tier_1');
    expect(accounts[1]?.OwnerId).not.toBe(accounts[0]?.OwnerId);
    expect(total((await stage.load(dir)).report, 'sent')).toBe(0);
  } finally {
    await stage.end();
  }
});
