import type { Catalog } from '../catalog/types.ts';
import type { FieldChange } from './schema/corrections.ts';
import type { FieldValue } from './value.ts';

/** How an org can be configured; a test states only what it cares about. */
export interface OrgOptions {
  /** 0 takes any free port. */
  port: number;
  /** Of the user who is logged in; `sf` keeps one login for each, so orgs at one time need one each. */
  username: string;
  /** What `SELECT … FROM Organization` says. */
  edition: 'developer' | 'sandbox' | 'production' | 'trial';
  /** How long a bulk job takes. */
  jobSeconds: number;
  /** `Case.Status` -> the values that this org has; `Task.Type` -> 'missing'. */
  fields: Record<string, FieldChange>;
  /** `Account.Rating` -> what a flow, or a default, fills in on create where a record has nothing there. */
  fills: Record<string, FieldValue>;
  /** Objects of the user's own, in the catalog's shape. */
  objects: Catalog;
  /** An External ID field that is already there and granted, as after `setup`. */
  externalId: string | undefined;
  /** Some orgs refuse `unique` on Activity. */
  refuseUniqueOnActivity: boolean;
  /** Data storage in megabytes; a record takes 2 KB. */
  storageMb: number;
  /** Calls of the API that are left today. */
  apiCalls: number;
  /** Bulk batches that are left today. */
  bulkBatches: number;
  /** True if the user may delete past the recycle bin. */
  hardDelete: boolean;
  /** Objects whose standard duplicate rule is active. */
  duplicateRules: readonly ('Account' | 'Contact')[];
  /** Records of a page of a query. */
  queryPage: number;
}

/** A new Developer Edition org, without the External ID fields, with room for more than the default dataset. */
export const DEFAULT_OPTIONS: OrgOptions = {
  port: 0,
  username: 'admin@practice.example.com',
  edition: 'developer',
  jobSeconds: 0.5,
  fields: {},
  fills: {},
  objects: {},
  externalId: undefined,
  refuseUniqueOnActivity: false,
  storageMb: 200,
  apiCalls: 15_000,
  bulkBatches: 15_000,
  hardDelete: false,
  duplicateRules: [],
  queryPage: 2_000,
};
