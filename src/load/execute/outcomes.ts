import type { KeyIndex } from '../../export/keys.ts';
import { NumberList } from '../../shared/rows/number-list.ts';
import type { PackedIndex } from '../../shared/rows/packed-index.ts';
import { indexLike, PackedMap, type TextMap } from '../../shared/rows/packed-map.ts';
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
  readonly #results: Record<RowOrigin['pass'], Results>;

  /** `keys` are those of all rows. */
  constructor(ids: Iterable<readonly [key: string, id: string]>, keys?: KeyIndex) {
    this.ids = new PackedMap(ids, keys);
    this.#results = { records: new Results(keys), links: new Results(keys) };
  }

  /** Takes receipts in the order of time: the last word on a row counts, but what was created stays created. */
  receive(pass: RowOrigin['pass'], receipts: readonly Receipt[]): void {
    this.recall(pass, receipts);
    if (pass !== 'records') return;
    for (const receipt of receipts) if (receipt.outcome !== 'failed') this.ids.set(receipt.key, receipt.id);
  }

  /** Takes receipts of an interrupted run; they don't tell if the org still has the records. */
  recall(pass: RowOrigin['pass'], receipts: readonly Receipt[]): void {
    const results = this.#results[pass];
    for (const receipt of receipts) {
      const wasCreated = results.get(receipt.key)?.outcome === 'created';
      if (!wasCreated || receipt.outcome !== 'updated') results.set(receipt.key, receipt);
    }
  }

  /** Rows that failed before and that the org holds now, as they should be, failed no more. */
  forgetFailures(pass: RowOrigin['pass'], keys: Iterable<string>): void {
    for (const key of keys) this.#results[pass].forgetFailure(key);
  }

  /** True if every row is in the org as far as is known. */
  get isWhole(): boolean {
    const open = this.withheld.length + this.pending.length + this.undeleted.length;
    return open === 0 && !this.#results.records.hasFailure && !this.#results.links.hasFailure;
  }

  receipt(pass: RowOrigin['pass'], key: string): RowResult | undefined {
    return this.#results[pass].get(key);
  }
}

/** What is kept of a receipt. */
type RowResult = { outcome: 'created' | 'updated' } | FailedReceipt;
type FailedReceipt = Extract<Receipt, { outcome: 'failed' }>;

const OUTCOMES = ['none', 'created', 'updated', 'failed'] as const;

/** The result of each row by its key: most need no more than a number. */
class Results {
  readonly #keys: PackedIndex;
  readonly #outcomes = new NumberList();
  readonly #failures = new Map<string, FailedReceipt>();

  constructor(keys: KeyIndex | undefined) {
    this.#keys = indexLike(keys);
  }

  get hasFailure(): boolean {
    return this.#failures.size > 0;
  }

  get(key: string): RowResult | undefined {
    const at = this.#keys.find(key);
    const outcome = OUTCOMES[at < 0 ? 0 : this.#outcomes.at(at)]!;
    if (outcome === 'none') return undefined;
    return outcome === 'failed' ? this.#failures.get(key)! : { outcome };
  }

  set(key: string, receipt: Receipt): void {
    if (receipt.outcome === 'failed') this.#failures.set(key, receipt);
    else this.#failures.delete(key);
    this.#note(key, receipt.outcome);
  }

  forgetFailure(key: string): void {
    if (this.#failures.delete(key)) this.#note(key, 'none');
  }

  #note(key: string, outcome: (typeof OUTCOMES)[number]): void {
    const at = this.#keys.add(key);
    if (at === this.#outcomes.length) this.#outcomes.push(OUTCOMES.indexOf(outcome));
    else this.#outcomes.set(at, OUTCOMES.indexOf(outcome));
  }
}
