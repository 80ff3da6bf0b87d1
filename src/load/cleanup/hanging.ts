import { z } from 'zod';
import type { ListedObject } from '../../org/about-org.ts';
import { shaped } from '../../org/answer.ts';

/** A lookup to an object, as the describe of that object lists it. */
export interface ChildRelationship {
  child: string;
  field: string;
  cascade: boolean;
  restrict: boolean;
}

/** Records whose lookup leads to a record that is to be deleted: they go along, or keep it from being deleted. */
export interface Hanging {
  child: string;
  field: string;
  blocks: boolean;
  /** True if the describe lists the lookup; without it, an org that doesn't know the field has no such records. */
  described: boolean;
}

const flag = z.boolean().nullish();

const described = z.object({
  childRelationships: z
    .array(
      z.object({
        childSObject: z.string().nullish(),
        field: z.string().nullish(),
        cascadeDelete: flag,
        restrictedDelete: flag,
        deprecatedAndHidden: flag,
      }),
    )
    .nullish(),
});

/** The lookups to an object, from the answer of `sobjects/<name>/describe`. */
export function parseChildren(answer: unknown, check: string): ChildRelationship[] {
  return (shaped(described, answer, { what: 'A describe', check }).childRelationships ?? []).flatMap((one) =>
    one.childSObject && one.field && !one.deprecatedAndHidden
      ? [
          {
            child: one.childSObject,
            field: one.field,
            cascade: one.cascadeDelete === true,
            restrict: one.restrictedDelete === true,
          },
        ]
      : [],
  );
}

/**
 * What the platform itself attaches to records: follows, topics, feeds, approvals, matches, invitations. It goes along in
 * silence, as shares and histories do. Source: Object Reference for the Salesforce Platform.
 */
const KEPT_BY_PLATFORM = new Set([
  ...['EntitySubscription', 'TopicAssignment', 'FeedItem', 'FeedComment', 'FeedRevision', 'FeedAttachment'],
  ...['ProcessInstance', 'ProcessInstanceHistory', 'ProcessInstanceStep', 'FlowRecordRelation'],
  ...['RecordAction', 'RecordActionHistory', 'RecentlyViewed', 'UserRecordAccess', 'NetworkActivityAudit'],
  ...['DuplicateRecordItem', 'CollaborationGroupRecord', 'BackgroundOperation', 'ActivityMetric'],
  ...['AccountCleanInfo', 'ContactCleanInfo', 'LeadCleanInfo', 'AIInsightValue', 'AIRecordInsight'],
  ...['EventRelation', 'AcceptedEventRelation', 'DeclinedEventRelation', 'UndecidedEventRelation'],
  ...['TaskRelation', 'EventWhoRelation', 'TaskWhoRelation', 'LookedUpFromActivity'],
  // Views of records that are counted where they are: activities, notes, files, partners.
  ...['ActivityHistory', 'OpenActivity', 'NoteAndAttachment', 'CombinedAttachment'],
  ...['AttachedContentDocument', 'AttachedContentNote', 'AccountPartner', 'OpportunityPartner'],
]);

/** `AccountShare`, `Trip__History`: no object of people's own ends so, theirs end with `__c`. */
const KEPT_AS = /(?:History|Feed|Share|ChangeEvent|__Tag)$/;

function keptByPlatform(name: string, listed: ReadonlyMap<string, ListedObject>): boolean {
  const object = listed.get(name);
  return (
    KEPT_BY_PLATFORM.has(name) ||
    KEPT_AS.test(name) ||
    object?.keptAs !== undefined ||
    object?.queryable === false
  );
}

/**
 * What is deleted with its parent, or keeps it, whatever the describe says of it. Without a parent's name it may belong to
 * records of any object. Source: Salesforce Help, considerations for deleting accounts, contacts, opportunities and cases.
 */
const STANDARD: readonly { parents?: readonly string[]; child: string; field: string; blocks?: true }[] = [
  { parents: ['Account'], child: 'Case', field: 'AccountId', blocks: true },
  { parents: ['Contact'], child: 'Case', field: 'ContactId', blocks: true },
  { parents: ['Account'], child: 'Contact', field: 'AccountId' },
  // One that is won, or of another owner, keeps its account.
  { parents: ['Account'], child: 'Opportunity', field: 'AccountId', blocks: true },
  ...['Asset', 'Contract', 'Order', 'Entitlement', 'ServiceContract'].map((child) => ({
    parents: ['Account'],
    child,
    field: 'AccountId',
  })),
  { parents: ['Opportunity'], child: 'OpportunityContactRole', field: 'OpportunityId' },
  { parents: ['Contact'], child: 'OpportunityContactRole', field: 'ContactId' },
  { parents: ['Opportunity'], child: 'OpportunityLineItem', field: 'OpportunityId' },
  { parents: ['Opportunity'], child: 'Quote', field: 'OpportunityId' },
  { parents: ['Case'], child: 'CaseComment', field: 'ParentId' },
  { parents: ['Case'], child: 'EmailMessage', field: 'ParentId' },
  { parents: ['Contact'], child: 'CampaignMember', field: 'ContactId' },
  { parents: ['Lead'], child: 'CampaignMember', field: 'LeadId' },
  ...['Task', 'Event'].flatMap((child) => [
    { child, field: 'WhatId' },
    { parents: ['Contact', 'Lead'], child, field: 'WhoId' },
  ]),
  { child: 'Note', field: 'ParentId' },
  { child: 'Attachment', field: 'ParentId' },
  { child: 'ContentDocumentLink', field: 'LinkedEntityId' },
];

/** The lookups of records that stay, and that a delete of what they lead to only empties: pure. */
export function losingLookups(
  parent: string,
  children: readonly ChildRelationship[],
  listed: ReadonlyMap<string, ListedObject>,
): Hanging[] {
  const hanging = new Set(hangingOn(parent, children, listed).map(({ child, field }) => `${child}.${field}`));
  return children.flatMap(({ child, field, cascade, restrict }) => {
    const other = cascade || restrict || hanging.has(`${child}.${field}`);
    if (other || !listed.has(child) || keptByPlatform(child, listed)) return [];
    return [{ child, field, blocks: false, described: true }];
  });
}

/** The lookups through which records of others would go along with records of an object, or keep them: pure. */
export function hangingOn(
  parent: string,
  children: readonly ChildRelationship[],
  listed: ReadonlyMap<string, ListedObject>,
): Hanging[] {
  const found = new Map<string, Hanging>();
  const inDescribe = new Set(children.map(({ child, field }) => `${child}.${field}`));
  for (const { child, field, cascade, restrict } of children) {
    if (!(cascade || restrict) || keptByPlatform(child, listed)) continue;
    found.set(`${child}.${field}`, { child, field, blocks: restrict, described: true });
  }
  for (const { parents, child, field, blocks = false } of STANDARD) {
    const name = `${child}.${field}`;
    const known = inDescribe.has(name);
    if (!listed.has(child) || (parents ? !parents.includes(parent) : !known && children.length > 0)) continue;
    const before = found.get(name);
    found.set(name, { child, field, blocks: blocks || before?.blocks === true, described: known });
  }
  return [...found.values()];
}
