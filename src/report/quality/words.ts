/** The words of a text in lower case; "workers' comp", "O'Leary", "1.5" and "first-time" each keep their inner marks. */
export function wordsIn(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+(?:['’.,-][\p{L}\p{N}]+)*/gu) ?? [];
}

/** Runs of `size` words, each as one string. */
export function ngrams(words: readonly string[], size: number): string[] {
  const grams: string[] = [];
  for (let start = 0; start + size <= words.length; start++) {
    grams.push(words.slice(start, start + size).join(' '));
  }
  return grams;
}
