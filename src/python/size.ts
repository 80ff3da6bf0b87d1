import { counted } from '../shared/counted.ts';
import { FormulaError } from '../shared/formula-error.ts';

/**
 * The maximum characters of a text, or items of a list, that one formula may create: far more than any field holds.
 */
export const SIZE_LIMIT = 1_000_000;

/** The maximum characters and items that may be created on the way to one value. */
const WORK_LIMIT = 50 * SIZE_LIMIT;

let made = 0;

/** Starts counting for another value. */
export function beginValue(): void {
  made = 0;
}

/** Refuses a size before the text or list is created, and more work than any value needs. */
export function checkSize(size: number, what: 'text' | 'list' = 'text'): void {
  if (!(size <= SIZE_LIMIT))
    throw new FormulaError(
      what === 'text'
        ? `A string would be longer than ${counted(SIZE_LIMIT)} characters.`
        : `A list would have more than ${counted(SIZE_LIMIT)} items.`,
    );
  made += size;
  if (made > WORK_LIMIT)
    throw new FormulaError(
      `The formula makes more than ${counted(WORK_LIMIT)} characters and items for one value.`,
    );
}

/** Counts a text that already exists, made of parts of limited size. */
export function limitedText(text: string): string {
  checkSize(text.length);
  return text;
}

/** Joins parts with a separator; stops asking for parts when the limit is reached. */
export function joined(parts: Iterable<string>, separator: string, open = '', close = ''): string {
  let text = open;
  let isFirst = true;
  for (const part of parts) {
    if (!isFirst) text += separator;
    text += part;
    isFirst = false;
    if (text.length > SIZE_LIMIT) checkSize(text.length);
  }
  return limitedText(text + close);
}

const STEP_LIMIT = 10 * SIZE_LIMIT;

let steps = 0;
let open = 0;

/**
 * Counts one step of a walk through nested lists. A list that holds another one a thousand times takes little memory,
 * but a few such levels would take forever.
 */
export function bounded<T>(items: number, step: () => T): T {
  if (open === 0) steps = 0;
  open++;
  try {
    steps += items;
    if (steps > STEP_LIMIT)
      throw new FormulaError(`Nested lists have more than ${counted(STEP_LIMIT)} items here.`);
    return step();
  } finally {
    open--;
  }
}

/** Converts an error about JavaScript's limits to an error of the formula; returns any other error unchanged. */
export function tooLarge(error: unknown): unknown {
  return error instanceof RangeError && BEYOND.test(error.message)
    ? new FormulaError(`The value is too large or too deep: ${error.message}.`)
    : error;
}

const BEYOND = /string length|array (?:buffer )?length|call stack|BigInt|count value|allocation failed/i;
