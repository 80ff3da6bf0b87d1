/** A word as a POSIX shell takes it, in quotes where it needs them. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** A command line that can be pasted into a shell; parts that are undefined or false are left out. */
export function shellLine(words: readonly (string | undefined | false)[]): string {
  return words
    .filter((word) => typeof word === 'string')
    .map(shellWord)
    .join(' ');
}

/** A command line of this tool: `datagen('load', dir, '--target-org', org)`. What prints it says how the tool is called here. */
export function datagen(...words: (string | undefined | false)[]): string {
  return shellLine(['sfdc-datagen', ...words]);
}

/** The words of such a line; a quote that does not end goes to the end. */
export function wordsOf(line: string): string[] {
  const words: string[] = [];
  for (const [, word] of line.matchAll(/((?:'[^']*(?:'|$)|\\.|[^\s'\\])+)/g))
    words.push(word!.replaceAll(/'([^']*)(?:'|$)|\\(.)/g, '$1$2'));
  return words;
}
