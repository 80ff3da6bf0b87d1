/** The share of texts that repeat an earlier one, letter for letter but for case and spaces. */
export function exactDuplicates(texts: readonly string[]): number {
  if (texts.length === 0) return 0;
  return 1 - new Set(texts.map(normal)).size / texts.length;
}

/** How many texts repeat an earlier one of their own account. */
export function duplicatesWithinAccount(records: readonly { account: string; text: string }[]): number {
  return records.length - new Set(records.map(({ account, text }) => `${account}\n${normal(text)}`)).size;
}

function normal(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ').toLowerCase();
}
