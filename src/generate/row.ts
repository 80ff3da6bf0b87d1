import type { PyObject, Value } from '../recipe/value.ts';
import { mixed } from './key.ts';
import type { Population } from './plan/population.ts';

/** What the rows of one template have in common. */
export interface RowType {
  sobject: string;
  /** Place of each field, hidden ones too, in `values`. */
  slots: ReadonlyMap<string, number>;
  /** Where the rows lie in their block, if that is known before they are made. */
  population: Population | undefined;
}

/** Where a row stands: its path from the top, and its slot in the block of its template. */
export interface RowPlace {
  key: string;
  /** Two 32-bit hashes of the path, for the streams of its values. */
  high: number;
  low: number;
  /** Account number (from 0) and the ordinals below it. */
  path: readonly number[];
  /** Running number in its table, from 1. */
  id: number;
  childIndex: number;
  block: number;
  /** -1 where the template has no population. */
  slot: number;
}

/** A row under way: its values so far, and the row that it was made below. */
export class Row implements PyObject {
  readonly type: RowType;
  readonly parent: Row | undefined;
  readonly place: RowPlace;
  readonly values: Value[] = [];
  /** How many children of each object were made, by object code; for the ordinals in their keys. */
  #children: Map<string, number> | undefined;
  /** Rows below this one that `within` may choose from, by object. */
  #below: Map<string, Row[]> | undefined;

  constructor(type: RowType, parent: Row | undefined, place: RowPlace) {
    this.type = type;
    this.parent = parent;
    this.place = place;
  }

  get root(): Row {
    return this.parent ? this.parent.root : this;
  }

  /** A row in a cell is a reference: its key. */
  pyText(): string {
    return this.place.key;
  }

  pyGet(name: string): Value | undefined {
    if (name === 'id') return this.place.id;
    const slot = this.type.slots.get(name);
    return slot === undefined ? undefined : (this.values[slot] ?? null);
  }

  pyNames(): Iterable<string> {
    return this.type.slots.keys();
  }

  pyEquals(other: Value): boolean {
    return other === this;
  }

  /** The ordinal of the next child with this code, from 1. */
  nextOrdinal(code: string): number {
    this.#children ??= new Map();
    const ordinal = (this.#children.get(code) ?? 0) + 1;
    this.#children.set(code, ordinal);
    return ordinal;
  }

  /** Makes a finished row known to `random_reference` with `within`. */
  remember(row: Row): void {
    this.#below ??= new Map();
    const rows = this.#below.get(row.type.sobject);
    if (rows) rows.push(row);
    else this.#below.set(row.type.sobject, [row]);
  }

  /** Finished rows of an object below this one, in the order of creation. */
  below(sobject: string): readonly Row[] {
    return this.#below?.get(sobject) ?? [];
  }
}

/** The key and hashes of a top-level row: `TESTDATA_42_A0000017`. */
export function topPlace(
  prefix: string,
  code: string,
  number: number,
): Pick<RowPlace, 'key' | 'high' | 'low' | 'path'> {
  const hash = codeHash(code);
  return {
    key: `${prefix}${code}${String(number).padStart(7, '0')}`,
    high: mixed(hash, number),
    low: mixed(number, hash),
    path: [number - 1],
  };
}

/** The key and hashes of a row below another: `TESTDATA_42_A0000017_C03`. */
export function childPlace(
  parent: RowPlace,
  code: string,
  ordinal: number,
): Pick<RowPlace, 'key' | 'high' | 'low' | 'path'> {
  const hash = codeHash(code);
  return {
    key: `${parent.key}_${code}${ordinal < 10 ? `0${ordinal}` : ordinal}`,
    high: mixed(parent.high ^ hash, ordinal),
    low: mixed(parent.low + hash, ordinal),
    path: [...parent.path, ordinal - 1],
  };
}

const hashes = new Map<string, number>();

/** FNV-1a of a code (Fowler, Noll and Vo). */
function codeHash(code: string): number {
  const known = hashes.get(code);
  if (known !== undefined) return known;
  let hash = 0x811c9dc5;
  for (let i = 0; i < code.length; i++) hash = Math.imul(hash ^ code.charCodeAt(i), 0x01000193);
  hashes.set(code, hash >>> 0);
  return hash >>> 0;
}
