import { fewMarks, lostCharacter } from '../../../../shared/cell-text.ts';
import { NULL_CELL } from '../../../../shared/special-cells.ts';
import type { TextRequest } from '../../../request.ts';
import { sizeOf } from '../../../text/fit.ts';
import { sanitize } from '../../../text/sanitize.ts';

/** What is thought of one record's text. */
export type Verdict =
  | { is: 'good' }
  | { is: 'too long' }
  | { is: 'refused'; reason: string }
  | { is: 'bad'; reason: string };

const REFUSAL =
  /\bas an ai\b|\b(?:as a|i am a|i'm a|i’m a) (?:large )?language model\b|\bI(?: am|'m|’m) (?:unable|not able) to (?:assist|help|comply|fulfil|provide|create|generate|write)\b|\bI (?:can(?:no|'|’)t|can not) (?:assist|help|comply|fulfil|provide|create|generate|write) ?(?:with )?(?:that|this|your|the) (?:request|content|text|prompt|record)|^(?:I'm sorry|I’m sorry|I am sorry|Sorry), (?:but )?I (?:can(?:no|'|’)t|am unable)\b/i;
/** What replaces a secret in a response. */
export const SECRET_MARK = '[secret]';
const PLACEHOLDER =
  /\[secret\]|__LLM_PLACEHOLDER__|\[(?:your|insert|company|customer|name|date|amount)[^\]]{0,200}\]|\{[a-z_]{1,200}\}|lorem ipsum/i;

/** Judges a raw text as it would stand in the dataset. `mates` are the other requests of the same call. */
export function judge(raw: string, request: TextRequest, mates: readonly TextRequest[]): Verdict {
  const text = sanitize(raw, request.maxLength <= 255);
  if (text === '')
    return {
      is: 'bad',
      reason: raw.includes(NULL_CELL)
        ? `the text was ${NULL_CELL}, which empties the field in an org`
        : 'the text was empty',
    };
  const lost = lostCharacter(raw);
  if (lost) return { is: 'bad', reason: `the text contained a lost character (${lost})` };
  if (REFUSAL.test(text)) return { is: 'refused', reason: `the model responded: ${text.slice(0, 120)}` };
  const placeholder = PLACEHOLDER.exec(text);
  if (placeholder) return { is: 'bad', reason: `the text contained a placeholder (${placeholder[0]})` };
  const foreign = foreignName(text, request, mates);
  if (foreign) return { is: 'bad', reason: `the text named another record's ${foreign}` };
  if (sizeOf(text, request.unit) > request.maxLength) return { is: 'too long' };
  return { is: 'good' };
}

const NAMES = /(?:^|_)(?:company_name|account_name|contact_name|who_name|reports_to_name|name)$/;

/** A name of another record in the text, which its own facts do not hold. */
export function foreignName(
  text: string,
  request: Pick<TextRequest, 'prompt' | 'slots'>,
  mates: readonly Pick<TextRequest, 'slots'>[],
): string | undefined {
  const own = fold(`${request.prompt}\n${Object.values(request.slots).join('\n')}`);
  const said = fold(text);
  for (const mate of mates) {
    for (const [slot, name] of Object.entries(mate.slots)) {
      if (!NAMES.test(slot) || name.length < 4 || own.includes(fold(name))) continue;
      // A name of one word may be a word: it counts as it is spelled.
      const found = /\S\s+\S/.test(name) ? holdsWords(said, fold(name)) : holdsWords(text, name);
      if (found) return name;
    }
  }
  return undefined;
}

function fold(text: string): string {
  return fewMarks(text).normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

/** True if a text contains the words, and not as a part of others. */
function holdsWords(text: string, words: string): boolean {
  const start = text.indexOf(words);
  if (start < 0) return false;
  const around = `${text[start - 1] ?? ' '}${text[start + words.length] ?? ' '}`;
  return !/[\p{L}\p{N}]/u.test(around);
}
