import type { Org } from '../org.ts';
import type { FieldValue, Values } from '../value.ts';
import { computedLineItem, computedPrice } from './line-items.ts';
import { isPersonAccount } from './rules/persons.ts';

/** The default probability and forecast category of each stage in a new org. */
const STAGES: Record<string, [probability: number, forecast: string]> = {
  Prospecting: [10, 'Pipeline'],
  Qualification: [10, 'Pipeline'],
  'Needs Analysis': [20, 'Pipeline'],
  'Value Proposition': [50, 'Pipeline'],
  'Id. Decision Makers': [60, 'Pipeline'],
  'Perception Analysis': [70, 'Pipeline'],
  'Proposal/Price Quote': [75, 'Pipeline'],
  'Negotiation/Review': [90, 'Pipeline'],
  'Closed Won': [100, 'Closed'],
  'Closed Lost': [0, 'Omitted'],
};

const fullName = (values: Values) =>
  [values.FirstName, values.LastName].filter((part) => (part ?? null) !== null).join(' ');

function minutesAfter(start: FieldValue | undefined, minutes: number): string {
  return new Date(Date.parse(String(start)) + minutes * 60_000).toISOString();
}

function opportunity(after: Values, sent: Values): Values {
  const stage = String(after.StageName);
  const [probability, forecast] = STAGES[stage] ?? [0, 'Pipeline'];
  const moved = 'StageName' in sent;
  const Probability = moved && (sent.Probability ?? null) === null ? probability : (after.Probability ?? 0);
  return {
    Probability,
    ForecastCategoryName:
      moved && (sent.ForecastCategoryName ?? null) === null ? forecast : (after.ForecastCategoryName ?? null),
    IsClosed: stage === 'Closed Won' || stage === 'Closed Lost',
    IsWon: stage === 'Closed Won',
    ExpectedRevenue:
      typeof after.Amount === 'number' ? Math.round(after.Amount * Number(Probability)) / 100 : null,
  };
}

function kase(org: Org, after: Values, sent: Values): Values {
  const closed = after.Status === 'Closed';
  const contact = typeof after.ContactId === 'string' ? org.records.get(after.ContactId) : undefined;
  return {
    CaseNumber: after.CaseNumber ?? String(1_000 + org.nextNumber()).padStart(8, '0'),
    IsClosed: closed,
    ClosedDate: closed ? (after.ClosedDate ?? new Date().toISOString()) : null,
    // A case with a contact but without an account gets the contact's account.
    AccountId: after.AccountId ?? ('AccountId' in sent ? null : (contact?.AccountId ?? null)),
  };
}

function accountOfWhat(org: Org, what: FieldValue | undefined): FieldValue {
  if (typeof what !== 'string') return null;
  return org.records.sobjectOf(what) === 'Account' ? what : (org.records.get(what)?.AccountId ?? null);
}

const archivedBefore = () => new Date(Date.now() - 365 * 86_400_000).toISOString();

function task(org: Org, after: Values): Values {
  const closed = after.Status === 'Completed';
  const day = String(after.ActivityDate ?? '9999');
  return {
    IsClosed: closed,
    AccountId: accountOfWhat(org, after.WhatId),
    IsArchived: closed && day < archivedBefore().slice(0, 10),
  };
}

function event(org: Org, after: Values, sent: Values): Values {
  // An all-day event is a day at midnight in UTC, wherever its people are. Source: Object Reference, Event.
  const day = after.IsAllDayEvent === true ? (sent.ActivityDate ?? after.ActivityDate ?? null) : null;
  const start = day === null ? (after.StartDateTime ?? null) : `${day}T00:00:00.000Z`;
  const minutes = after.DurationInMinutes ?? (day === null ? null : 1_440);
  const byEnd =
    start !== null && (sent.EndDateTime ?? null) !== null && (sent.DurationInMinutes ?? null) === null;
  const EndDateTime = byEnd
    ? after.EndDateTime!
    : start !== null && minutes !== null
      ? minutesAfter(start, Number(minutes))
      : null;
  return {
    ...(day === null ? {} : { StartDateTime: start }),
    EndDateTime,
    DurationInMinutes: byEnd
      ? (Date.parse(String(EndDateTime)) - Date.parse(String(start))) / 60_000
      : minutes,
    ActivityDate: start === null ? (after.ActivityDate ?? null) : String(start).slice(0, 10),
    EndDate: EndDateTime === null ? null : String(EndDateTime).slice(0, 10),
    AccountId: accountOfWhat(org, after.WhatId),
    IsArchived: EndDateTime !== null && String(EndDateTime) < archivedBefore(),
  };
}

/** The values that the org computes and nobody can set. */
export function computedValues(org: Org, sobject: string, after: Values, sent: Values): Values {
  switch (sobject) {
    case 'Account':
      return isPersonAccount(org, sobject, after) ? { Name: fullName(after), IsPersonAccount: true } : {};
    case 'Contact':
    case 'Lead':
      return { Name: fullName(after) };
    case 'Opportunity':
      return opportunity(after, sent);
    case 'Case':
      return kase(org, after, sent);
    case 'Task':
      return task(org, after);
    case 'Event':
      return event(org, after, sent);
    case 'PricebookEntry':
      return computedPrice(org, after);
    case 'OpportunityLineItem':
      return computedLineItem(org, after, sent);
    default:
      return {};
  }
}
