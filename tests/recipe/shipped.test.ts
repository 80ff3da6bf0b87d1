import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { resolveConfig } from '../../src/config/resolve.ts';
import { generate } from '../../src/generate/generate.ts';
import { packageRoot } from '../../src/shared/package-root.ts';
import { type DataSet, inFolder, readDataSet } from '../support/data-set.ts';

/** The rows of a shipped recipe, or of the configuration that belongs to it. */
function shipped(name: string, accounts?: number): Promise<DataSet> {
  return inFolder(async (folder) => {
    const file = join(packageRoot, 'recipes', name);
    const isConfig = name.endsWith('.config.yml');
    const settings = [
      ...(isConfig ? [] : [{ path: ['recipe'], value: file, source: 'test' }]),
      ...(accounts ? [{ path: ['generation', 'accounts'], value: accounts, source: 'test' }] : []),
    ];
    const { config } = resolveConfig({ settings, env: {}, ...(isConfig ? { file } : {}) });
    const { warnings } = await generate({ config, options: new Map(), folder });
    expect(warnings).toEqual([]);
    return readDataSet(folder);
  });
}

describe('the recipes that come with the tool', () => {
  test.each([
    ['minimal.recipe.yml', undefined, { Account: 10 }],
    ['account.recipe.yml', 100, { Account: 100 }],
    ['base.recipe.yml', 7, { Account: 7, Contact: 14, Opportunity: 7 }],
    ['custom_object.config.yml', undefined, { Account: 10, Project__c: 20, Milestone__c: 60 }],
    ['people.config.yml', undefined, { Lead: 40, Contact: 20, Campaign: 3, CampaignMember: 45 }],
  ])('%s makes its rows without a warning', async (name, accounts, counts) => {
    const data = await shipped(name, accounts);
    expect(Object.fromEntries(Object.entries(data).map(([object, rows]) => [object, rows.length]))).toEqual(
      counts,
    );
  });

  test('account distributes its types in their shares', async () => {
    const { Account } = await shipped('account.recipe.yml', 100);
    expect(Account!.filter(({ Type }) => Type === 'Prospect')).toHaveLength(50);
  });

  test('custom_object has each milestone below its own project', async () => {
    const { Milestone__c, Project__c } = await shipped('custom_object.config.yml');
    for (const { ExternalId, Project__c: project } of Milestone__c!)
      expect(ExternalId!.startsWith(project!)).toBe(true);
    expect(Project__c!.every(({ Account__c, ExternalId }) => ExternalId!.startsWith(Account__c!))).toBe(true);
  });

  test('people makes nobody a member of a campaign twice', async () => {
    const { CampaignMember } = await shipped('people.config.yml');
    const members = CampaignMember!.map(
      ({ CampaignId, LeadId, ContactId }) => `${CampaignId} ${LeadId}${ContactId}`,
    );
    expect(new Set(members).size).toBe(members.length);
  });
});
