/** A text inside the quotes of a SOQL literal. */
export function soqlText(text: string): string {
  return `'${text.replaceAll(/[\\']/g, (sign) => `\\${sign}`)}'`;
}

/** A `LIKE` for everything that begins with a prefix; `_` and `%` are wildcards and stand for themselves here. */
export function startsWith(field: string, prefix: string): string {
  const escaped = prefix.replaceAll(/[\\'_%]/g, (sign) => `\\${sign}`);
  return `${field} LIKE '${escaped}%'`;
}

/** `field IN ('a','b')`. */
export function oneOf(field: string, values: readonly string[]): string {
  return `${field} IN (${values.map(soqlText).join(',')})`;
}
