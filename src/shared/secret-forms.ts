/** Keys for local servers, which protect nothing. */
const DUMMIES = new Set(
  'any none null empty ollama dummy local localhost secret example unused not-needed no-key lm-studio'.split(
    ' ',
  ),
);

/** A secret of at least this length is found in any spelling; a shorter one only as a separate word. */
const LONG = 12;
/** A piece of a secret of this length is treated like the whole. */
const PIECE = 10;
const PASSES = 3;

/** The search terms: pieces of letters and digits, and shorter secrets as they are. */
interface Needles {
  pieces: ReadonlySet<string>;
  words: RegExp | undefined;
}

/** Finds secrets and pieces of them in a text, in any encoding: base64, hexadecimal, escapes, split, other case. */
export function secretsIn(text: string, secrets: readonly string[]): { start: number; end: number }[] {
  const { pieces, words } = needlesOf(secrets);
  const found: { start: number; end: number }[] = [];
  if (words)
    for (const match of text.matchAll(words))
      found.push({ start: match.index, end: match.index + match[0].length });
  if (pieces.size > 0) {
    const { letters, places } = lettersOf(text);
    for (let at = 0; at + PIECE <= letters.length; at++) {
      if (pieces.has(letters.slice(at, at + PIECE)))
        found.push({ start: places[2 * at]!, end: places[2 * (at + PIECE - 1) + 1]! });
    }
  }
  return joined(found);
}

let last: { secrets: string; needles: Needles } | undefined;

function needlesOf(secrets: readonly string[]): Needles {
  const all = JSON.stringify(secrets);
  if (last?.secrets !== all) last = { secrets: all, needles: makeNeedles(secrets) };
  return last.needles;
}

function makeNeedles(secrets: readonly string[]): Needles {
  const pieces = new Set<string>();
  const words: string[] = [];
  for (const secret of secrets) {
    if (secret.length < 4 || DUMMIES.has(secret.toLowerCase())) continue;
    const long = plain(secret).length >= LONG;
    const forms = [...codings(secret), ...(long ? [secret] : [])].map(plain);
    for (const form of forms) {
      for (let at = 0; at + PIECE <= form.length; at++) pieces.add(form.slice(at, at + PIECE));
    }
    if (!long) {
      for (const form of new Set([secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]))
        words.push(`(?<![a-z0-9])${form.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')}(?![a-z0-9])`);
    }
  }
  return { pieces, words: words.length > 0 ? new RegExp(words.join('|'), 'gi') : undefined };
}

/**
 * A secret in base64 at each possible alignment, without the characters that depend on its neighbors, and in
 * hexadecimal.
 */
function codings(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const base64 = [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const whole = Math.floor(((offset + bytes.length) * 8) / 6);
    return text.slice(Math.ceil((offset * 8) / 6), whole);
  });
  return [...base64, bytes.toString('hex'), [...secret].reverse().join('')];
}

function plain(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}]/gu, '').toLowerCase();
}

/**
 * Escapes of JSON and JavaScript, HTML, and URLs, and tags: what can be between the characters of a text or replace
 * them.
 */
const CODED =
  /\\u\{?([0-9a-f]{2,6})\}?|\\x([0-9a-f]{2})|&#(\d{1,7});?|&#x([0-9a-f]{1,6});?|%([0-9a-f]{2})|\\[nrtbf]|&[a-z]{2,6};|<[^<>]{0,80}>/gi;

/** The letters and digits of a text in lowercase, with the start and end of each in the text. */
function lettersOf(text: string): { letters: string; places: number[] } {
  let current = text;
  let starts: number[] | undefined;
  let ends: number[] | undefined;
  for (let pass = 0; pass < PASSES && /[\\&%<]/.test(current); pass++) {
    const decoded = decode(current, starts, ends);
    if (decoded.text === current) break;
    ({ text: current, starts, ends } = decoded);
  }
  const letters: string[] = [];
  const places: number[] = [];
  for (let at = 0; at < current.length; at++) {
    const code = current.charCodeAt(at);
    const isLetter =
      (code >= 48 && code <= 57) || (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code > 127;
    if (!isLetter) continue;
    const lower = current[at]!.toLowerCase();
    if (lower.length !== 1) continue;
    letters.push(lower);
    places.push(starts?.[at] ?? at, ends?.[at] ?? at + 1);
  }
  return { letters: letters.join(''), places };
}

function decode(
  text: string,
  before: readonly number[] | undefined,
  after: readonly number[] | undefined,
): { text: string; starts: number[]; ends: number[] } {
  const parts: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const keep = (character: string, from: number, to: number) => {
    parts.push(character);
    starts.push(before?.[from] ?? from);
    ends.push(after?.[to - 1] ?? to);
  };
  let at = 0;
  const copyTo = (end: number) => {
    for (; at < end; at++) keep(text[at]!, at, at + 1);
  };
  for (const match of text.matchAll(CODED)) {
    copyTo(match.index);
    const [whole, unicode, x, decimal, hex, percent] = match;
    const digits = unicode ?? x ?? hex ?? percent;
    const code = digits === undefined ? Number(decimal) : Number.parseInt(digits, 16);
    // A surrogate pair counts as one character that isn't a letter: secrets in headers have none.
    if (code > 0 && code < 0xd800) keep(String.fromCharCode(code), at, at + whole.length);
    at += whole.length;
  }
  copyTo(text.length);
  return { text: parts.join(''), starts, ends };
}

function joined(found: { start: number; end: number }[]): { start: number; end: number }[] {
  const sorted = found.sort((one, other) => one.start - other.start);
  const spans: { start: number; end: number }[] = [];
  for (const { start, end } of sorted) {
    const previous = spans.at(-1);
    if (previous && start <= previous.end) previous.end = Math.max(previous.end, end);
    else spans.push({ start, end });
  }
  return spans;
}
