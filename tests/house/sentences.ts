import { type Node, parseSync, visitorKeys } from 'oxc-parser';
import type { SourceFile } from './source.ts';

/** A sentence that a user may read, `X` in place of each value. */
export interface Sentence {
  path: string;
  text: string;
  /** The property that holds it: `message` and `hint` of a problem, `describe` of an option. */
  key: string | undefined;
}

/**
 * Modules whose sentences are data or another program's: what fakes and the offline provider write, prompts, whose
 * words are part of cache keys, and Salesforce's own messages in the practice org.
 */
const NOT_OURS =
  /^(?:fakes\/|enrich\/system|enrich\/providers\/offline\/|enrich\/prompt\/|practice-org\/(?!options|serve|login)|catalog\/\w+-objects|commands\/completion-scripts)/;

/** Text for a machine: queries, markup, patterns, lines of code. */
const NOT_PROSE =
  /^(?:SELECT|INSERT|CREATE|DELETE|UPDATE|PRAGMA|DROP|ALTER|WITH|BEGIN|COMMIT|ROLLBACK|ATTACH|VACUUM|GET|POST|PATCH) |^[<{[(|]|^ AND |^-- |\bX\.X\(|=>/;

/** The sentences of a module, from its string literals and templates. */
export function sentencesOf({ path, text }: Pick<SourceFile, 'path' | 'text'>): Sentence[] {
  if (NOT_OURS.test(path)) return [];
  const found: Sentence[] = [];
  const walk = (node: Node, key: string | undefined): void => {
    const own = textOf(node);
    if (own !== undefined && isSentence(own)) found.push({ path, text: own, key });
    for (const name of visitorKeys[node.type] ?? []) {
      const child = (node as unknown as Record<string, Node | (Node | null)[] | null>)[name];
      const below = keyBelow(node, name, key);
      for (const one of [child].flat()) if (one) walk(one, below);
    }
  };
  walk(parseSync(path, text, { sourceType: 'module' }).program, undefined);
  return found;
}

/** The property that a child of a node is the value of; what fills in a template is a sentence of its own. */
function keyBelow(node: Node, child: string, key: string | undefined): string | undefined {
  if (node.type === 'TemplateLiteral') return undefined;
  return node.type === 'Property' && child === 'value' && node.key.type === 'Identifier'
    ? node.key.name
    : key;
}

function textOf(node: Node): string | undefined {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : undefined;
  if (node.type !== 'TemplateLiteral') return undefined;
  return node.quasis.map(({ value }) => value.cooked ?? value.raw).join('X');
}

/** Words that begin like a sentence, or end like one. */
function isSentence(text: string): boolean {
  return /\p{L}{2,} \S/u.test(text) && /^[A-Z`"]|[.?]$|: |; /.test(text) && !NOT_PROSE.test(text);
}
