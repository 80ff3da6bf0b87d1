/**
 * Text that a cell of a dataset does not hold: control characters, which Salesforce refuses or drops and which steer
 * terminals; characters that are none; the mark of a byte order; halves of characters and what stands for a lost one.
 * Every second part of an emoji is among them too: the test is for speed, and comes first.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: twice as fast as \p{Cc} with its flag, and every cell goes through it.
const SUSPECT = /[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffd-\uffff]/;

const LINE_END = /\r\n?|[\u0085\u2028\u2029]/g;
const UNSEEN = /(?![\n\t])\p{Cc}|[\ufeff\ufffe\uffff]/gu;
const LOST = /[\p{Cs}\ufffd]/u;

/** True if `fitText` or `lostCharacter` has something to say of a text. */
export function isSuspect(text: string): boolean {
  return SUSPECT.test(text);
}

/** A text as a cell holds it: lines end with LF, and characters are left out that no field of Salesforce holds. */
export function fitText(text: string): string {
  return isSuspect(text) ? text.replaceAll(LINE_END, '\n').replaceAll(UNSEEN, '') : text;
}

/** Where a character was lost before: half of one, or the one that stands for what could not be read. */
export function lostCharacter(text: string): string | undefined {
  const lost = isSuspect(text) ? LOST.exec(text)?.[0] : undefined;
  return lost && codeName(lost);
}

/** The first character that `fitText` leaves out, as `U+0007`; ends of lines do not count. */
export function unseenCharacter(text: string): string | undefined {
  const unseen = isSuspect(text) ? text.replaceAll(LINE_END, '\n').match(UNSEEN)?.[0] : undefined;
  return unseen && codeName(unseen);
}

function codeName(character: string): string {
  return `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/**
 * A cell that a spreadsheet runs as a formula: `=…`, and what begins with another sign of arithmetic and calls a
 * function or a program (`+HYPERLINK(…)`, `@SUM(…)`, `-2+3+cmd|…`). Phone numbers and lists with hyphens are none.
 */
const FORMULA = /^\s*(?:=[\w"'({+\-@]|[+\-@].*(?:\||\w\())/s;

/**
 * True if a spreadsheet would run a cell. It is told and stays as it is: in Salesforce it is text, and a value that
 * is changed on the way is no longer what the recipe says.
 */
export function isSpreadsheetFormula(text: string): boolean {
  const first = text.charCodeAt(0);
  // "+", "-", "=", "@" or a blank.
  return (
    (first <= 0x20 || first === 0x2b || first === 0x2d || first === 0x3d || first === 0x40) &&
    FORMULA.test(text)
  );
}

/**
 * Text with at most thirty combining marks in a row, as Unicode's stream-safe format has it: normalizing takes the
 * square of their number, and no script needs more.
 */
export function fewMarks(text: string): string {
  return text.replaceAll(/(\p{M}{30})\p{M}+/gu, '$1');
}
