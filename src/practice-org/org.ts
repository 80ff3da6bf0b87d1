import type { IngestJob } from './bulk/job.ts';
import type { QueryJob } from './bulk/query.ts';
import type { Deploy } from './deploy/deploy.ts';
import { createFaults, type Faults } from './faults/faults.ts';
import { makeId } from './ids.ts';
import { DEFAULT_OPTIONS, type OrgOptions } from './options.ts';
import { createRecords, type Records } from './records.ts';
import { buildSchema, recordTypesOf } from './schema/build.ts';
import type { Schema, SchemaObject } from './schema/types.ts';
import type { FieldValue, Values } from './value.ts';

/** A call that the org has received. */
export interface LoggedRequest {
  method: string;
  path: string;
  /** The query, if it is one. */
  soql: string | undefined;
  status: number;
  /** Milliseconds since the epoch, when it came in. */
  at: number;
  agent: string;
}

/** The whole state of the org, in memory only. */
export interface Org {
  options: OrgOptions;
  schema: Schema;
  records: Records;
  faults: Faults;
  requests: LoggedRequest[];
  jobs: Map<string, IngestJob>;
  queryJobs: Map<string, QueryJob>;
  /** Returns of queries that have more pages. */
  cursors: Map<string, unknown[]>;
  deploys: Map<string, Deploy>;
  orgId: string;
  userId: string;
  userProfileId: string;
  nextNumber(): number;
}

/** The org's data in `Organization`, which its guard against production checks. */
const EDITIONS: Record<OrgOptions['edition'], Values> = {
  developer: { IsSandbox: false, OrganizationType: 'Developer Edition', TrialExpirationDate: null },
  sandbox: { IsSandbox: true, OrganizationType: 'Enterprise Edition', TrialExpirationDate: null },
  production: { IsSandbox: false, OrganizationType: 'Enterprise Edition', TrialExpirationDate: null },
  trial: {
    IsSandbox: false,
    OrganizationType: 'Enterprise Edition',
    TrialExpirationDate: '2099-01-01T00:00:00.000Z',
  },
};

/** The sobject with that name, in any case. */
export function objectNamed(org: Org, name: string): SchemaObject | undefined {
  return org.schema.get(name.toLowerCase());
}

/** Inserts a record as the system does: without rules, with system fields. */
export function seed(org: Org, sobject: string, values: Record<string, FieldValue>): string {
  const object = objectNamed(org, sobject)!;
  const now = new Date().toISOString();
  const stamps = { CreatedDate: now, LastModifiedDate: now, SystemModstamp: now };
  return org.records.insert(object, {
    ...stamps,
    CreatedById: org.userId,
    LastModifiedById: org.userId,
    ...values,
  }).Id;
}

/** A new org with one user, who is its administrator. */
export function createOrg(given: Partial<OrgOptions> = {}): Org {
  const options = { ...DEFAULT_OPTIONS, ...given };
  const schema = buildSchema(options);
  let made = 0;
  const org: Org = {
    options,
    schema,
    records: createRecords(schema),
    faults: createFaults(),
    requests: [],
    jobs: new Map(),
    queryJobs: new Map(),
    cursors: new Map(),
    deploys: new Map(),
    orgId: '',
    userId: '',
    userProfileId: '',
    nextNumber: () => ++made,
  };
  org.orgId = seed(org, 'Organization', {
    Name: 'Practice Org',
    InstanceName: 'LOCAL',
    NamespacePrefix: null,
    LanguageLocaleKey: 'en_US',
    DefaultLocaleSidKey: 'en_US',
    TimeZoneSidKey: 'America/Los_Angeles',
    ...EDITIONS[options.edition],
  });
  org.userProfileId = seed(org, 'Profile', {
    Name: 'System Administrator',
    PermissionsModifyAllData: true,
    PermissionsBulkApiHardDelete: options.hardDelete,
  });
  for (const Name of ['Standard User', 'Minimum Access - Salesforce'])
    seed(org, 'Profile', { Name, PermissionsModifyAllData: false, PermissionsBulkApiHardDelete: false });
  org.userId = seed(org, 'User', {
    Username: options.username,
    FirstName: 'Practice',
    LastName: 'Admin',
    Name: 'Practice Admin',
    Email: options.username,
    IsActive: true,
    UserType: 'Standard',
    TimeZoneSidKey: 'America/Los_Angeles',
    ProfileId: org.userProfileId,
  });
  seedNamed(org);
  seed(org, 'Pricebook2', { Name: 'Standard Price Book', IsStandard: true, IsActive: true });
  for (const sobject of ['Account', 'Contact'] as const)
    seed(org, 'DuplicateRule', {
      DeveloperName: `Standard_${sobject}_Duplicate_Rule`,
      MasterLabel: `Standard ${sobject} Duplicate Rule`,
      SobjectType: sobject,
      IsActive: options.duplicateRules.includes(sobject),
    });
  return org;
}

/** The records that lookups of a dataset may name: other users, record types, and queues. */
function seedNamed(org: Org): void {
  const { users, queues } = org.options;
  for (const [Username, IsActive] of Object.entries(users))
    seed(org, 'User', {
      ...{ Username, IsActive, Email: Username, FirstName: null, LastName: Username, Name: Username },
      ...{ UserType: 'Standard', TimeZoneSidKey: 'America/Los_Angeles', ProfileId: org.userProfileId },
    });
  for (const [SobjectType, names] of Object.entries(recordTypesOf(org.options)))
    for (const DeveloperName of names)
      seed(org, 'RecordType', {
        Name: DeveloperName.replaceAll('_', ' '),
        DeveloperName,
        SobjectType,
        IsActive: true,
        ...(org.options.personAccounts ? { IsPersonType: DeveloperName === 'PersonAccount' } : {}),
      });
  for (const [DeveloperName, objects] of Object.entries(queues)) {
    const QueueId = seed(org, 'Group', {
      Name: DeveloperName.replaceAll('_', ' '),
      DeveloperName,
      Type: 'Queue',
    });
    for (const SobjectType of objects) seed(org, 'QueueSobject', { QueueId, SobjectType });
  }
}

/** True if the user may give a record this record type. */
export function mayUseRecordType(org: Org, sobject: string, id: FieldValue): boolean {
  const record = org.records.get(String(id));
  const path = `${record?.SobjectType}.${record?.DeveloperName}`;
  return (
    record?.SobjectType === sobject &&
    record.IsActive !== false &&
    !org.options.unavailableRecordTypes.includes(path)
  );
}

/** The id of something that isn't a record: a job, a deploy, a cursor. */
export function newId(org: Org, prefix: string): string {
  return makeId(prefix, org.nextNumber());
}
