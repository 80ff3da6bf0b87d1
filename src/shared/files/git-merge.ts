import type { Problem } from '../errors.ts';

const MARK = /^(?:<{7}|={7}|>{7}|\|{7})(?= |\r?$)/m;

/** True for a conflict marker of git. */
export function isMergeMark(line: string | undefined): boolean {
  return MARK.test(line ?? '');
}

/** How one begins or ends; `=======` may also be an underline in a text. */
const END = /^[<>]{7}(?= |\r?$)/m;

/** Reports conflict markers in a file, with the line of the first; undefined if there are none. */
export function openMerge(text: string, file: string): Problem | undefined {
  const mark = END.exec(text);
  if (!mark) return undefined;
  return {
    message: 'Unresolved git merge.',
    place: { file, line: text.slice(0, mark.index).split('\n').length },
    hint: 'Take one side of the whole folder, since the files of a dataset belong together.',
  };
}
