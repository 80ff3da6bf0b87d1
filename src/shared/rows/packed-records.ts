import { PackedTexts } from './packed-texts.ts';
import { madeRows, type Rows } from './rows.ts';

/** Values by name that JSON has. */
type JsonRecord = Record<string, unknown>;

/** Records in little memory: names that all have are there once. Each record is made again when it is asked for. */
export class PackedRecords {
  readonly #texts = new PackedTexts();
  #names: string[] | undefined;

  get length(): number {
    return this.#texts.length;
  }

  push(record: JsonRecord): void {
    this.#names ??= Object.keys(record);
    const names = this.#names;
    const isAlike = Object.keys(record).every((name, at) => name === names[at]);
    const values = names.map((name) => record[name] ?? null);
    this.#texts.push(JSON.stringify(isAlike ? values : record));
  }

  at(index: number): JsonRecord {
    const values: unknown = JSON.parse(this.#texts.at(index));
    if (!Array.isArray(values)) return values as JsonRecord;
    return Object.fromEntries(this.#names!.map((name, at) => [name, values[at]]));
  }

  rows(): Rows<JsonRecord> {
    return madeRows(this.length, (index) => this.at(index));
  }
}
