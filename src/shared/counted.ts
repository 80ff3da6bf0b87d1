/** A count with its thousands apart. */
export function counted(count: number): string {
  return String(Math.round(count)).replaceAll(/\B(?=(\d{3})+$)/g, ',');
}

/** `1 row`, `2,400 rows`. */
export function rowsText(rows: number): string {
  return `${counted(rows)} ${rows === 1 ? 'row' : 'rows'}`;
}

/** `1 text`, `2,400 texts`. */
export function textsText(texts: number): string {
  return `${counted(texts)} ${texts === 1 ? 'text' : 'texts'}`;
}

/** `1 record`, `2,400 records`. */
export function recordsText(records: number): string {
  return `${counted(records)} ${records === 1 ? 'record' : 'records'}`;
}
