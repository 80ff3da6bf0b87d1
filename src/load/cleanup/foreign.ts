import type { OrgSchema } from '../../export/org-schema.ts';
import { query } from '../org/query.ts';
import { scopeOf } from '../org/scope.ts';
import type { Session } from '../org/session.ts';
import { oneOf } from '../org/soql.ts';

/**
 * What a delete of a parent does to a child by this lookup: it goes along, or it keeps the parent from being deleted.
 * Source: Salesforce Help, considerations for deleting accounts, contacts, opportunities and cases.
 */
const HANGING: readonly { parent: string; child: string; field: string; blocks: boolean }[] = [
  { parent: 'Account', child: 'Case', field: 'AccountId', blocks: true },
  { parent: 'Contact', child: 'Case', field: 'ContactId', blocks: true },
  { parent: 'Account', child: 'Contact', field: 'AccountId', blocks: false },
  { parent: 'Account', child: 'Opportunity', field: 'AccountId', blocks: false },
  { parent: 'Opportunity', child: 'OpportunityContactRole', field: 'OpportunityId', blocks: false },
  { parent: 'Contact', child: 'OpportunityContactRole', field: 'ContactId', blocks: false },
  ...['Account', 'Opportunity', 'Case'].flatMap((parent) =>
    ['Task', 'Event'].map((child) => ({ parent, child, field: 'WhatId', blocks: false })),
  ),
];

/** Records of others that a cleanup would take along, or that would stop it. */
export interface Foreign {
  sobject: string;
  ids: string[];
  blocks: boolean;
}

/** Finds what hangs on the data set's records and is not of the data set, asking `batchSize` ids at a time. */
export async function findForeign(
  session: Session,
  context: {
    schema: OrgSchema;
    externalIdField: string;
    prefix: string;
    batchSize: number;
    /** The data set's ids by sobject. */
    own: ReadonlyMap<string, readonly string[]>;
  },
): Promise<Foreign[]> {
  const { schema, externalIdField, prefix, batchSize, own } = context;
  const contacts = new Set(own.get('Contact'));
  const opportunities = new Set(own.get('Opportunity'));
  const found = new Map<string, Foreign>();
  for (const { parent, child, field, blocks } of HANGING) {
    const ids = own.get(parent) ?? [];
    const keyed = schema[child]?.fields[externalIdField] !== undefined;
    const fields = keyed ? ['Id', externalIdField] : ['Id', 'OpportunityId', 'ContactId'];
    for (let at = 0; at < ids.length; at += batchSize) {
      const where = oneOf(field, ids.slice(at, at + batchSize));
      const { how, and } = scopeOf(child);
      const soql = `SELECT ${fields.join(', ')} FROM ${child} WHERE ${where}${and}`;
      for (const record of await query(session.rest, soql, how)) {
        const ours = keyed
          ? String(record[externalIdField] ?? '').startsWith(prefix)
          : contacts.has(String(record.ContactId)) && opportunities.has(String(record.OpportunityId));
        if (ours) continue;
        const foreign = found.get(`${child} ${blocks}`) ?? { sobject: child, ids: [], blocks };
        if (!foreign.ids.includes(String(record.Id))) foreign.ids.push(String(record.Id));
        found.set(`${child} ${blocks}`, foreign);
      }
    }
  }
  return [...found.values()];
}
