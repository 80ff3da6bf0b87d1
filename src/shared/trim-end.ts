/** Text without the characters at its end that `isLoose` names; a regular expression would look at each of them from each. */
export function trimEndOf(text: string, isLoose: (character: string) => boolean): string {
  let end = text.length;
  while (end > 0 && isLoose(text[end - 1]!)) end--;
  return end === text.length ? text : text.slice(0, end);
}
