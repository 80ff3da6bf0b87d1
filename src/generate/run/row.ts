import type { Population } from '../../allocation/population.ts';
import { childKey, topKey } from '../../dataset/prefix.ts';
import type { PyObject, Value } from '../../python/value.ts';
import { mixed } from '../../random/key.ts';

/** What the rows of one template have in common. */
export interface RowType {
  sobject: string;
  /** The index of each field in `values`, including hidden ones. */
  slots: ReadonlyMap<string, number>;
  /** The positions of the rows in their block, if known beforehand. */
  population: Population | undefined;
}

/** The identity of a row: its key, and two 32-bit hashes of its path for the streams of its values. */
export interface RowIdentity {
  key: string;
  high: number;
  low: number;
}

/** The position of a row among others. */
export interface Position {
  /** Its number below its parent or at the top, among rows of its object, from 0. */
  number: number;
  /** Its number in this run of its template, from 0. */
  childIndex: number;
  /** Running number in its table, from 1. */
  id: number;
  block: number;
  /** Its slot in the block of its template; -1 if it isn't known beforehand. */
  slot: number;
}

/** A row while it is made: its values so far, and its parent. Flat, since there are many. */
export class Row implements PyObject, RowIdentity, Position {
  readonly type: RowType;
  readonly parent: Row | undefined;
  readonly root: Row;
  readonly key: string;
  readonly high: number;
  readonly low: number;
  readonly number: number;
  readonly childIndex: number;
  readonly id: number;
  readonly block: number;
  readonly slot: number;
  readonly values: Value[] = [];
  /** The number of children of each object, by the table's index; for the ordinals in their keys. */
  #children: number[] | undefined;
  /** Rows below this one that `within` can choose from, by object. */
  #below: Map<string, Row[]> | undefined;

  constructor(type: RowType, parent: Row | undefined, { key, high, low }: RowIdentity, position: Position) {
    this.type = type;
    this.parent = parent;
    this.root = parent ? parent.root : this;
    this.key = key;
    this.high = high;
    this.low = low;
    this.number = position.number;
    this.childIndex = position.childIndex;
    this.id = position.id;
    this.block = position.block;
    this.slot = position.slot;
  }

  /** A row in a cell is a reference: its key. */
  pyText(): string {
    return this.key;
  }

  pyGet(name: string): Value | undefined {
    const slot = this.type.slots.get(name);
    if (slot !== undefined) return this.values[slot] ?? null;
    return name === 'id' ? this.id : undefined;
  }

  pyNames(): Iterable<string> {
    return this.type.slots.keys();
  }

  pyEquals(other: Value): boolean {
    return other === this;
  }

  /** The number of the next child of a table, from 0. */
  nextChild(table: number): number {
    this.#children ??= [];
    const number = this.#children[table] ?? 0;
    this.#children[table] = number + 1;
    return number;
  }

  /** Adds a finished row for `random_reference` with `within`. */
  remember(row: Row): void {
    this.#below ??= new Map();
    const rows = this.#below.get(row.type.sobject);
    if (rows) rows.push(row);
    else this.#below.set(row.type.sobject, [row]);
  }

  /** Releases the rows below when all of them are made. */
  release(): void {
    this.#below = undefined;
    this.#children = undefined;
  }

  /** Finished rows of an object below this one, in order of creation. */
  below(sobject: string): readonly Row[] {
    return this.#below?.get(sobject) ?? [];
  }
}

/** The n-th top-level row (from 0) of an object: `TESTDATA_42_A0000017`. */
export function topIdentity(prefix: string, code: string, number: number): RowIdentity {
  const hash = codeHash(code);
  return {
    key: topKey(prefix, code, number),
    high: mixed(hash, number),
    low: mixed(number, hash),
  };
}

/** The n-th row (from 0) of an object below another: `TESTDATA_42_A0000017_C03`. */
export function childIdentity(parent: RowIdentity, code: string, number: number): RowIdentity {
  const hash = codeHash(code);
  return {
    key: childKey(parent.key, code, number),
    high: mixed(parent.high ^ hash, number),
    low: mixed(parent.low + hash, number),
  };
}

/** An existing record by its key: its values depend on the key, wherever its row is in the file. */
export function recordIdentity(key: string): RowIdentity {
  const [even, odd] = [0, 1].map((first) => [...key].filter((_, i) => i % 2 === first).join(''));
  const [high, low] = [fnv(`${even}|${odd}`), fnv(`${odd}|${even}`)];
  return { key, high: mixed(high, low), low: mixed(low, high) };
}

const hashes = new Map<string, number>();

function codeHash(code: string): number {
  const known = hashes.get(code);
  if (known !== undefined) return known;
  const hash = fnv(code);
  hashes.set(code, hash);
  return hash;
}

/** FNV-1a (Fowler, Noll and Vo). */
function fnv(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
