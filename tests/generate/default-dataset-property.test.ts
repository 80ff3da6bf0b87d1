import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Cells, countBy, type DataSet, filled, generated, type Settings } from '../support/data-set.ts';

const weight = fc.integer({ min: 0, max: 40 });
const rate = (min: number, max: number) => fc.integer({ min: min * 4, max: max * 4 }).map((n) => n / 4);
const mix = fc
  .record({ Low: weight, Medium: weight, High: weight })
  .filter((shares) => shares.Low + shares.Medium + shares.High > 0);

/** Settings within which numbers can add up: no more roles than there are contacts to take them. */
const settings = fc
  .record({
    seed: fc.nat(1_000_000),
    'generation.accounts': fc.integer({ min: 1, max: 4 }).map((blocks) => blocks * 100),
    'generation.contacts_per_account': rate(3, 6),
    'generation.opportunities_per_account': rate(0, 4),
    'generation.roles_per_opportunity': rate(0, 2),
    'generation.cases_per_account': rate(0, 4),
    'generation.comments_per_case': rate(0, 3),
    'generation.tasks_per_account': rate(0, 5),
    'generation.events_per_account': rate(0, 3),
    density: fc
      .record({ rich: weight, moderate: weight, sparse: weight })
      .filter(({ rich, moderate, sparse }) => rich + moderate + sparse > 0),
    industries: fc
      .tuple(weight, weight, weight, weight)
      .filter((weights) => weights.some((one) => one > 0))
      .map((weights) =>
        ['insurance', 'financial_services', 'high_tech', 'field_service'].map((name, i) => ({
          name,
          weight: weights[i]!,
          template: `templates/industries/${name}.yml`,
        })),
      ),
    'case_priorities.New': mix,
    'case_priorities.Working': mix,
  })
  .map((record): Settings => record);

function off(name: string, count: number, share: number): string[] {
  return Math.abs(count - share) < 1 + 1e-9 ? [] : [`${name}: ${count} instead of ${share}`];
}

function offShares(
  name: string,
  rows: readonly Cells[],
  column: string,
  weights: Record<string, number>,
): string[] {
  const sum = Object.values(weights).reduce((a, b) => a + b, 0);
  const counts = countBy(rows, column);
  return Object.entries(weights).flatMap(([value, weight]) =>
    off(`${name} ${value}`, counts[value] ?? 0, (rows.length * weight) / sum),
  );
}

const TIER_RATES: Record<
  string,
  Record<string, readonly [rich: number, moderate: number, sparse: number]>
> = {
  Account: { Phone: [100, 100, 0], Description: [100, 50, 0], AnnualRevenue: [100, 30, 0] },
  Contact: { Title: [100, 90, 40], LeadSource: [60, 35, 10] },
  Opportunity: { Amount: [100, 90, 60], NextStep: [80, 55, 10] },
  OpportunityContactRole: { Role: [100, 90, 60] },
  Case: { Description: [90, 80, 50], ContactId: [100, 90, 60] },
  Task: { ActivityDate: [100, 90, 80], Description: [80, 55, 30] },
  Event: { Location: [80, 65, 50] },
};

/** Fields whose number, over all rows, is not what the rates of the tiers make of the rows that each tier has. */
function offRates(data: DataSet): string[] {
  const tiers = new Map(data.Account!.map(({ ExternalId, _tier }) => [ExternalId!, _tier!]));
  const tierOf = ({ ExternalId }: Cells) => tiers.get(ExternalId!.split('_').slice(0, 3).join('_'));
  return Object.entries(TIER_RATES).flatMap(([object, fields]) =>
    Object.entries(fields).flatMap(([field, rates]) => {
      const rows = data[object]!;
      const byTier = ['rich', 'moderate', 'sparse'].map((tier) => rows.filter((row) => tierOf(row) === tier));
      const shares = byTier.map((some, i) => (some.length * rates[i]!) / 100);
      return [
        ...byTier.flatMap((some, i) =>
          off(`${object}.${field} of tier ${i}`, filled(some, field), shares[i]!),
        ),
        ...off(
          `${object}.${field}`,
          filled(rows, field),
          shares.reduce((a, b) => a + b),
        ),
      ];
    }),
  );
}

it('deals what any weights, averages and multiples of 100 accounts state, within one record', async () => {
  await fc.assert(
    fc.asyncProperty(settings, async (given) => {
      const data = await generated(given);
      const accounts = given['generation.accounts'] as number;
      const average = (name: string) => given[`generation.${name}`] as number;
      const deals = Math.round(accounts * average('opportunities_per_account'));
      const cases = Math.round(accounts * average('cases_per_account'));
      expect(Object.fromEntries(Object.entries(data).map(([name, rows]) => [name, rows.length]))).toEqual({
        Account: accounts,
        Contact: Math.round(accounts * average('contacts_per_account')),
        Opportunity: deals,
        OpportunityContactRole: Math.round(deals * average('roles_per_opportunity')),
        Case: cases,
        CaseComment: Math.round(cases * average('comments_per_case')),
        Task: Math.round(accounts * average('tasks_per_account')),
        Event: Math.round(accounts * average('events_per_account')),
      });
      const { Account = [], Opportunity = [], Case = [] } = data;
      const industries = given.industries as { name: string; weight: number }[];
      const inStatus = (status: string) => Case.filter(({ Status }) => Status === status);
      const mixOf = (status: string) => given[`case_priorities.${status}`] as Record<string, number>;
      const stages = {
        ...{ Prospecting: 15, Qualification: 15, 'Needs Analysis': 15, 'Value Proposition': 10 },
        ...{ 'Proposal/Price Quote': 15, 'Negotiation/Review': 10, 'Closed Won': 12, 'Closed Lost': 8 },
      };
      expect([
        ...offShares('tier', Account, '_tier', given.density as Record<string, number>),
        ...offShares(
          'industry',
          Account,
          '_industry',
          Object.fromEntries(industries.map(({ name, weight }) => [name, weight])),
        ),
        ...offShares('stage', Opportunity, 'StageName', stages),
        ...offShares('status', Case, 'Status', {
          New: 20,
          Working: 35,
          Escalated: 10,
          'On Hold': 10,
          Closed: 25,
        }),
        ...offShares('priority of New', inStatus('New'), 'Priority', mixOf('New')),
        ...offShares('priority of Working', inStatus('Working'), 'Priority', mixOf('Working')),
        ...offShares('task', data.Task!, '_kind', {
          call: 150,
          email: 100,
          meeting_prep: 50,
          follow_up: 100,
        }),
        ...offShares('event', data.Event!, '_kind', { meeting: 100, demo: 50 }),
        ...offRates(data),
      ]).toEqual([]);
    }),
    { numRuns: 12 },
  );
});
