import { base64 } from '../../recipe/plugins/base64.ts';
import { counters } from '../../recipe/plugins/counters.ts';
import { dataset } from '../../recipe/plugins/dataset.ts';
import { file } from '../../recipe/plugins/file.ts';
import { math } from '../../recipe/plugins/math.ts';
import type { Plugin } from '../../recipe/plugins/plugin.ts';
import { schedule } from '../../recipe/plugins/schedule.ts';
import { statisticalDistributions } from '../../recipe/plugins/statistics.ts';
import { uniqueIdPlugin } from '../../recipe/plugins/unique-id.ts';
import type { UniqueIds } from '../../recipe/plugins/unique-ids.ts';
import type { OrgAnswers } from './org-answers.ts';
import { salesforce, salesforceQuery, soqlDataset } from './salesforce.ts';

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
