/** The characters of the three-character checksum of a long id. */
const CHECK = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/**
 * True if a text is the id of a record in some org: 15 characters, or 18 with a checksum of their case. A key of a
 * dataset never is one, since it has a `_`. Source: Salesforce Help, "Record IDs".
 */
export function isRecordId(text: string): boolean {
  if (!/^[a-zA-Z0-9]{15}(?:[A-Z0-5]{3})?$/.test(text) || !/^[a-zA-Z0-9]{0,4}\d/.test(text)) return false;
  return text.length === 15 || text === longId(text.slice(0, 15));
}

/** An id of 15 characters with its checksum: which letters of each five are capitals. */
export function longId(stem: string): string {
  const check = [0, 5, 10].map((at) => {
    let capitals = 0;
    for (let bit = 0; bit < 5; bit++) {
      const letter = stem.charCodeAt(at + bit);
      if (letter >= 0x41 && letter <= 0x5a) capitals |= 1 << bit;
    }
    return CHECK[capitals];
  });
  return `${stem}${check.join('')}`;
}

/** The part of an id that identifies the record; two ids of one record may differ in their checksum. */
export function idStem(id: unknown): string {
  return String(id ?? '').slice(0, 15);
}

/** True if two values are ids of one record. */
export function sameId(a: unknown, b: unknown): boolean {
  return typeof a === 'string' && typeof b === 'string' && idStem(a) === idStem(b);
}
