import { type Facts, isPast } from './facts.ts';

/** The states of a record that a grammar may have plans for, the most telling first; `any` always ends the list. */
export function statesOf(template: string, facts: Facts): string[] {
  const states = STATES[template]?.(facts) ?? [];
  return [...states, 'any'];
}

const STATES: Readonly<Record<string, (facts: Facts) => string[]>> = {
  account_description: ({ type = '' }) => {
    if (/partner|reseller/i.test(type)) return ['partner'];
    if (/customer/i.test(type)) return ['customer'];
    return /prospect/i.test(type) ? ['prospect'] : [];
  },
  opportunity_description: dealStates,
  opportunity_next_step: dealStates,
  case_description: ({ origin = '' }) => {
    if (/phone/i.test(origin)) return ['phone'];
    return origin ? ['written'] : [];
  },
  case_comment_comment_body: commentStates,
  task_subject: ({ kind = '' }) => [kind],
  task_description: ({ kind = 'any', status = '', due = '', about = '' }) => {
    if (status === 'completed') return [`${about}_done`, `${kind}_done`, 'any_done'];
    const phase = isPast(due) && status !== 'deferred' ? 'overdue' : 'open';
    return [`${about}_${phase}`, phase, `${kind}_${phase}`];
  },
  event_subject: ({ kind = '' }) => [kind],
  event_description: ({ kind = 'any', start = '', about = '' }) => {
    const phase = isPast(start) ? 'past' : 'ahead';
    return [`${about}_${phase}`, `${kind}_${phase}`, `any_${phase}`];
  },
};

function dealStates({ stage = '', close = '' }: Facts): string[] {
  if (/won/i.test(stage)) return ['won'];
  if (/lost/i.test(stage)) return ['lost'];
  if (isPast(close)) return ['slipped'];
  if (/proposal|negotiation|quote/i.test(stage)) return ['late'];
  if (/value|decision|perception/i.test(stage)) return ['middle'];
  return ['early'];
}

/** By who speaks and when: the last word of the agent says how the case stands. */
function commentStates({ turn = '1', turns = '1', speaker = '', status = '' }: Facts): string[] {
  const round = Math.min(Math.floor((Number(turn) - 1) / 2), 2);
  const last = turn === turns;
  if (/^customer/i.test(speaker)) return [['customer_first', 'customer_middle', 'customer_later'][round]!];
  if (/internal/i.test(speaker)) return [last && status === 'closed' ? 'internal_closed' : 'internal'];
  if (last && (status !== 'new' || turns !== '1')) {
    const end: Readonly<Record<string, string>> = {
      closed: 'last_closed',
      escalated: 'last_escalated',
      'on hold': 'last_on_hold',
    };
    return [end[status] ?? (turns === '1' ? 'first' : 'last_open')];
  }
  return [['first', 'middle', 'later'][round]!];
}
