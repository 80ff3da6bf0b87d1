/** Removes trailing characters that `isLoose` accepts; a regular expression would take quadratic time. */
export function trimEndOf(text: string, isLoose: (character: string) => boolean): string {
  let end = text.length;
  while (end > 0 && isLoose(text[end - 1]!)) end--;
  return end === text.length ? text : text.slice(0, end);
}
