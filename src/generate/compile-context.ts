import type { Population } from '../allocation/population.ts';
import type { Fakes } from '../fakes/fakes.ts';
import type { Value } from '../python/value.ts';
import type { ColumnKey } from '../random/key.ts';
import type { BlockArguments, Expression } from '../recipe/types.ts';
import type { Place, UnknownName } from '../shared/errors.ts';
import type { Row } from './row.ts';
import type { QuotaField, RunContext } from './run-context.ts';

/** A value as a function of the row that it belongs to. */
export type Evaluate = (row: Row) => Value;

/** The template around an expression, as far as it is compiled. */
export interface TemplateContext {
  sobject: string;
  /** The recipe file that it stands in. */
  file: string;
  /** Undefined where the number of its rows is known only when they are made. */
  population: Population | undefined;
  /** Fields so far and their slots. */
  slots: Map<string, number>;
  /** QuotaField fields so far, with what their values are called. */
  quotaFields: Map<string, QuotaField>;
  /** Objects below this template so far, as far as their numbers are known beforehand. */
  children: Map<string, Population>;
  /** Whether its rows are made in the first iteration only, as it or one above it says. */
  lasting: boolean;
  /** How many rows it makes in a run of the recipe, where all counts down to it are the same each time; else 0. */
  rows: number;
  parent: TemplateContext | undefined;
}

/** Where a function block stands while it is compiled. */
export interface CompileContext {
  run: RunContext;
  template: TemplateContext | undefined;
  /** The field, or what else is being computed; names the column whose stream is drawn from. */
  name: string;
  column: ColumnKey;
  place: Place;
  compile(expression: Expression): Evaluate;
  /** The value of an expression that knows options and settings only; undefined with a problem noted otherwise. */
  constant(expression: Expression): Value | undefined;
  /** The fakes of the locale that the recipe names for this place. */
  fakes(row: Row): Fakes;
  /** Whether the recipe names a locale. */
  localized: boolean;
  /** Whether a series begins again at each call, as in `for_each`. */
  eachTimeAnew: boolean;
  /** What a variable or a plugin's attribute means here. */
  lookUp(name: string): Evaluate | undefined;
  /** The same context with more names for its formulas. */
  withNames(names: ReadonlyMap<string, Evaluate>): CompileContext;
  problem(message: string, place?: Place, hint?: string, unknown?: UnknownName): void;
}

/** A function that compiles its own arguments: it may leave some of them alone, or know them beforehand. */
export type BlockFunction = (args: BlockArguments, context: CompileContext) => Evaluate;
