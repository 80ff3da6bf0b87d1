import { base64 } from './base64.ts';
import { counters } from './counters.ts';
import { dataset } from './dataset/dataset.ts';
import { file } from './file.ts';
import { math } from './math/math.ts';
import type { OrgAnswers } from './org-answers.ts';
import type { Plugin } from './plugin.ts';
import { salesforce, salesforceQuery, soqlDataset } from './salesforce.ts';
import { schedule } from './schedule/schedule.ts';
import { statisticalDistributions } from './statistics/statistics.ts';
import { uniqueIdPlugin } from './unique-ids/unique-id.ts';
import type { UniqueIds } from './unique-ids/unique-ids.ts';

/** What plugins depend on. */
export interface PluginInput {
  ids: UniqueIds;
  /** Results of queries in an org. */
  org: () => OrgAnswers;
}

/** The plugins that come with Snowfakery, by the class that a recipe declares. */
export const STANDARD_PLUGINS = {
  Base64: () => base64,
  Counters: () => counters,
  Dataset: () => dataset,
  File: () => file,
  Math: () => math,
  Schedule: () => schedule,
  StatisticalDistributions: () => statisticalDistributions,
  Salesforce: ({ org }) => salesforce(org),
  SalesforceQuery: ({ org }) => salesforceQuery(org),
  SOQLDataset: ({ org }) => soqlDataset(org),
  UniqueId: ({ ids }) => uniqueIdPlugin(ids),
} satisfies Record<string, (input: PluginInput) => Plugin>;

/** The standard plugin of this name, if there is one. */
export function standardPlugin(name: string, input: PluginInput): Plugin | undefined {
  const plugins: Readonly<Record<string, (input: PluginInput) => Plugin>> = STANDARD_PLUGINS;
  return Object.hasOwn(plugins, name) ? plugins[name]!(input) : undefined;
}
