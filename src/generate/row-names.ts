import type { Statement } from '../recipe/types.ts';
import { visitStatements } from '../recipe/visit.ts';
import type { Place, Problem } from '../shared/errors.ts';
import { RowSlot } from './forward.ts';
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
