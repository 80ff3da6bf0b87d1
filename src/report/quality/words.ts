/** The words of a text in lowercase; "workers' comp", "O'Leary", "1.5", and "first-time" keep their inner marks. */
export function wordsIn(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+(?:['’.,-][\p{L}\p{N}]+)*/gu) ?? [];
}

/** Sequences of `size` words, each as one string. */
export function ngrams(words: readonly string[], size: number): string[] {
  const grams: string[] = [];
  for (let start = 0; start + size <= words.length; start++) {
    grams.push(words.slice(start, start + size).join(' '));
  }
  return grams;
}
