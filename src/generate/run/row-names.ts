import type { PyObject, Value } from '../../python/value.ts';
import type { Statement } from '../../recipe/types.ts';
import { visitStatements } from '../../recipe/visit.ts';
import type { Place, Problem } from '../../shared/errors.ts';
import { FormulaError } from '../../shared/formula-error.ts';
import type { ObjectTable } from './object-table.ts';
import type { Row } from './row.ts';

/**
 * The tables and nicknames of a recipe, all known before anything is compiled, so that a reference can look ahead.
 */
export class RowNames {
  readonly #slots = new Map<string, RowSlot>();
  readonly #tableOf: (sobject: string) => ObjectTable;

  constructor(tableOf: (sobject: string) => ObjectTable) {
    this.#tableOf = tableOf;
  }

  /** Adds the names of these statements and of everything nested in them. */
  declare(statements: readonly Statement[]): void {
    visitStatements(statements, {
      template: ({ sobject, nickname, place }) => {
        const table = this.#tableOf(sobject);
        this.#add(sobject, table, place);
        if (nickname) this.#add(nickname, table, place);
      },
    });
  }

  find(name: string): RowSlot | undefined {
    return this.#slots.get(name);
  }

  names(): Iterable<string> {
    return this.#slots.keys();
  }

  /** The rows that were made just once, by name, for a continuation. */
  *lasting(): Iterable<readonly [string, Row]> {
    for (const [name, { lasting }] of this.#slots) if (lasting) yield [name, lasting];
  }

  reset(): void {
    for (const slot of this.#slots.values()) slot.reset();
  }

  /** References to rows that were never made. */
  openReferences(): Problem[] {
    return [...this.#slots.values()].flatMap(({ name, place, open: key }) =>
      key === undefined
        ? []
        : [{ message: `A row refers to \`${name}\`, but none was made after it.`, place: { ...place, key } }],
    );
  }

  #add(name: string, table: ObjectTable, place: Place): void {
    if (!this.#slots.has(name)) this.#slots.set(name, new RowSlot(name, table, place));
  }
}

/** A reference to a row that is made later: its `id` is known at once, its key only when the row is made. */
export class ForwardReference implements PyObject {
  readonly #slot: RowSlot;
  row: Row | undefined;
  /** Reserved in the table before the row is made, as soon as a value needs it. */
  id: number | undefined;

  constructor(slot: RowSlot) {
    this.#slot = slot;
  }

  /** The key, or undefined until the row is made. */
  text(): string | undefined {
    this.reserve();
    return this.row?.key;
  }

  /** The row's `id`, which is now reserved for it. */
  reserve(): number {
    if (this.row) return this.row.id;
    this.id ??= ++this.#slot.table.rows;
    return this.id;
  }

  pyText(): string {
    if (this.row) return this.row.key;
    throw new FormulaError(
      `The key of \`${this.#slot.name}\` isn't known yet: its row is made later.`,
      'Use the reference alone in the field.',
    );
  }

  pyGet(name: string): Value | undefined {
    if (name === 'id') return this.reserve();
    if (this.row) return this.row.pyGet(name);
    throw new FormulaError(`\`${this.#slot.name}.${name}\` isn't known yet: the row is made later.`);
  }
}

/** A name in the recipe, of a table or a nickname, and the last row with it. */
class RowSlot {
  readonly name: string;
  readonly table: ObjectTable;
  /** Where the recipe defines the name. */
  readonly place: Place;
  row: Row | undefined;
  /** The row that was made just once. */
  lasting: Row | undefined;
  #next: ForwardReference | undefined;
  /** The key of the first row that waits. */
  #asking = '';

  constructor(name: string, table: ObjectTable, place: Place) {
    this.name = name;
    this.table = table;
    this.place = place;
  }

  /** Sets `lasts` for a row that is made just once: later iterations see it as well. */
  set(row: Row, lasts: boolean): void {
    this.row = row;
    if (lasts) this.lasting = row;
    if (!this.#next) return;
    this.#next.row = row;
    this.#next = undefined;
  }

  /** Returns the last row, or a reference to the next one if there is none yet. */
  reference(from: Row): Row | ForwardReference {
    if (this.row) return this.row;
    if (!this.#next) this.#asking = from.key;
    this.#next ??= new ForwardReference(this);
    return this.#next;
  }

  /** Returns the `id` that was reserved for the next row with this name. */
  get reserved(): number | undefined {
    return this.#next?.id;
  }

  /** The key of a row that refers to one that was never made. */
  get open(): string | undefined {
    return this.reserved === undefined ? undefined : this.#asking;
  }

  /** Begins an iteration: forgets the rows of earlier ones, except one that lasts. */
  reset(): void {
    this.row = this.lasting;
    this.#next = undefined;
  }
}
