import type { FormulaProblem } from '../../shared/formula-error.ts';
import { type Token, tokensUntil } from './tokens.ts';

/** A piece of a cell's text: literal text or a formula. */
export type Part =
  | { kind: 'text'; text: string }
  | { kind: 'formula'; tokens: Token[]; offset: number; end: number };

interface Delimiters {
  formula: string;
  formulaEnd: string;
  statement: string;
}

const DOLLAR: Delimiters = { formula: '${{', formulaEnd: '}}', statement: '${%' };
const ANGLE: Delimiters = { formula: '<<', formulaEnd: '>>', statement: '<%' };

/**
 * Splits a text into literals and formulas; undefined if it has no formula. Version 2 also accepts `<< >>` if there
 * is no `${{`.
 */
export function partsOf(text: string, version: 2 | 3, problems: FormulaProblem[]): Part[] | undefined {
  const delimiters = [DOLLAR, ...(version === 2 ? [ANGLE] : [])].find(
    ({ formula, statement }) => text.includes(formula) || text.includes(statement),
  );
  return delimiters && cut(text, delimiters, problems);
}

function cut(
  source: string,
  { formula, formulaEnd, statement }: Delimiters,
  problems: FormulaProblem[],
): Part[] {
  // Jinja drops one line break at the end of a template.
  const text = source.replace(/\r?\n$/, '');
  const parts: Part[] = [];
  const opening = new RegExp(
    [formula, statement, '{#'].map((mark) => mark.replaceAll(/[${]/g, '\\$&')).join('|'),
    'g',
  );
  let at = 0;
  let isTrimmed = false;
  const copy = (until: number, trimsEnd: boolean) => {
    let words = text.slice(at, until);
    if (isTrimmed) words = words.trimStart();
    if (trimsEnd) words = words.trimEnd();
    if (words !== '') parts.push({ kind: 'text', text: words });
  };
  while (at < text.length) {
    opening.lastIndex = at;
    const found = opening.exec(text);
    if (!found) break;
    const offset = found.index;
    const start = offset + found[0].length;
    copy(offset, text[start] === '-');
    if (found[0] === statement) {
      problems.push({
        message: `Statements (\`${statement} … %}\`) aren't supported.`,
        offset,
        hint: `Write a condition as \`${formula} x if y else z ${formulaEnd}\`, or use the function block \`if\`.`,
      });
      return parts;
    }
    if (found[0] === '{#') {
      const end = text.indexOf('#}', start);
      if (end < 0) problems.push({ message: 'The comment has no closing `#}`.', offset });
      at = end < 0 ? text.length : end + 2;
      isTrimmed = text[end - 1] === '-';
      continue;
    }
    const words = tokensUntil(text, text[start] === '-' ? start + 1 : start, formulaEnd);
    if ('message' in words) {
      problems.push(words);
      return parts;
    }
    parts.push({ kind: 'formula', tokens: words.tokens, offset, end: words.end });
    at = words.end;
    isTrimmed = words.trim;
  }
  copy(text.length, false);
  return parts;
}
