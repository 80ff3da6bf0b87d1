import { textLength } from '../../python/sequence.ts';
import { joined } from '../../python/size.ts';
import { FormulaError } from '../../shared/formula-error.ts';

/** Wraps text greedily to lines of at most `width` characters, as Python's textwrap does; keeps line breaks. */
export function wrap(
  text: string,
  width: number,
  breaksWords: boolean,
  breaksHyphens: boolean,
  separator: string,
): string {
  if (width < 1) throw new FormulaError('wordwrap takes a width of at least 1.');
  function* lines(): Iterable<string> {
    for (const line of text.split(/\r\n|\r|\n/)) {
      const wrapped = wrapLine(chunksOf(line, breaksHyphens), width, breaksWords);
      yield* wrapped.length > 0 ? wrapped : [''];
    }
  }
  return joined(lines(), separator);
}

/** Words, the spaces between them, and the parts of hyphenated words. */
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
      // Cuts the rest of a long word into full lines in one pass.
      const rest: string[] = [];
      const step = breaksWords ? width : letters.length;
      for (let at = room; at < letters.length; at += step) rest.push(letters.slice(at, at + step).join(''));
      for (const piece of rest.reverse()) stack.push(piece);
    }
    if (line.length > 0 && line.at(-1)!.trim() === '') line.pop();
    if (line.length > 0) lines.push(line.join(''));
  }
  return lines;
}
