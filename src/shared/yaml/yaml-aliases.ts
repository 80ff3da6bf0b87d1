import { isAlias, isCollection, isNode, isPair, isScalar, type Node } from 'yaml';
import { counted } from '../counted.ts';
import type { Place, Problem } from '../errors.ts';
import { didYouMean } from '../nearest.ts';
import { excerpt } from '../quote.ts';
import { DEEPEST_YAML, TOO_DEEP } from './yaml-tokens.ts';

/**
 * The maximum number of values that all aliases of a file may expand to: a few hundred bytes could expand to
 * billions.
 */
const MOST_REPEATED = 100_000;

/** The tags that a value may have; all others are types that neither recipes nor settings use. */
const TAGS = /^(?:!|tag:yaml\.org,2002:(?:str|int|float|bool|null|seq|map|timestamp|merge))$/;

/** The size of a node: its number of values with all aliases expanded, and its depth. */
interface Extent {
  values: number;
  depth: number;
}

/** Replaces aliases with their nodes, and finds content that no file of this tool may have. */
export class AliasWalk {
  readonly problems: Problem[] = [];
  readonly twins: Problem[] = [];
  readonly #at: (offset: number) => Place;
  readonly #anchors = new Map<string, Node>();
  readonly #extents = new Map<Node, Extent>();
  #repeated = 0;

  constructor(at: (offset: number) => Place) {
    this.#at = at;
  }

  /** Returns the node itself, or the one that it is an alias of. */
  resolved(node: Node, depth: number): Node {
    if (isAlias(node)) return this.#named(node, node.source, depth) ?? node;
    // Marked as open first: a nested alias may lead back to it.
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
    if (this.#anchors.has(anchor)) this.#problem(node, `Duplicate anchor \`&${excerpt(anchor)}\`.`);
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
      this.#problem(alias, `Alias \`*${name}\` is inside \`&${name}\`, which would never end.`);
      return undefined;
    }
    if (depth + extent.depth > DEEPEST_YAML) {
      this.#problem(alias, TOO_DEEP);
      return undefined;
    }
    this.#repeated += extent.values;
    if (this.#repeated > MOST_REPEATED) {
      if (this.#repeated - extent.values <= MOST_REPEATED)
        this.#problem(alias, `The aliases of a file can repeat ${counted(MOST_REPEATED)} values at most.`);
      return undefined;
    }
    return found;
  }

  #checkKey(key: unknown, before: Set<string>): void {
    if (isCollection(key)) this.#problem(key, 'A key must be a single value; got a list or a map.');
    if (!isScalar(key)) return;
    const name = key.source ?? String(key.value);
    // For JavaScript, it isn't a separate key.
    if (name === '__proto__') this.#problem(key, "A key can't be named `__proto__`.");
    // A map may have several merge keys.
    if (before.has(name) && !(name === '<<' && key.type === 'PLAIN'))
      this.twins.push({
        message: `Duplicate key \`${excerpt(name)}\`.`,
        place: this.#at(key.range?.[0] ?? 0),
        hint: 'Only the last one would count.',
      });
    before.add(name);
  }

  #problem({ range }: Node, message: string, hint?: string): void {
    this.problems.push({ message, place: this.#at(range?.[0] ?? 0), ...(hint ? { hint } : {}) });
  }
}
