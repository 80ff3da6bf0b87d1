/** Bytes that aren't text, or whose encoding is uncertain: what was found, on which line, and what to do. */
export class UnreadableText extends Error {
  /** From 1; undefined for the file as a whole. */
  readonly line: number | undefined;
  readonly hint: string;

  constructor(message: string, line: number | undefined, hint: string) {
    super(message);
    this.name = 'UnreadableText';
    this.line = line;
    this.hint = hint;
  }
}

const SAVE = 'Save the file as UTF-8 (in Excel: "CSV UTF-8").';

const MARKS: readonly (readonly [encoding: string, mark: readonly number[]])[] = [
  ['utf-32', [0xff, 0xfe, 0, 0]],
  ['utf-32', [0, 0, 0xfe, 0xff]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
  ['utf-8', [0xef, 0xbb, 0xbf]],
];

/**
 * Decodes a file: UTF-8, or UTF-16 with a byte order mark, which is dropped. Anything else is an UnreadableText, so
 * that no character is guessed.
 */
export function decodeText(bytes: Uint8Array): string {
  const [encoding, mark] = MARKS.find(([, bom]) => bom.every((byte, i) => bytes[i] === byte)) ?? [
    'utf-8',
    [],
  ];
  if (encoding === 'utf-32') throw new UnreadableText('The file is UTF-32.', undefined, SAVE);
  const body = bytes.subarray(mark.length);
  if (encoding === 'utf-8') refuseNul(body);
  const text = strictly(body, encoding);
  if (text === undefined) throw encoding === 'utf-8' ? notUtf8(body) : brokenUtf16();
  if (encoding !== 'utf-8' && text.includes('\0')) throw nul(lineAt(text.slice(0, text.indexOf('\0'))));
  return text;
}

function strictly(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function refuseNul(bytes: Uint8Array): void {
  const at = bytes.indexOf(0);
  if (at < 0) return;
  const start = bytes.subarray(0, 2_000);
  // In UTF-16, every other byte of Latin text is 0.
  const zeros = start.reduce((count, byte) => count + (byte === 0 ? 1 : 0), 0);
  if (zeros > start.length / 4)
    throw new UnreadableText('The file looks like UTF-16 without a byte order mark.', undefined, SAVE);
  throw nul(lineOf(bytes, at));
}

function nul(line: number): UnreadableText {
  return new UnreadableText(
    "There is a NUL character (U+0000), which text files can't have.",
    line,
    'Remove it, or name another file.',
  );
}

function brokenUtf16(): UnreadableText {
  return new UnreadableText('The file begins as UTF-16 but continues as something else.', undefined, SAVE);
}

function notUtf8(bytes: Uint8Array): UnreadableText {
  const at = firstInvalid(bytes);
  const byte = bytes[at]!;
  const line = lineOf(bytes, at);
  const said = `The byte 0x${byte.toString(16).toUpperCase().padStart(2, '0')} isn't UTF-8`;
  if (!looksLikeWindows1252(bytes))
    return new UnreadableText(`${said}; the file isn't UTF-8 text.`, line, SAVE);
  const letter = new TextDecoder('windows-1252').decode(Uint8Array.of(byte));
  return new UnreadableText(
    `${said}; the file looks like Windows-1252, where it is "${letter}".`,
    line,
    SAVE,
  );
}

/**
 * The offset of the first byte that isn't UTF-8: where a lenient decoder adds a replacement character that isn't in
 * the file.
 */
function firstInvalid(bytes: Uint8Array): number {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
  let [offset, from] = [0, 0];
  for (;;) {
    const at = text.indexOf('\uFFFD', from);
    offset += Buffer.byteLength(text.slice(from, at));
    const isReal = bytes[offset] === 0xef && bytes[offset + 1] === 0xbf && bytes[offset + 2] === 0xbd;
    if (!isReal) return offset;
    offset += 3;
    from = at + 1;
  }
}

/** No control characters, and none of the five bytes that Windows-1252 leaves undefined. */
function looksLikeWindows1252(bytes: Uint8Array): boolean {
  return !bytes.some(
    (byte) =>
      (byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 13) ||
      [0x81, 0x8d, 0x8f, 0x90, 0x9d].includes(byte),
  );
}

function lineOf(bytes: Uint8Array, at: number): number {
  return lineAt(Buffer.from(bytes.subarray(0, at)).toString('latin1'));
}

/** The number of the line after a text, from 1. */
function lineAt(before: string): number {
  return before.split(/\r\n|\r|\n/).length;
}
