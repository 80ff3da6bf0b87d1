/** Quotes a word for a POSIX shell if necessary. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** A command line to paste into a shell; parts that are undefined or false are left out. */
export function shellLine(words: readonly (string | undefined | false)[]): string {
  return words
    .filter((word) => typeof word === 'string')
    .map(shellWord)
    .join(' ');
}

/**
 * A command line of this tool: `datagen('load', dir, '--target-org', org)`. The printer replaces the program's name
 * with how it is called here.
 */
export function datagen(...words: (string | undefined | false)[]): string {
  return shellLine(['sfdc-datagen', ...words]);
}

/** Splits such a line into words; an unclosed quote extends to the end. */
export function wordsOf(line: string): string[] {
  const words: string[] = [];
  for (const [, word] of line.matchAll(/((?:'[^']*(?:'|$)|\\.|[^\s'\\])+)/g))
    words.push(word!.replaceAll(/'([^']*)(?:'|$)|\\(.)/g, '$1$2'));
  return words;
}
