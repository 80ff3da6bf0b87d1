import type { Catalog } from '../catalog/types.ts';
import type { FieldChange } from './schema/corrections.ts';
import type { FieldValue } from './value.ts';

/** The options of an org; a test sets only those that matter to it. */
export interface OrgOptions {
  /** 0 uses any free port. */
  port: number;
  /** The username of the login; `sf` keeps one login per username, so concurrent orgs need one each. */
  username: string;
  /** The result of `SELECT … FROM Organization`. */
  edition: 'developer' | 'sandbox' | 'production' | 'trial';
  /** The duration of a bulk job. */
  jobSeconds: number;
  /** `Case.Status` -> the values in this org; `Task.Type` -> 'missing'. */
  fields: Record<string, FieldChange>;
  /** `Account.Rating` -> the value that a flow or a default sets on create if the field is blank. */
  fills: Record<string, FieldValue>;
  /** `Account` -> the DeveloperNames of its record types. */
  recordTypes: Readonly<Record<string, readonly string[]>>;
  /** Record types that exist and that the user's profile doesn't have: `Account.Partner`. */
  unavailableRecordTypes: readonly string[];
  /** True if persons can be accounts; `PersonAccount` is then a record type of Account. */
  personAccounts: boolean;
  /** The DeveloperName of a queue -> the objects that it may own. */
  queues: Readonly<Record<string, readonly string[]>>;
  /** Usernames of more users; true for those that are active. */
  users: Readonly<Record<string, boolean>>;
  /** Standard objects that the org doesn't have. */
  missing: readonly string[];
  /** Custom objects, in the catalog's form. */
  objects: Catalog;
  /** An External ID field that already exists with its permission set, as after `setup`. */
  externalId: string | undefined;
  /** Some orgs refuse `unique` on Activity. */
  refuseUniqueOnActivity: boolean;
  /** Data storage in megabytes; a record takes 2 KB. */
  storageMb: number;
  /** Remaining API calls today. */
  apiCalls: number;
  /** Remaining bulk batches today. */
  bulkBatches: number;
  /** The most bytes of a bulk job's CSV, before the org encodes them. */
  jobBytes: number;
  /** True if the user may delete permanently. */
  hardDelete: boolean;
  /** Objects whose standard duplicate rule is active. */
  duplicateRules: readonly ('Account' | 'Contact')[];
  /** Records per page of a query. */
  queryPage: number;
}

/** A new Developer Edition org without the External ID fields, with room for more than the default dataset. */
export const DEFAULT_OPTIONS: OrgOptions = {
  port: 0,
  username: 'admin@practice.example.com',
  edition: 'developer',
  jobSeconds: 0.5,
  fields: {},
  fills: {},
  recordTypes: {},
  unavailableRecordTypes: [],
  personAccounts: false,
  queues: {},
  users: {},
  missing: [],
  objects: {},
  externalId: undefined,
  refuseUniqueOnActivity: false,
  storageMb: 200,
  apiCalls: 15_000,
  bulkBatches: 15_000,
  jobBytes: 112_500_000,
  hardDelete: false,
  duplicateRules: [],
  queryPage: 2_000,
};
