/** A part of a phrase: words as they stand, one of a list, a fact of the record, or one of a few words. */
export type Part =
  | { kind: 'words'; words: string }
  | { kind: 'list'; list: string; fact: string | undefined }
  | { kind: 'fact'; fact: string }
  | { kind: 'choice'; key: string; options: readonly string[] };

const PART = /<(\w+?)(?:\{(\w+)\})?>|\{(\w+)\}|\[([^\]]*\|[^\]]*)\]/g;
const parsed = new Map<string, readonly Part[]>();

/** The parts of a phrase: `<list>`, `<list_{fact}>`, `{fact}` and `[a|b]` between words. */
export function partsOf(phrase: string): readonly Part[] {
  let parts = parsed.get(phrase);
  if (!parts) {
    parts = parse(phrase);
    parsed.set(phrase, parts);
  }
  return parts;
}

function parse(phrase: string): Part[] {
  const parts: Part[] = [];
  let end = 0;
  for (const match of phrase.matchAll(PART)) {
    if (match.index > end) parts.push({ kind: 'words', words: phrase.slice(end, match.index) });
    const [whole, list, listFact, fact, options] = match;
    if (list !== undefined) parts.push({ kind: 'list', list, fact: listFact });
    else if (fact !== undefined) parts.push({ kind: 'fact', fact });
    else if (options !== undefined) parts.push({ kind: 'choice', key: whole, options: options.split('|') });
    end = match.index + whole.length;
  }
  if (end < phrase.length) parts.push({ kind: 'words', words: phrase.slice(end) });
  return parts;
}
