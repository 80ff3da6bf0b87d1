/**
 * Gives each record of CSV text and the line on which it begins, where the text is as this tool writes it: commas, LF,
 * quotation marks around whole values. It is read several times as fast as by a parser of all dialects, to which any other
 * text is left: false, and what was given is worth nothing.
 */
export function readPlainCsv(text: string, give: (record: string[], line: number) => void): boolean {
  if (text.includes('\r')) return false;
  let at = text.startsWith('\ufeff') ? 1 : 0;
  let line = 1;
  let quote = -1;
  while (at < text.length) {
    if (quote < at) quote = indexOrEnd(text, '"', at);
    const end = indexOrEnd(text, '\n', at);
    if (quote >= end) {
      give(text.slice(at, end).split(','), line++);
      at = end + 1;
      continue;
    }
    const read = readQuoted(text, at);
    if (!read) return false;
    give(read.record, line);
    line += read.lines;
    at = read.at;
  }
  return true;
}

function indexOrEnd(text: string, what: string, from: number): number {
  const found = text.indexOf(what, from);
  return found < 0 ? text.length : found;
}

/** A record with a quotation mark in it, with the lines it takes and where the next one begins; undefined where that is not in its place. */
function readQuoted(
  text: string,
  start: number,
): { record: string[]; lines: number; at: number } | undefined {
  const record: string[] = [];
  let lines = 1;
  for (let at = start; ; at++) {
    const cell = text[at] === '"' ? quotedCell(text, at + 1) : plainCell(text, at);
    if (!cell) return undefined;
    record.push(cell.value);
    for (let lf = cell.value.indexOf('\n'); lf >= 0; lf = cell.value.indexOf('\n', lf + 1)) lines++;
    at = cell.end;
    if (at >= text.length || text[at] === '\n') return { record, lines, at: at + 1 };
    if (text[at] !== ',') return undefined;
  }
}

interface Cell {
  value: string;
  /** Where the comma or the line end behind it is. */
  end: number;
}

function quotedCell(text: string, start: number): Cell | undefined {
  let value = '';
  for (let from = start; ; ) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return undefined;
    value += text.slice(from, quote);
    if (text[quote + 1] !== '"') return { value, end: quote + 1 };
    value += '"';
    from = quote + 2;
  }
}

function plainCell(text: string, start: number): Cell | undefined {
  let end = start;
  for (; end < text.length && text[end] !== ',' && text[end] !== '\n'; end++)
    if (text[end] === '"') return undefined;
  return { value: text.slice(start, end), end };
}
