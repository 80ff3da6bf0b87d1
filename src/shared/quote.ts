/** The most characters of a file, or of what an org or a server said, that one error shows. */
const SHOWN = 40;

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\t': '\\t', '\r': '\\r' };

/** Characters that a terminal acts on or that turn the direction of a line, halves of characters, and line ends. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu;

function escaped(character: string): string {
  return ESCAPES[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** A message as a terminal may get it: what could steer it is written as an escape; lines and tabs stay. */
export function printable(message: string): string {
  return message.replaceAll(UNPRINTABLE, (one) => (one === '\n' || one === '\t' ? one : escaped(one)));
}

/** The beginning of a text that the user did not type: 40 characters at most, on one line. */
export function excerpt(text: string): string {
  // Escapes make a text longer, and never shorter.
  const start = [...text.slice(0, 4 * SHOWN).replaceAll(UNPRINTABLE, escaped)];
  return start.length <= SHOWN && text.length <= 4 * SHOWN
    ? start.join('')
    : `${start.slice(0, SHOWN - 1).join('')}…`;
}

/** An excerpt in quotation marks. */
export function quoted(text: string): string {
  return `"${excerpt(text)}"`;
}

/** What a library says of a text, without more of the text than an excerpt: it may quote all of it. */
export function libraryMessage(message: string): string {
  const short = message.replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/gs, (part) =>
    part.length <= SHOWN + 2 ? part : `${part[0]}${excerpt(part.slice(1, -1))}${part[0]}`,
  );
  return printable(short.length <= 4 * SHOWN ? short : `${short.slice(0, 4 * SHOWN)}…`);
}
