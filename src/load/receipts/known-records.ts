import { idStem, longId } from '../../catalog/record-id.ts';
import { NumberList } from '../../shared/rows/number-list.ts';
import { PackedIndex } from '../../shared/rows/packed-index.ts';
import { bitsOf, hasBit, ORIGIN, type ReceiptLine } from './receipt-line.ts';

/** What many records have in common: their object, and the fields for which they were sent a value. */
interface Kind {
  sobject: string;
  fields: ReadonlySet<string>;
}

/** How an id was written: a few are neither 15 characters nor these with their checksum. */
const FORM = { short: 0, long: 1, odd: 2 } as const;

/** What receipts say of records, by their keys and by their ids, in little memory: there may be very many. */
export class KnownRecords {
  /** How many receipts it took; of one record there may be several. */
  entries = 0;
  readonly #keys = new PackedIndex();
  readonly #stems = new PackedIndex();
  /** Of each key: its record among the stems, how its id was written, and its kind. */
  readonly #stemOf = new NumberList();
  readonly #formOf = new NumberList();
  readonly #kindOf = new NumberList();
  /** Of each stem: the last key that had it, and where the record comes from. */
  readonly #keyOf = new NumberList();
  readonly #originOf = new NumberList();
  readonly #odd = new Map<number, string>();
  /** One kind for each combination of an object and fields, since most rows of an object have one of a few. */
  readonly #kinds: Kind[] = [];
  readonly #kindNamed = new Map<string, number>();
  /** The object of each record that was taken over, by its id. */
  readonly #adopted = new Map<string, string>();

  get size(): number {
    return this.#keys.size;
  }

  take({ object: sobject, fields, rows }: ReceiptLine): void {
    for (const [key, id, sent, cleared, origin] of rows) {
      const stem = idStem(id);
      const known = this.#keys.find(key);
      const isSame = known >= 0 && this.#stems.at(this.#stemOf.at(known)) === stem;
      const held = new Set(isSame ? this.#kinds[this.#kindOf.at(known)]!.fields : []);
      for (const [at, field] of fields.entries()) {
        if (hasBit(sent, at)) held.add(field);
        if (hasBit(cleared, at)) held.delete(field);
      }
      const at = this.#keys.add(key);
      const stemAt = this.#stems.add(stem);
      put(this.#stemOf, at, stemAt);
      put(this.#formOf, at, this.#noteForm(at, id, stem));
      put(this.#kindOf, at, this.#kindFor(sobject, held));
      put(this.#keyOf, stemAt, at);
      const before = stemAt < this.#originOf.length ? this.#originOf.at(stemAt) : ORIGIN.unknown;
      put(this.#originOf, stemAt, Math.max(before, origin));
      if (origin === ORIGIN.adopted) this.#adopted.set(stem, sobject);
      this.entries++;
    }
  }

  /** The id of the record that a key's row last became. */
  idOf(key: string): string | undefined {
    const at = this.#keys.find(key);
    return at < 0 ? undefined : this.#idAt(at);
  }

  kindOf(key: string): Kind | undefined {
    const at = this.#keys.find(key);
    return at < 0 ? undefined : this.#kinds[this.#kindOf.at(at)];
  }

  /** The key whose row last became the record with this id. */
  keyOf(id: string): string | undefined {
    const at = this.#stems.find(idStem(id));
    return at < 0 ? undefined : this.#keys.at(this.#keyOf.at(at));
  }

  /** Where the record with this id comes from; the unknown one where nothing is known of it. */
  originOf(id: unknown): number {
    const at = typeof id === 'string' ? this.#stems.find(idStem(id)) : -1;
    return at < 0 ? ORIGIN.unknown : this.#originOf.at(at);
  }

  sobjects(): string[] {
    const used = new Set(this.#kindOf.values());
    return [...new Set([...used].map((kind) => this.#kinds[kind]!.sobject))].filter(Boolean);
  }

  allAdopted(): { sobject: string; key: string; id: string }[] {
    return [...this.#adopted].map(([id, sobject]) => ({ sobject, key: this.keyOf(id)!, id }));
  }

  *[Symbol.iterator](): Generator<{ key: string; id: string; kind: Kind }> {
    for (let at = 0; at < this.size; at++)
      yield { key: this.#keys.at(at), id: this.#idAt(at), kind: this.#kinds[this.#kindOf.at(at)]! };
  }

  /** The receipts that say the same as all that were taken. */
  lines(): ReceiptLine[] {
    // Records that a key had before are still ours to delete; they come first, since the last entry of a key counts.
    const current = new Set(this.#stemOf.values());
    const earlier = new Map<string, ReceiptLine>();
    for (let at = 0; at < this.#stems.size; at++) {
      const origin = this.#originOf.at(at);
      if (current.has(at) || origin === ORIGIN.unknown) continue;
      const stem = this.#stems.at(at);
      const object = this.#adopted.get(stem) ?? '';
      const one = earlier.get(object) ?? { object, fields: [], rows: [] };
      one.rows.push([this.#keys.at(this.#keyOf.at(at)), stem, '0', '0', origin]);
      earlier.set(object, one);
    }
    const lines = new Map<Kind, ReceiptLine>();
    for (const { key, id, kind } of this) {
      const fields = [...kind.fields];
      const one = lines.get(kind) ?? { object: kind.sobject, fields, rows: [] };
      one.rows.push([key, id, bitsOf(fields.map(() => true)), '0', this.originOf(id)]);
      lines.set(kind, one);
    }
    return [...earlier.values(), ...lines.values()];
  }

  #idAt(at: number): string {
    const form = this.#formOf.at(at);
    if (form === FORM.odd) return this.#odd.get(at)!;
    const stem = this.#stems.at(this.#stemOf.at(at));
    return form === FORM.long ? longId(stem) : stem;
  }

  #noteForm(at: number, id: string, stem: string): number {
    if (id === stem) return FORM.short;
    if (id === longId(stem)) return FORM.long;
    this.#odd.set(at, id);
    return FORM.odd;
  }

  #kindFor(sobject: string, fields: ReadonlySet<string>): number {
    const name = `${sobject} ${[...fields].join()}`;
    const known = this.#kindNamed.get(name);
    if (known !== undefined) return known;
    this.#kindNamed.set(name, this.#kinds.length);
    return this.#kinds.push({ sobject, fields }) - 1;
  }
}

/** Sets a number of a list, or adds it at its end. */
function put(list: NumberList, at: number, value: number): void {
  if (at === list.length) list.push(value);
  else list.set(at, value);
}
