/** The maximum characters that an error quotes from a file, an org, or a server. */
const SHOWN = 40;

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\t': '\\t', '\r': '\\r' };

/** Characters that control a terminal or the direction of text, lone surrogates, and line ends. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu;

function escaped(character: string): string {
  return ESCAPES[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Makes a message safe for a terminal: control characters are escaped; line breaks and tabs stay. */
export function printable(message: string): string {
  return message.replaceAll(UNPRINTABLE, (one) => (one === '\n' || one === '\t' ? one : escaped(one)));
}

/** The beginning of a text that the user didn't type: at most 40 characters, on one line. */
export function excerpt(text: string): string {
  // Escaping only makes a text longer.
  const start = [...text.slice(0, 4 * SHOWN).replaceAll(UNPRINTABLE, escaped)];
  return start.length <= SHOWN && text.length <= 4 * SHOWN
    ? start.join('')
    : `${start.slice(0, SHOWN - 1).join('')}…`;
}

/** An excerpt in quotation marks. */
export function quoted(text: string): string {
  return `"${excerpt(text)}"`;
}

/** Lists names from a file, such as its columns: as many as fit an excerpt, and the number of the rest. */
export function listed(names: readonly string[]): string {
  let left = SHOWN;
  const shown: string[] = [];
  for (const name of names) {
    const one = excerpt(name);
    if (shown.length > 0 && one.length > left) break;
    shown.push(one);
    left -= one.length;
  }
  const more = names.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** Quoted parts: a quotation mark that isn't an apostrophe, up to the next one of its kind. */
const QUOTED = /(?<![\w'])(["'`])((?:(?!\1).|\1(?=\w))*)\1/gs;

/** A path of keys such as `objects.Invoice__c.fields.Amount__c`. */
const KEYS = /^[\w-]{1,40}(?:\.[\w-]{1,40})+$/;

/** Longer words aren't words of a sentence, unless they are paths. */
const LONG_WORD = /(?<=^|\s)(?![./]|\w+\/|https?:)\S{61,}/g;

/**
 * Shortens every quoted text in a message to an excerpt, since libraries and plugins may quote whole files. The
 * result is safe for a terminal.
 */
export function discreet(message: string): string {
  const short = message.replaceAll(QUOTED, (whole, mark: string, inner: string) =>
    inner.length <= SHOWN || KEYS.test(inner) ? whole : `${mark}${excerpt(inner)}${mark}`,
  );
  return discreetHint(short);
}

/** The same for a hint, which may contain a longer piece of code. */
export function discreetHint(hint: string): string {
  return printable(hint.replaceAll(LONG_WORD, excerpt));
}
