import type { TextRequest } from '../../request.ts';

/** What phrases may say of a record, by the names that grammars use; a fact that is missing is not in it. */
export type Facts = Readonly<Record<string, string>>;

/** Where each fact comes from: the first slot that has a value. */
const SOURCES: Readonly<Record<string, readonly string[]>> = {
  company: ['company_name', 'account_name'],
  city: ['account_billing_city', 'billing_city'],
  state: ['account_billing_state', 'billing_state'],
  revenue: ['account_annual_revenue', 'annual_revenue'],
  employees: ['account_number_of_employees', 'number_of_employees'],
  ownership: ['account_ownership', 'ownership'],
  person: ['contact_name', 'who_name'],
  first: ['contact_first_name', 'who_first_name'],
  last: ['contact_last_name', 'who_last_name'],
  title_case: ['contact_title', 'who_title'],
  deal: ['opportunity_name'],
  stage: ['stage_name', 'opportunity_stage_name'],
  amount: ['amount', 'opportunity_amount'],
  probability: ['probability', 'opportunity_probability'],
  close: ['close_date', 'opportunity_close_date'],
  lead_source: ['opportunity_lead_source', 'lead_source'],
  rival: ['competitor'],
  case_subject: ['case_subject'],
  case_status: ['case_status'],
  priority: ['priority', 'case_priority'],
  status: ['status', 'case_status'],
  origin: ['origin'],
  type: ['type'],
  kind: ['kind'],
  due: ['activity_date'],
  start: ['start_date_time'],
  location: ['location'],
  minutes: ['duration_in_minutes'],
  turn: ['turn'],
  turns: ['turns'],
  speaker: ['speaker'],
  name: ['name'],
};

const SOURCE_LIST = Object.entries(SOURCES);
const LOWER_CASE = ['priority', 'ownership', 'status', 'kind', 'case_status'];

/** The facts of a request. */
export function recordFacts({ object, slots }: TextRequest): Facts {
  const facts: Record<string, string> = {};
  const state = (fact: string, value: string | undefined) => {
    if (value && facts[fact] === undefined) facts[fact] = value;
  };
  for (const [fact, names] of SOURCE_LIST) {
    for (const name of names) {
      const value = slots[name]?.trim();
      if (value && !isCalendarDate(value)) state(fact, value);
    }
  }
  if (object === 'Account') state('company', facts.name);
  if (object === 'Opportunity') state('deal', facts.name);
  const names = facts.person?.split(' ') ?? [];
  state('first', names[0]);
  state('last', names.at(-1));
  if (facts.title_case) facts.title = lowerTitle(facts.title_case);
  if (facts.close && !isPast(facts.close)) facts.close_ahead = facts.close;
  for (const fact of LOWER_CASE) if (facts[fact]) facts[fact] = facts[fact].toLowerCase();
  facts.about = facts.deal ? 'deal' : facts.case_status || facts.case_subject ? 'case' : 'account';
  if (facts.case_subject) facts.case_q = `"${facts.case_subject}"`;
  if (facts.priority) facts.priority_word = facts.priority;
  if (facts.amount) facts.amount = money(facts.amount);
  if (facts.revenue) facts.revenue = money(facts.revenue);
  return facts;
}

/** "Chief Claims Officer" inside a sentence; VP, HVAC or BSA/AML keep their capitals. */
function lowerTitle(title: string): string {
  return title.replaceAll(/[\p{L}/&]+/gu, (word) =>
    /\p{Lu}.*\p{Lu}/u.test(word) ? word : word.toLowerCase(),
  );
}

/** A bare number as dollars; what is readable already stays as it is. */
function money(value: string): string {
  if (!/^\d+(?:\.\d+)?$/.test(value)) return value;
  const amount = Math.round(Number(value));
  if (amount >= 1e9) return `$${short(amount / 1e9)} billion`;
  if (amount >= 1e6) return `$${short(amount / 1e6)} million`;
  return `$${String(amount).replaceAll(/\B(?=(\d{3})+$)/g, ',')}`;
}

function short(value: number): string {
  return value.toFixed(1).replace(/\.0$/, '');
}

/** True if a relative time is before today. */
export function isPast(time: string): boolean {
  return /\bago$|^yesterday$/.test(time);
}

/** A date that was not made relative: a text that repeats it would lie once dates are shifted. */
function isCalendarDate(value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}/.test(value);
}
