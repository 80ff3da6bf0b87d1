import { FormulaError } from '../../formula-error.ts';
import { textLength } from '../../values/sequence.ts';

/** Text in lines of at most `width` characters, filled greedily as Python's textwrap does, line breaks kept. */
export function wrap(
  text: string,
  width: number,
  breaksWords: boolean,
  breaksHyphens: boolean,
  separator: string,
): string {
  if (width < 1) throw new FormulaError('wordwrap takes a width of at least 1.');
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => wrapLine(chunksOf(line, breaksHyphens), width, breaksWords).join(separator))
    .join(separator);
}

/** Words, the blanks between them, and the parts of words with hyphens. */
function chunksOf(line: string, breaksHyphens: boolean): string[] {
  return line
    .split(/(\s+)/)
    .flatMap((chunk) => (breaksHyphens ? chunk.split(/(?<=[\p{L}_]-)(?=[\p{L}_])/u) : [chunk]))
    .filter((chunk) => chunk !== '')
    .reverse();
}

function wrapLine(stack: string[], width: number, breaksWords: boolean): string[] {
  const lines: string[] = [];
  while (stack.length > 0) {
    if (lines.length > 0 && stack.at(-1)!.trim() === '') stack.pop();
    const line: string[] = [];
    let length = 0;
    while (stack.length > 0 && length + textLength(stack.at(-1)!) <= width) {
      const chunk = stack.pop()!;
      line.push(chunk);
      length += textLength(chunk);
    }
    if (stack.length > 0 && textLength(stack.at(-1)!) > width) {
      const letters = [...stack.pop()!];
      const room = breaksWords ? Math.max(1, width - length) : line.length === 0 ? letters.length : 0;
      if (room > 0) line.push(letters.slice(0, room).join(''));
      if (room < letters.length) stack.push(letters.slice(room).join(''));
    }
    if (line.length > 0 && line.at(-1)!.trim() === '') line.pop();
    if (line.length > 0) lines.push(line.join(''));
  }
  return lines;
}
