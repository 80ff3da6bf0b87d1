/** A count with thousands separators: `2,400`. */
export function counted(count: number): string {
  return String(Math.round(count)).replaceAll(/\B(?=(\d{3})+$)/g, ',');
}

/** A count and its noun: `1 file`, `2,400 files`; an irregular plural is passed in. */
export function countText(count: number, noun: string, plural = `${noun}s`): string {
  return `${counted(count)} ${count === 1 ? noun : plural}`;
}

/** `1 row`, `2,400 rows`. */
export function rowsText(rows: number): string {
  return countText(rows, 'row');
}

/** `1 text`, `2,400 texts`. */
export function textsText(texts: number): string {
  return countText(texts, 'text');
}

/** `1 record`, `2,400 records`. */
export function recordsText(records: number): string {
  return countText(records, 'record');
}

/** `100 Account, 2,400 Contact`, or `nothing`. */
export function countsText(counts: Readonly<Record<string, number>>): string {
  const parts = Object.entries(counts).map(([sobject, count]) => `${counted(count)} ${sobject}`);
  return parts.length > 0 ? parts.join(', ') : 'nothing';
}
