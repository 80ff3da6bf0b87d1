/**
 * Characters that a cell of a dataset can't hold: control characters, which Salesforce refuses or drops and which
 * affect terminals; noncharacters; byte order marks; lone surrogates and replacement characters. It also matches the
 * second half of every emoji: this is a fast first test.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: twice as fast as \p{Cc} with its flag, and every cell goes through it.
const SUSPECT = /[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffd-\uffff]/;

const LINE_END = /\r\n?|[\u0085\u2028\u2029]/g;
const UNSEEN = /(?![\n\t])\p{Cc}|[\ufeff\ufffe\uffff]/gu;
const LOST = /[\p{Cs}\ufffd]/u;

/** True if `fitText` or `lostCharacter` applies to a text. */
export function isSuspect(text: string): boolean {
  return SUSPECT.test(text);
}

/**
 * Normalizes a text for a cell: line ends become LF, and characters that no Salesforce field can hold are dropped.
 */
export function fitText(text: string): string {
  return isSuspect(text) ? text.replaceAll(LINE_END, '\n').replaceAll(UNSEEN, '') : text;
}

/** Finds where a character was lost earlier: a lone surrogate or a replacement character. */
export function lostCharacter(text: string): string | undefined {
  const lost = isSuspect(text) ? LOST.exec(text)?.[0] : undefined;
  return lost && codeName(lost);
}

/** The first character that `fitText` drops, as `U+0007`; line ends don't count. */
export function unseenCharacter(text: string): string | undefined {
  const unseen = isSuspect(text) ? text.replaceAll(LINE_END, '\n').match(UNSEEN)?.[0] : undefined;
  return unseen && codeName(unseen);
}

function codeName(character: string): string {
  return `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/**
 * A cell that a spreadsheet runs as a formula: `=…`, or one that begins with another operator and calls a function or
 * a program (`+HYPERLINK(…)`, `@SUM(…)`, `-2+3+cmd|…`), unlike phone numbers and lists with hyphens.
 */
const FORMULA = /^\s*(?:=[\w"'({+\-@]|[+\-@].*(?:\||\w\())/s;

/**
 * True if a spreadsheet would run a cell. The cell is reported but stays: in Salesforce it is text, and changing it
 * would contradict the recipe.
 */
export function isSpreadsheetFormula(text: string): boolean {
  const first = text.charCodeAt(0);
  // "+", "-", "=", "@", or a space.
  return (
    (first <= 0x20 || first === 0x2b || first === 0x2d || first === 0x3d || first === 0x40) &&
    FORMULA.test(text)
  );
}

/**
 * At most thirty combining marks in a row, as in Unicode's stream-safe format: normalizing takes quadratic time, and
 * no script needs more.
 */
export function fewMarks(text: string): string {
  return text.replaceAll(/(\p{M}{30})\p{M}+/gu, '$1');
}
