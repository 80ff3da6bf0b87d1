import { base64 } from './base64.ts';
import { counters } from './counters.ts';
import { dataset } from './dataset.ts';
import { file } from './file.ts';
import { math } from './math.ts';
import type { OrgAnswers } from './org-answers.ts';
import type { Plugin } from './plugin.ts';
import { salesforce, salesforceQuery, soqlDataset } from './salesforce.ts';
import { schedule } from './schedule.ts';
import { statisticalDistributions } from './statistics.ts';
import { uniqueIdPlugin } from './unique-id.ts';
import type { UniqueIds } from './unique-ids.ts';

/** What plugins are made from. */
export interface PluginInput {
  ids: UniqueIds;
  /** The org's answers, for those that ask one. */
  org: () => OrgAnswers;
}

/** The plugins that come with Snowfakery, by the class that a recipe declares. */
export const STANDARD_PLUGINS: Readonly<Record<string, (input: PluginInput) => Plugin>> = {
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
};
