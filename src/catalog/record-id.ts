/** The characters of the three-character checksum of a long id. */
const CHECK = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/**
 * True if a text is the id of a record in some org: 15 characters, or 18 with a checksum of their case. A key of a
 * dataset never is one, since it has a `_`. Source: Salesforce Help, "Record IDs".
 */
export function isRecordId(text: string): boolean {
  if (!/^[a-zA-Z0-9]{15}(?:[A-Z0-5]{3})?$/.test(text) || !/^[a-zA-Z0-9]{0,4}\d/.test(text)) return false;
  const check = [0, 5, 10].map((at) => {
    const capitals = [...text.slice(at, at + 5)].map((letter, bit) => (/[A-Z]/.test(letter) ? 1 << bit : 0));
    return CHECK[capitals.reduce((sum, one) => sum + one, 0)];
  });
  return text.length === 15 || text.slice(15) === check.join('');
}

/** The part of an id that identifies the record; two ids of one record may differ in their checksum. */
export function idStem(id: unknown): string {
  return String(id ?? '').slice(0, 15);
}

/** True if two values are ids of one record. */
export function sameId(a: unknown, b: unknown): boolean {
  return typeof a === 'string' && typeof b === 'string' && idStem(a) === idStem(b);
}
