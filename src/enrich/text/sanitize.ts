import { fewMarks, fitText } from '../../shared/cell-text.ts';
import { NULL_CELL } from '../../shared/special-cells.ts';
import { trimEndOf } from '../../shared/trim-end.ts';

/** Objects and fields as a model puts them before a text as a label. */
const LABELS = [
  ...['account', 'opportunity', 'case', 'case comment', 'contact', 'task', 'event', 'activity'],
  ...['account description', 'opportunity description', 'case description', 'contact description'],
  ...['task description', 'event description', 'task subject', 'event subject', 'case subject'],
  ...[
    'description',
    'subject',
    'subject line',
    'next step',
    'next steps',
    'nextstep',
    'comment',
    'comment body',
  ],
  ...['commentbody', 'body', 'text', 'name', 'title', 'answer', 'response', 'output'],
];
const LABEL = new RegExp(`^(?:\\*\\*)?(?:${LABELS.join('|')})(?:\\*\\*)?\\s*:(?:\\*\\*)?\\s+(?=\\S)`, 'i');
const LAYERS = 8;
const FENCE = /^```[a-z]*\n([\s\S]*?)\n?```$/i;
const QUOTES: readonly (readonly [string, string])[] = [
  ['"', '"'],
  ['“', '”'],
  ["'", "'"],
  ['‘', '’'],
  ['«', '»'],
];

/**
 * A model's raw text made fit for a field: one kind of line end, no control or invisible characters, no code fence,
 * label, quotes or markdown around it, and no first character that makes a spreadsheet run it as a formula. The cell that
 * empties a field of the org is no text.
 */
export function sanitize(raw: string, singleLine: boolean): string {
  let text = cleanCharacters(raw).trim();
  text = FENCE.exec(text)?.[1]?.trim() ?? text;
  // A label may stand inside the quotes or around them; nobody means more of them than this.
  for (let layer = 0, before = ''; before !== text && layer < LAYERS; layer++) {
    before = text;
    text = withoutQuotes(text.replace(LABEL, '')).trim();
  }
  text = withDashes(withoutMarkdown(text));
  text = text
    .split('\n')
    .map((line) => trimEndOf(line, (character) => character === ' '))
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n');
  if (singleLine) text = text.replaceAll(/\s+/g, ' ');
  text = text.replace(/^[=+\-@\t\s]+/, '').trim();
  return text === NULL_CELL ? '' : text;
}

const LOOSE_JOINER = /(?<![^\0-\x7f\u200c\u200d])[\u200c\u200d]|[\u200c\u200d](?![^\0-\x7f\u200c\u200d])/g;

function cleanCharacters(raw: string): string {
  return (
    fewMarks(fitText(raw).replaceAll(/[\p{Surrogate}\ufffd]/gu, ''))
      .normalize('NFC')
      .replaceAll('\t', ' ')
      .replaceAll('\u00a0', ' ')
      // Zero-width and direction marks: unseen in a field, and a model writes them by accident.
      .replaceAll(/[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069]/g, '')
      // Joiners are spelling in Persian and Hindi, and make one sign of several emoji; beside ASCII they do nothing.
      .replaceAll(LOOSE_JOINER, '')
  );
}

function withoutQuotes(text: string): string {
  for (const [open, close] of QUOTES) {
    const inner = text.slice(open.length, -close.length);
    if (text.length > 2 && text.startsWith(open) && text.endsWith(close) && !inner.includes(close))
      return inner;
  }
  return text;
}

function withoutMarkdown(text: string): string {
  return text.replaceAll(/\*\*(?=\S)((?:[^\n*]|\*(?!\*))+)(?<=\S)\*\*/g, '$1').replaceAll(/^#{1,6}\s+/gm, '');
}

/** Bullets as dashes, each with the blank lines before it. */
function withDashes(text: string): string {
  let dashed = '';
  let end = 0;
  for (const { 0: bullet, index } of text.matchAll(/[*•]\s+/g)) {
    let blank = index;
    while (blank > end && /\s/.test(text[blank - 1]!)) blank--;
    let start = blank;
    while (start > 0 && start <= index && text[start - 1] !== '\n') start++;
    if (start > index) continue;
    dashed += `${text.slice(end, start)}- `;
    end = index + bullet.length;
  }
  return dashed + text.slice(end);
}
