/** Where a record comes from, as a receipt has it. */
export const ORIGIN = { unknown: 0, created: 1, adopted: 2 } as const;

/** What the org accepted of one job: a line of `receipts.jsonl`. */
export interface ReceiptLine {
  object: string;
  fields: string[];
  /** Key, id, bits of the fields sent and cleared in hexadecimal, and 1 where the record was created, 2 where it was adopted. */
  rows: [key: string, id: string, sent: string, cleared: string, created: number][];
}

/** The line of a text; undefined where it was torn or says something else. */
export function lineOf(text: string): ReceiptLine | undefined {
  try {
    const line = JSON.parse(text) as ReceiptLine;
    const isRow = (row: unknown) =>
      Array.isArray(row) && row.slice(0, 4).every((part) => typeof part === 'string');
    return typeof line.object === 'string' && Array.isArray(line.fields) && line.rows.every(isRow)
      ? line
      : undefined;
  } catch {
    return undefined;
  }
}

/** Flags as a number in hexadecimal, the first one its lowest bit. */
export function bitsOf(flags: readonly boolean[]): string {
  let text = '';
  for (let at = 0; at < flags.length; at += 4) {
    const digit = [0, 1, 2, 3].reduce((sum, bit) => (flags[at + bit] ? sum | (1 << bit) : sum), 0);
    text = digit.toString(16) + text;
  }
  return text;
}

/** True if the flag at a position is set. */
export function hasBit(bits: string, at: number): boolean {
  const digit = bits[bits.length - 1 - (at >> 2)];
  return digit !== undefined && ((Number.parseInt(digit, 16) >> (at & 3)) & 1) === 1;
}
