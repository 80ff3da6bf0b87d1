import type { Problem } from '../errors.ts';

const MARK = /^(?:<{7}|={7}|>{7}|\|{7})(?= |\r?$)/m;

/** True for a line that git put between the sides of a merge. */
export function isMergeMark(line: string | undefined): boolean {
  return MARK.test(line ?? '');
}

/** How one begins or ends; `=======` between its sides may stand in a text, under a heading. */
const END = /^[<>]{7}(?= |\r?$)/m;

/** That a file has the marks of a merge, with the line of the first; nothing where it has none. */
export function openMerge(text: string, file: string): Problem | undefined {
  const mark = END.exec(text);
  if (!mark) return undefined;
  return {
    message: 'Unresolved git merge.',
    place: { file, line: text.slice(0, mark.index).split('\n').length },
    hint: 'Take one side of the whole folder, since the files of a dataset belong together.',
  };
}
