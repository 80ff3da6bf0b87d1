import type { Catalog } from '../catalog/types.ts';
import type { Config } from '../config/schema.ts';
import type { Place, Problem } from '../errors.ts';
import type { Value } from '../recipe/value.ts';
import { PyDate } from '../recipe/values/date.ts';
import type { PyDateTime } from '../recipe/values/datetime.ts';
import { momentOf } from '../recipe/values/parse-date.ts';
import { KeyedDraw } from './draw.ts';
import type { Fakes } from './fakes/fakes.ts';
import { RowSlot } from './forward.ts';
import type { Industry } from './industry.ts';
import { type ColumnKey, columnKey } from './key.ts';
import type { Names } from './library/names.ts';
import { Deck } from './plan/deck.ts';
import { Population } from './plan/population.ts';
import { Row } from './row.ts';
import { Table } from './table.ts';

/** The tiers of density, in the order of their decks' values. */
export const TIERS = ['rich', 'moderate', 'sparse'] as const;

/** A dealt field: its deck, and what the deck's values are called. */
export interface Dealt {
  deck: Deck;
  values: readonly string[];
}

export interface WorldInput {
  config: Config;
  catalog: Catalog;
  strict: boolean;
  version: 2 | 3;
  industries: readonly Industry[];
  names: Names;
  fakes: Fakes;
  /** Names that every formula sees: settings and options. */
  settings: ReadonlyMap<string, Value>;
  /** The recipe's path, as `snowfakery_filename` gives it. */
  file: string;
}

/** One run of a recipe: what all of its compiled parts share. */
export class World {
  readonly config: Config;
  readonly catalog: Catalog;
  readonly strict: boolean;
  readonly version: 2 | 3;
  readonly industries: readonly Industry[];
  readonly names: Names;
  readonly settings: ReadonlyMap<string, Value>;
  readonly file: string;
  /** `as_of`, on which all dates hang. */
  readonly today: PyDate;
  /** `as_of` at 00:00 UTC. */
  readonly now: PyDateTime;
  readonly seed: number;
  /** What every key begins with: `TESTDATA_42_`. */
  readonly prefix: string;
  readonly draw = new KeyedDraw();
  readonly problems: Problem[] = [];
  readonly warnings: Problem[] = [];
  fakes: Fakes;
  /** Stands for the row where there is none, at the top of a recipe. */
  readonly nowhere: Row;
  readonly #complained = new Set<string>();
  readonly #columns = new Map<string, ColumnKey>();
  readonly #tables = new Map<string, Table>();
  readonly #rowSlots = new Map<string, RowSlot>();
  readonly #decks = new Map<Population, { tier: Deck; industry: Deck }>();
  readonly #planned = new Map<string, Population[]>();
  readonly #dealtFields = new Map<string, Dealt>();
  readonly #kept = new Map<string, Row[]>();
  readonly #blocks = new Map<string, { block: number; rows: Row[] }>();
  /** For each `to` the objects of `within` that some `random_reference` asks for. */
  readonly #within = new Map<string, Set<string>>();

  constructor(input: WorldInput) {
    this.config = input.config;
    this.catalog = input.catalog;
    this.strict = input.strict;
    this.version = input.version;
    this.industries = input.industries;
    this.names = input.names;
    this.settings = input.settings;
    this.fakes = input.fakes;
    this.file = input.file;
    this.today = PyDate.fromDays(momentOf(input.config.as_of).days);
    this.now = momentOf(`${input.config.as_of}T00:00:00Z`);
    this.seed = input.config.seed;
    this.nowhere = new Row(
      { sobject: '', slots: new Map(), population: new Population('', undefined, { kind: 'root' }) },
      undefined,
      { key: '', high: 0, low: 0 },
      { number: 0, childIndex: 0, id: 0, block: 0, slot: 0 },
    );
    this.prefix = `${input.config.key_prefix}${this.seed}_`;
  }

  problem(message: string, place: Place, hint?: string): void {
    this.problems.push({ message, place, ...(hint ? { hint } : {}) });
  }

  /** A problem under a strict catalog, else a warning. */
  complaint(message: string, place: Place, hint?: string): void {
    (this.strict ? this.problems : this.warnings).push({ message, place, ...(hint ? { hint } : {}) });
  }

