/** How a text may sound; one is drawn for each record by its key, so that neighbors differ. */
export const TONES: readonly string[] = [
  'plain and factual',
  'brisk, short sentences',
  'warm but businesslike',
  'careful and precise',
  'direct, a little impatient',
  'confident',
  'dry and understated',
  'thoughtful, weighing both sides',
  'practical, focused on what happens next',
  'cautious about the risks',
];

const DEFAULT_ANGLES: readonly string[] = [
  'start from the people involved',
  'start from the figures',
  'start from what changed most recently',
  'start from the open question',
  'start from the business need behind it',
  'start from the risk if nothing happens',
];

const SUBJECT_ANGLES: readonly string[] = [
  'put the thing itself first',
  'put the action first',
  'put the occasion first',
  'put the people concerned first',
  'put the effect first',
  'put the part of the business first',
];

/** What a text may start from, by the template that asks for it. */
const ANGLES: Readonly<Record<string, readonly string[]>> = {
  case_subject: SUBJECT_ANGLES,
  task_subject: SUBJECT_ANGLES,
  event_subject: SUBJECT_ANGLES,
  opportunity_next_step: SUBJECT_ANGLES,
  account_description: [
    'start from what the company sells and to whom',
    'start from its size and where it operates',
    'start from how it grew',
    'start from its relationship with us',
    'start from the pressure its market is under',
    'start from what its customers say of it',
    'start from the systems it runs on',
    'start from what it plans next',
  ],
  case_description: [
    'start from what the user was doing when it happened',
    'start from the effect on the business',
    'start from what was tried already',
    'start from when it began and how often it happens',
    'start from who is affected',
    'start from what the customer expects',
  ],
  case_comment_comment_body: [
    'give one concrete finding',
    'report what was tried and the result',
    'ask for one specific piece of information',
    'state the next step and who takes it',
    'explain the cause in plain words',
    'say what changed since the last message',
  ],
};

/** The angles that a template draws from. */
export function anglesOf(template: string): readonly string[] {
  return ANGLES[template] ?? DEFAULT_ANGLES;
}
