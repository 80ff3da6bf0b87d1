import { Population } from '../../allocation/population.ts';
import type { Catalog } from '../../catalog/types.ts';
import type { Config } from '../../config/schema.ts';
import type { Fakes } from '../../fakes/fakes.ts';
import { localeCode } from '../../fakes/locale.ts';
import type { Plugin } from '../../plugins/plugin.ts';
import { SeriesStore } from '../../plugins/series.ts';
import type { UniqueIds } from '../../plugins/unique-ids/unique-ids.ts';
import { PyDate } from '../../python/dates/date.ts';
import type { PyDateTime } from '../../python/dates/datetime.ts';
import { momentOf } from '../../python/dates/parse-date.ts';
import { SIZE_LIMIT } from '../../python/size.ts';
import type { Value } from '../../python/value.ts';
import { KeyedDraw } from '../../random/draw.ts';
import { type ColumnKey, columnKey } from '../../random/key.ts';
import { didYouMean } from '../../shared/nearest.ts';
import { DrawnNames } from '../functions/drawn-names.ts';
import { fail } from '../functions/eager.ts';
import type { Industry } from '../input/industry.ts';
import type { Names } from '../library/names.ts';
import { KeptRows } from './kept-rows.ts';
import { ObjectTable } from './object-table.ts';
import { Row } from './row.ts';
import { RowNames } from './row-names.ts';
import { RunPlan } from './run-plan.ts';
import { RunProblems } from './run-problems.ts';

/** More than the characters of any field, or the parts of a partition. */
const MOST_DRAWS = SIZE_LIMIT + 1_000;

export interface RunContextInput {
  config: Config;
  /** The beginning of every key: `TESTDATA_42_`. */
  prefix: string;
  catalog: Catalog;
  strict: boolean;
  version: 2 | 3;
  industries: readonly Industry[];
  names: Names;
  fakes: Fakes;
  /** The names in every formula: settings and options. */
  settings: ReadonlyMap<string, Value>;
  /** The fakes of the other locales in the recipe. */
  locales: ReadonlyMap<string, Fakes>;
  /** The plugins that the recipe declares, by name. */
  plugins: ReadonlyMap<string, Plugin>;
  /** The unique ids of this run. */
  ids: UniqueIds;
  file: string;
  /** The folder with the recipe's files; nothing outside of it is read. */
  root: string;
}

/** One run of a recipe: the state that all of its compiled parts share. */
export class RunContext extends RunProblems {
  readonly config: Config;
  readonly catalog: Catalog;
  readonly version: 2 | 3;
  readonly names: Names;
  readonly settings: ReadonlyMap<string, Value>;
  readonly file: string;
  readonly root: string;
  readonly plugins: ReadonlyMap<string, Plugin>;
  readonly ids: UniqueIds;
  readonly series = new SeriesStore();
  /** `as_of`, the base of all dates. */
  readonly today: PyDate;
  /** `as_of` at 00:00 UTC. */
  readonly now: PyDateTime;
  readonly seed: number;
  /** The beginning of every key: `TESTDATA_42_`. */
  readonly prefix: string;
  readonly plan: RunPlan;
  readonly draw = new KeyedDraw(MOST_DRAWS);
  readonly fakes: Fakes;
  readonly rowNames = new RowNames((sobject) => this.table(sobject));
  readonly kept = new KeptRows();
  readonly drawnNames = new DrawnNames();
  /** Rows made in this run, of all objects. */
  made = 0;
  /** Called with the number of rows now and then. */
  tick: (rows: number) => void = () => {};
  /** How often the recipe was run before, from 0. */
  iteration = 0;
  /** Takes the place of the row at the top of a recipe; a new one for each iteration. */
  nowhere: Row;
  readonly #locales: ReadonlyMap<string, Fakes>;
  #places = 0;
  readonly #columns = new Map<string, ColumnKey>();
  readonly #tables = new Map<string, ObjectTable>();

  constructor(input: RunContextInput) {
    super(input.strict);
    this.config = input.config;
    this.catalog = input.catalog;
    this.version = input.version;

    this.names = input.names;
    this.settings = input.settings;
    this.fakes = input.fakes;
    this.file = input.file;
    this.root = input.root;
    this.plugins = input.plugins;
    this.ids = input.ids;
    this.#locales = input.locales;
    this.today = PyDate.fromDays(momentOf(input.config.as_of).days);
    this.now = momentOf(`${input.config.as_of}T00:00:00Z`);
    this.seed = input.config.seed;
    this.nowhere = nowhere(0);
    this.prefix = input.prefix;
    this.plan = new RunPlan(input.config.density, input.industries, (sobject, field) =>
      this.column(sobject, field),
    );
  }

  /** Returns a number for a place in the recipe that keeps state from row to row, from 1. */
  nextPlace(): number {
    return ++this.#places;
  }

  /** The fakes of a locale. */
  fakesOf(locale: string): Fakes {
    return (
      this.#locales.get(localeCode(locale) ?? locale) ??
      fail(`Unknown locale \`${locale}\`.`, didYouMean(locale, this.#locales.keys()))
    );
  }

  /** Writes pending rows. */
  flush(): void {
    for (const table of this.#tables.values()) table.flush();
  }

  table(sobject: string): ObjectTable {
    const known = this.#tables.get(sobject);
    if (known) return known;
    const table = new ObjectTable(sobject, this.catalog[sobject]?.code ?? sobject, this.#tables.size);
    this.#tables.set(sobject, table);
    return table;
  }

  tables(): Iterable<ObjectTable> {
    return this.#tables.values();
  }

  /** The column seed of a field, or of anything else that draws random numbers. */
  column(sobject: string, field: string): ColumnKey {
    const name = `${sobject}.${field}`;
    const known = this.#columns.get(name);
    if (known) return known;
    const key = columnKey(this.seed, sobject, field);
    this.#columns.set(name, key);
    return key;
  }

  /** Starts another iteration: names refer to new rows, and values drawn at the top change. */
  nextIteration(): void {
    this.iteration++;
    this.nowhere = nowhere(this.iteration);
    this.rowNames.reset();
    this.kept.nextIteration();
  }
}

function nowhere(iteration: number): Row {
  return new Row(
    { sobject: '', slots: new Map(), population: new Population('', undefined, { kind: 'root' }) },
    undefined,
    { key: '', high: iteration, low: iteration },
    { number: 0, childIndex: 0, id: 0, block: 0, slot: 0 },
  );
}