  /** A cell that its field cannot hold; a field reports its first row only. */
  cellProblem(message: string, place: Place, key: string): void {
    const at = `${place.file}:${place.line}:${place.column}`;
    if (this.#complained.has(at)) return;
    this.#complained.add(at);
    this.complaint(message, { ...place, key });
  }

  /** Writes the rows that are waiting. */
  flush(): void {
    for (const table of this.#tables.values()) table.flush();
  }

  table(sobject: string): Table {
    const known = this.#tables.get(sobject);
    if (known) return known;
    const table = new Table(sobject, this.catalog[sobject]?.code ?? sobject, this.#tables.size);
    this.#tables.set(sobject, table);
    return table;
  }

  tables(): Iterable<Table> {
    return this.#tables.values();
  }

  rowSlot(name: string): RowSlot {
    const known = this.#rowSlots.get(name);
    if (known) return known;
    const slot = new RowSlot(name);
    this.#rowSlots.set(name, slot);
    return slot;
  }

  hasRowSlot(name: string): boolean {
    return this.#rowSlots.has(name);
  }

  /** References to rows that never came. */
  openReferences(): Problem[] {
    return [...this.#rowSlots.values()].flatMap(({ name, open: key }) =>
      key === undefined
        ? []
        : [{ message: `A row refers to \`${name}\`, but none was made.`, place: { file: this.file, key } }],
    );
  }

  rowSlotNames(): Iterable<string> {
    return this.#rowSlots.keys();
  }

  /** The column seed of a field, or of whatever else needs chance of its own. */
  column(sobject: string, field: string): ColumnKey {
    const name = `${sobject}.${field}`;
    const known = this.#columns.get(name);
    if (known) return known;
    const key = columnKey(this.seed, sobject, field);
    this.#columns.set(name, key);
    return key;
  }

  /** The decks of density and industry that the rows of a top-level template are dealt. */
  decksOf(root: Population): { tier: Deck; industry: Deck } {
    const known = this.#decks.get(root);
    if (known) return known;
    const { density } = this.config;
    const tiers = TIERS.map((tier) => density[tier]);
    const weights = this.industries.map((industry) => industry.weight);
    const decks = {
      tier: new Deck({
        population: root,
        column: this.column(root.name, 'density_tier'),
        size: TIERS.length,
        weights: () => tiers,
      }),
      industry: new Deck({
        population: root,
        column: this.column(root.name, 'industry'),
        size: weights.length,
        weights: () => weights,
      }),
    };
    this.#decks.set(root, decks);
    return decks;
  }

  industryOf(row: Row): Industry {
    return this.industries[this.#dealt(row, 'industry')]!;
  }

  tierOf(row: Row): (typeof TIERS)[number] {
    return TIERS[this.#dealt(row, 'tier')]!;
  }

  #dealt(row: Row, deck: 'tier' | 'industry'): number {
    const { block, slot, type } = row.root;
    return this.decksOf(type.population!)[deck].indices(block)[slot]!;
  }

  /** Makes the number of rows of a child object known to `planned`. */
  planChildren(population: Population): void {
    const known = this.#planned.get(population.name);
    if (known) known.push(population);
    else this.#planned.set(population.name, [population]);
  }

  plannedChildren(sobject: string): readonly Population[] | undefined {
    return this.#planned.get(sobject);
  }

  setDealt(sobject: string, field: string, dealt: Dealt): void {
    this.#dealtFields.set(`${sobject}.${field}`, dealt);
  }

  dealtField(sobject: string, field: string): Dealt | undefined {
    return this.#dealtFields.get(`${sobject}.${field}`);
  }

  /** Asks rows with this table or nickname to be kept for `random_reference`. */
  keepRows(name: string): void {
    if (!this.#kept.has(name)) this.#kept.set(name, []);
  }

  keptRows(name: string): Row[] {
    return this.#kept.get(name) ?? [];
  }

  /** Asks the rows of an object to be kept as long as their block is made. */
  keepBlock(sobject: string): void {
    this.#blocks.set(sobject, { block: -1, rows: [] });
  }

  /** Rows of an object made before in the block of a row. */
  blockRows(sobject: string, row: Row): readonly Row[] {
    const kept = this.#blocks.get(sobject);
    return kept && kept.block === row.root.block ? kept.rows : [];
  }

  /** Keeps a finished row wherever some reference may look for it. */
  remember(row: Row, nickname: string | undefined): void {
    const { sobject } = row.type;
    this.#kept.get(sobject)?.push(row);
    if (nickname) this.#kept.get(nickname)?.push(row);
    const block = this.#blocks.get(sobject);
    if (block) {
      if (block.block !== row.root.block) {
        block.block = row.root.block;
        block.rows = [];
      }
      block.rows.push(row);
    }
    const ancestors = this.#within.get(sobject);
    if (!ancestors) return;
    for (let above = row.parent; above; above = above.parent) {
      if (ancestors.has(above.type.sobject)) above.remember(row);
    }
  }

  /** Asks rows of `to` to be remembered by their ancestors of `within`. */
  rememberWithin(to: string, within: string): void {
    const ancestors = this.#within.get(to) ?? new Set();
    this.#within.set(to, ancestors.add(within));
  }
}
