import type { OrgRecordKind } from '../catalog/org-records.ts';
import { append } from '../shared/append.ts';
import { type OrgRecord, oneOf, query } from './query.ts';
import type { Rest } from './rest.ts';
import { RestError } from './rest-error.ts';

/** Records of an org that a lookup may name, because they exist before any dataset is loaded. */
export interface NamedKind {
  /** For messages. */
  noun: string;
  /** What the ids of these records begin with: a name may have the form of an id. */
  idPrefix: string;
  /** The fields whose value is the name, the preferred one first. */
  fields: readonly [string, ...string[]];
  where?: string;
  /** The field with the one object that the record is for. */
  objectField?: string;
  /** False in this field means that the record can't be used. */
  activeField?: string;
  /** True if an org may have too many of them to read all. */
  many?: true;
}

/** The kinds by sobject; to add one, add a line. Sources: Object Reference; for prefixes, Salesforce Help, "Standard Field Key Prefix List". */
export const NAMED_KINDS: Readonly<Record<OrgRecordKind, NamedKind>> = {
  RecordType: {
    ...{ noun: 'record type', idPrefix: '012', fields: ['DeveloperName', 'Name'] },
    ...{ objectField: 'SobjectType', activeField: 'IsActive' },
  },
  User: { noun: 'user', idPrefix: '005', fields: ['Username'], activeField: 'IsActive', many: true },
  Group: { noun: 'queue', idPrefix: '00G', fields: ['DeveloperName', 'Name'], where: "Type = 'Queue'" },
  Profile: { noun: 'profile', idPrefix: '00e', fields: ['Name'] },
  UserRole: { noun: 'role', idPrefix: '00E', fields: ['DeveloperName', 'Name'] },
  BusinessHours: { noun: 'business hours', idPrefix: '01m', fields: ['Name'] },
  Pricebook2: { noun: 'price book', idPrefix: '01s', fields: ['Name'] },
};

/** A record of an org with its names. */
export interface NamedRecord {
  id: string;
  names: readonly string[];
  /** The objects that it is for; undefined for any. */
  objects?: readonly string[];
  active: boolean;
}

/** The records of an org that may be named, by sobject. */
export type OrgNames = ReadonlyMap<OrgRecordKind, readonly NamedRecord[]>;

/** Names in one query, so that its URL has fewer than 16,000 characters. */
const AT_ONCE = 150;

/** Records that are read so that a misspelled name gets a hint. */
const CANDIDATES = 2_000;

/** Reads the records of each kind that a dataset names: one query for each kind. An object that the org lacks is left out. */
export async function readNames(
  rest: Rest,
  wanted: ReadonlyMap<OrgRecordKind, ReadonlySet<string>>,
): Promise<OrgNames> {
  const read = [...wanted].map(async ([sobject, names]) => {
    const kind = NAMED_KINDS[sobject];
    try {
      const records = kind.many ? await readMany(rest, sobject, names) : await ask(rest, sobject, kind.where);
      const found = records.map((record) => namedRecord(kind, record));
      return [[sobject, sobject === 'Group' ? await withObjects(rest, found) : found] as const];
    } catch (error) {
      if (error instanceof RestError && error.code === 'INVALID_TYPE') return [];
      throw error;
    }
  });
  return new Map((await Promise.all(read)).flat());
}

function ask(rest: Rest, sobject: OrgRecordKind, where: string | undefined, most = 0): Promise<OrgRecord[]> {
  const { fields, objectField, activeField } = NAMED_KINDS[sobject];
  const columns = ['Id', ...fields, objectField, activeField].filter((field) => field !== undefined);
  const condition = where === undefined ? '' : ` WHERE ${where}`;
  return query(
    rest,
    `SELECT ${columns.join(', ')} FROM ${sobject}${condition}${most > 0 ? ` LIMIT ${most}` : ''}`,
  );
}

/** Those with the wanted names; if one is missing, also others, for a hint. */
async function readMany(
  rest: Rest,
  sobject: OrgRecordKind,
  names: ReadonlySet<string>,
): Promise<OrgRecord[]> {
  const [field] = NAMED_KINDS[sobject].fields;
  const all = [...names];
  const records: OrgRecord[] = [];
  for (let at = 0; at < all.length; at += AT_ONCE)
    append(records, await ask(rest, sobject, oneOf(field, all.slice(at, at + AT_ONCE))));
  const known = new Set(records.map((record) => foldName(String(record[field]))));
  if (all.every((name) => known.has(foldName(name)))) return records;
  const others = await ask(rest, sobject, undefined, CANDIDATES);
  return [...new Map([...records, ...others].map((record) => [record.Id, record])).values()];
}

function namedRecord({ fields, objectField, activeField }: NamedKind, record: OrgRecord): NamedRecord {
  return {
    id: String(record.Id),
    names: fields.map((field) => String(record[field] ?? '')),
    active: activeField === undefined || record[activeField] !== false,
    ...(objectField === undefined ? {} : { objects: [String(record[objectField])] }),
  };
}

/** A queue owns records only of the objects that it supports. Source: Object Reference, QueueSobject. */
async function withObjects(rest: Rest, queues: readonly NamedRecord[]): Promise<NamedRecord[]> {
  try {
    const records = await query(rest, 'SELECT QueueId, SobjectType FROM QueueSobject');
    return queues.map((queue) => ({
      ...queue,
      objects: records
        .filter(({ QueueId }) => QueueId === queue.id)
        .map(({ SobjectType }) => String(SobjectType)),
    }));
  } catch (error) {
    // A user may see the queues and not what they support.
    if (error instanceof RestError) return [...queues];
    throw error;
  }
}

/** Salesforce ignores case in all of these names. */
export const foldName = (name: string) => name.trim().toLowerCase();
