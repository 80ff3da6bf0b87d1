/** Flags that take two words, as in Snowfakery: `--option count 5`, `--target-number 1000 Account`. */
const PAIRS = new Set(['--option', '--plugin-option', '--target-number', '--target-count']);

/** Joins such pairs to one word each: `--option count=5`. */
export function pairedArguments(argv: readonly string[]): string[] {
  const paired: string[] = [];
  for (let i = 0; i < argv.length; i++) {
    paired.push(argv[i]!);
    if (!PAIRS.has(argv[i]!)) continue;
    const [first, second] = [argv[i + 1], argv[i + 2]];
    if (first === undefined || first.includes('=') || second === undefined || second.startsWith('--'))
      continue;
    paired.push(`${first}=${second}`);
    i += 2;
  }
  return paired;
}
