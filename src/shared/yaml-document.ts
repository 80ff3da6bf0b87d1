import {
  Composer,
  type CST,
  type Document,
  isAlias,
  isCollection,
  isNode,
  isPair,
  isScalar,
  Lexer,
  LineCounter,
  type Node,
  type ParsedNode,
  type ParseOptions,
  Parser,
  type SchemaOptions,
  visit,
  type YAMLError,
} from 'yaml';
import { counted } from './counted.ts';
import { type Place, type Problem, UserError } from './errors.ts';
import { didYouMean } from './nearest.ts';
import { excerpt } from './quote.ts';

/** A YAML document without aliases: each stands as the node that it names, so that walking the tree always ends. */
export interface YamlDocument {
  document: Document;
  /** The place of an offset of the text. */
  at(offset: number): Place;
  /** Keys that stand twice in one map; the last one holds. */
  twins: Problem[];
}

/** The deepest nesting of lists and maps; no person writes more, and every walk of a tree is recursive. */
const DEEPEST = 100;

/** As many values as all aliases of a file may stand for: some hundred bytes of them could stand for billions. */
const MOST_REPEATED = 100_000;

/** The tags that a value may state; all others stand for types that neither a recipe nor a setting has. */
const TAGS = /^(?:!|tag:yaml\.org,2002:(?:str|int|float|bool|null|seq|map|timestamp|merge))$/;

/**
 * Parses the one YAML document of a file; whatever is wrong with it is a UserError with all places. What leaves the rest
 * readable, such as a day that no month has, goes to `mild` where a caller looks for more problems first.
 */
export function yamlDocument(
  text: string,
  file: string,
  options: ParseOptions & SchemaOptions & { version?: '1.1' | '1.2' } = {},
  mild?: Problem[],
): YamlDocument {
  const lines = new LineCounter();
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  const tokens = tokensOf(text, file, lines, at);
  const composer = new Composer({ ...options, uniqueKeys: false, prettyErrors: false });
  let document: Document.Parsed<ParsedNode> | undefined;
  const problems: Problem[] = [];
  for (const next of composer.compose(tokens, true, text.length)) {
    if (document) {
      problems.push({ message: 'Only one YAML document can stand in a file.', place: at(next.range[0]) });
      break;
    }
    document = next;
  }
  const { errors, warnings } = document!;
  // An unknown tag is a warning to the library, which drops it and keeps the bare value.
  const tags = warnings.filter(({ code }) => code === 'TAG_RESOLVE_FAILED');
  // A value that its type cannot be is an error of its own; what follows any other is mostly its echo.
  const values = errors.filter(({ code }) => code === 'TAG_RESOLVE_FAILED');
  const [first] = errors.filter(({ code }) => code !== 'TAG_RESOLVE_FAILED');
  const told = (list: readonly YAMLError[]): Problem[] =>
    list.map((error) => ({ message: error.message, place: at(offsetOf(error, document!)) }));
  const ofValues = told(first || values.length > 0 ? values : tags.slice(0, 1));
  problems.unshift(...told(first ? [first] : []), ...(mild ? [] : ofValues));
  if (problems.length > 0) throw new UserError([...problems, ...(mild ? ofValues : [])]);

  const walk = new Walk(at);
  if (document!.contents) document!.contents = walk.resolved(document!.contents, 0) as ParsedNode;
  const found = [...(mild ? ofValues : []), ...walk.problems];
  if (mild) mild.push(...found);
  else if (found.length > 0) throw new UserError(found);
  return { document: document!, at, twins: walk.twins };
}

/** As many words, marks, blanks and line ends as take some seconds and half a gigabyte. */
const MOST_PARTS = 1_500_000;

/** The tokens of a text, or an error as soon as it is too much: a tree of millions of nodes does not fit into memory. */
function tokensOf(
  text: string,
  file: string,
  lines: LineCounter,
  at: (offset: number) => Place,
): CST.Token[] {
  const tooDeep = (offset: number) => new UserError({ message: TOO_DEEP, place: at(offset) });
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  const tokens: CST.Token[] = [];
  let parts = 0;
  for (const part of new Lexer().lex(text)) {
    for (const token of parser.next(part)) tokens.push(token);
    // What is open of a document that is as deep as allowed: the document, its collections, a scalar.
    if (parser.stack.length > DEEPEST + 10)
      throw tooDeep(parser.stack.filter((token) => 'items' in token)[DEEPEST + 1]!.offset);
    if (++parts > MOST_PARTS)
      throw new UserError({
        message: `The file is too large for YAML: it has over ${counted(MOST_PARTS)} words and marks.`,
        place: { file },
        hint: 'Put data into a CSV file.',
      });
  }
  for (const token of parser.end()) tokens.push(token);
  const offset = tokens.map(depthProblem).find((found) => found !== undefined);
  if (offset !== undefined) throw tooDeep(offset);
  return tokens;
}

const TOO_DEEP = `Lists and maps can be nested ${DEEPEST} deep at most.`;

