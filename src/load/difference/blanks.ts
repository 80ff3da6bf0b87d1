import type { SentRow, SentStore } from '../receipts/sent-store.ts';

/** What a comparison asks of the receipts, and what it finds out on the way. */
export interface Blanks {
  /** True if the org's value is one that this dataset sent, so that a blank cell means that the value is gone. */
  mayClear(sobject: string, key: string, id: unknown, field: string): boolean;
  /** Notes that the org has the dataset's values in these fields of a record. */
  confirm(sobject: string, key: string, id: unknown, fields: readonly string[]): void;
  /** The same of a record that the row took over. */
  adopt(sobject: string, key: string, id: unknown, fields: readonly string[]): void;
}

interface Confirmed {
  key: string;
  id: string;
  fields: readonly string[];
  adopted: boolean;
}

/**
 * Blank cells by the receipts. A record of which there are none (a fresh clone) is left alone, and its fields are counted.
 * A value that the org has just as the dataset does counts as sent, and `keep` adds it to the receipts.
 */
export class ReceiptBlanks implements Blanks {
  /** Blank cells that nobody can tell about, by `Account.Phone`. */
  readonly unknown = new Map<string, number>();
  readonly #sent: SentStore;
  readonly #confirmed = new Map<string, Confirmed[]>();

  constructor(sent: SentStore) {
    this.#sent = sent;
  }

  mayClear(sobject: string, key: string, id: unknown, field: string): boolean {
    if (this.#sent.knows(key, id)) return this.#sent.sent(key, id, field);
    const name = `${sobject}.${field}`;
    this.unknown.set(name, (this.unknown.get(name) ?? 0) + 1);
    return false;
  }

  confirm(sobject: string, key: string, id: unknown, fields: readonly string[]): void {
    this.#note(sobject, key, id, fields, false);
  }

  adopt(sobject: string, key: string, id: unknown, fields: readonly string[]): void {
    this.#note(sobject, key, id, fields, !this.#sent.adopted(id));
  }

  #note(sobject: string, key: string, id: unknown, fields: readonly string[], adopted: boolean): void {
    const sent = this.#sent.fieldsSent(key, id);
    const fresh = sent ? fields.filter((field) => !sent.has(field)) : fields;
    if (typeof id !== 'string' || (sent && fresh.length === 0 && !adopted)) return;
    const list = this.#confirmed.get(sobject) ?? [];
    list.push({ key, id, fields: fresh, adopted });
    this.#confirmed.set(sobject, list);
  }

  /** Writes what was confirmed into the receipts. */
  keep(): void {
    for (const [sobject, list] of this.#confirmed) {
      const all = new Set<string>();
      for (const one of list) for (const field of one.fields) all.add(field);
      this.#sent.add(sobject, [...all], rowsOf(list, [...all]));
    }
    this.#confirmed.clear();
  }
}

function* rowsOf(list: readonly Confirmed[], fields: readonly string[]): Generator<SentRow> {
  for (const { key, id, fields: had, adopted } of list) {
    const own = new Set(had);
    yield {
      ...{ key, id, created: false, adopted },
      sent: fields.map((field) => own.has(field)),
      cleared: [],
    };
  }
}
