import { PackedMap, type TextMap } from '../../shared/rows/packed-map.ts';
import type { Receipt } from '../run/journal-entry.ts';

/** Where a row belongs: to the sobject's own pass, or to the second one that only sets links. */
export interface RowOrigin {
  sobject: string;
  pass: 'records' | 'links';
}

/** A row that was not sent, and the key of the parent that is not in the org. */
export type Withheld = RowOrigin & { key: string; line: number; parent: string };

/** A row in a job that was still under way when the run stopped waiting. */
export type Pending = RowOrigin & { key: string; line: number; job: string };

/** Keeps what is known while a load runs: which keys the org has, and the result of each row. */
export class Outcomes {
  /** The org's ids by key: those of records that were there before, and those of the load's own. */
  readonly ids: TextMap;
  readonly withheld: Withheld[] = [];
  readonly pending: Pending[] = [];
  /** Records that the dataset no longer has and that the org didn't delete. */
  readonly undeleted: { sobject: string; id: string; code: string; message: string }[] = [];
  readonly #receipts = { records: new Map<string, Receipt>(), links: new Map<string, Receipt>() };

  constructor(ids: Iterable<readonly [key: string, id: string]>) {
    this.ids = new PackedMap(ids);
  }

  /** Takes receipts in the order of time: the last word on a row counts, but what was created stays created. */
  receive(pass: RowOrigin['pass'], receipts: readonly Receipt[]): void {
    this.recall(pass, receipts);
    if (pass !== 'records') return;
    for (const receipt of receipts) if (receipt.outcome !== 'failed') this.ids.set(receipt.key, receipt.id);
  }

  /** Takes receipts of an interrupted run; they don't tell if the org still has the records. */
  recall(pass: RowOrigin['pass'], receipts: readonly Receipt[]): void {
    for (const receipt of receipts) {
      const before = this.#receipts[pass].get(receipt.key);
      const kept = before?.outcome === 'created' && receipt.outcome === 'updated' ? before : receipt;
      this.#receipts[pass].set(receipt.key, kept);
    }
  }

  /** Rows that failed before and that the org holds now, as they should be, failed no more. */
  forgetFailures(pass: RowOrigin['pass'], keys: Iterable<string>): void {
    for (const key of keys) {
      if (this.#receipts[pass].get(key)?.outcome === 'failed') this.#receipts[pass].delete(key);
    }
  }

  /** True if every row is in the org as far as is known. */
  get isWhole(): boolean {
    const receipts = [...this.#receipts.records.values(), ...this.#receipts.links.values()];
    const open = this.withheld.length + this.pending.length + this.undeleted.length;
    return open === 0 && receipts.every(({ outcome }) => outcome !== 'failed');
  }

  receipt(pass: RowOrigin['pass'], key: string): Receipt | undefined {
    return this.#receipts[pass].get(key);
  }
}