/** Where an error lies: a quote that is never closed is missed at the end of the file, but lacks its end where it begins. */
function offsetOf({ message, pos }: YAMLError, document: Document): number {
  let offset = pos[0];
  if (/^Missing closing .quote/.test(message))
    visit(document, {
      Scalar: (_, { type, range }) => {
        if (type?.startsWith('QUOTE') && range && range[1] >= pos[0]) offset = range[0];
      },
    });
  return offset;
}

/** Where the nesting of a token is too deep; told before the library composes nodes, which it does recursively. */
function depthProblem(token: CST.Token): number | undefined {
  const open: { token: CST.Token | null | undefined; depth: number }[] = [{ token, depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { token: one, depth } = next;
    if (!one) continue;
    if (depth > DEEPEST) return one.offset;
    if ('items' in one)
      for (const item of one.items)
        open.push({ token: item.key, depth: depth + 1 }, { token: item.value, depth: depth + 1 });
    if (one.type === 'document') open.push({ token: one.value, depth });
  }
  return undefined;
}

/** What a node holds: how many values with all that its aliases stand for, and how deep they lie. */
interface Extent {
  values: number;
  depth: number;
}

/** Puts the nodes that aliases name in their place, and finds what no file of this tool may hold. */
class Walk {
  readonly problems: Problem[] = [];
  readonly twins: Problem[] = [];
  readonly #at: (offset: number) => Place;
  readonly #anchors = new Map<string, Node>();
  readonly #extents = new Map<Node, Extent>();
  #repeated = 0;

  constructor(at: (offset: number) => Place) {
    this.#at = at;
  }

  /** The node itself, or the one that it is an alias of. */
  resolved(node: Node, depth: number): Node {
    if (isAlias(node)) return this.#named(node, node.source, depth) ?? node;
    // Noted as open at first: an alias within leads back to it.
    if ('anchor' in node && typeof node.anchor === 'string') this.#name(node, node.anchor);
    if (node.tag !== undefined && !TAGS.test(node.tag))
      this.#problem(node, `The tag \`${excerpt(node.tag)}\` isn't supported.`);
    const extent = { values: 1, depth: 0 };
    const take = (child: unknown): unknown => {
      if (!isNode(child)) return child;
      const found = this.resolved(child, depth + 1);
      const below = this.#extents.get(found);
      extent.values += below?.values ?? 1;
      extent.depth = Math.max(extent.depth, 1 + (below?.depth ?? 0));
      return found;
    };
    if (isCollection(node)) {
      const keys = new Set<string>();
      for (const [i, item] of node.items.entries()) {
        if (!isPair(item)) node.items[i] = take(item);
        else {
          item.key = take(item.key);
          this.#checkKey(item.key, keys);
          item.value = take(item.value);
        }
      }
    }
    this.#extents.set(node, extent);
    return node;
  }

  #name(node: Node, anchor: string): void {
    if (this.#anchors.has(anchor))
      this.#problem(node, `The anchor \`&${excerpt(anchor)}\` stands here twice.`);
    this.#anchors.set(anchor, node);
  }

  #named(alias: Node, source: string, depth: number): Node | undefined {
    const found = this.#anchors.get(source);
    const name = excerpt(source);
    if (!found) {
      this.#problem(
        alias,
        `Alias \`*${name}\` has no anchor \`&${name}\` before it.`,
        didYouMean(source, this.#anchors.keys()) ?? `Mark the value to repeat with \`&${name}\`.`,
      );
      return undefined;
    }
    const extent = this.#extents.get(found);
    if (!extent) {
      this.#problem(alias, `Alias \`*${name}\` stands inside of \`&${name}\`, which would never end.`);
      return undefined;
    }
    if (depth + extent.depth > DEEPEST) {
      this.#problem(alias, TOO_DEEP);
      return undefined;
    }
    this.#repeated += extent.values;
    if (this.#repeated > MOST_REPEATED) {
      if (this.#repeated - extent.values <= MOST_REPEATED)
        this.#problem(alias, `The aliases of a file can stand for ${counted(MOST_REPEATED)} values at most.`);
      return undefined;
    }
    return found;
  }

  #checkKey(key: unknown, before: Set<string>): void {
    if (isCollection(key)) this.#problem(key, 'A key must be a single value; got a list or a map.');
    if (!isScalar(key)) return;
    const name = key.source ?? String(key.value);
    // To JavaScript this one is no key of its own.
    if (name === '__proto__') this.#problem(key, "A key can't be named `__proto__`.");
    // A map may take in several others.
    if (before.has(name) && !(name === '<<' && key.type === 'PLAIN'))
      this.twins.push({
        message: `\`${excerpt(name)}\` stands here twice.`,
        place: this.#at(key.range?.[0] ?? 0),
        hint: 'The last one would hold.',
      });
    before.add(name);
  }

  #problem({ range }: Node, message: string, hint?: string): void {
    this.problems.push({ message, place: this.#at(range?.[0] ?? 0), ...(hint ? { hint } : {}) });
  }
}
