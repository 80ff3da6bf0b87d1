import type { Org } from '../org.ts';
import type { OrgObject } from '../schema/types.ts';
import type { OrgRecord, Values } from '../value.ts';

/** A record that is to be saved: what is sent, and what it will be. */
export interface Change {
  org: Org;
  object: OrgObject;
  /** The record as it is; undefined on insert. */
  before: OrgRecord | undefined;
  /** What was sent, references as ids. */
  sent: Values;
  /** The record as it will be: `before`, or the defaults, with `sent` over it. */
  after: Values;
  /** `Sforce-Duplicate-Rule-Header: allowSave=true`; the Bulk API has no such switch. */
  allowDuplicates: boolean;
}
