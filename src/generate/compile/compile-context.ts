import type { Population } from '../../allocation/population.ts';
import type { Fakes } from '../../fakes/fakes.ts';
import type { Value } from '../../python/value.ts';
import type { ColumnKey } from '../../random/key.ts';
import type { BlockArguments, Expression } from '../../recipe/types.ts';
import type { Place, UnknownName } from '../../shared/errors.ts';
import type { Row } from '../run/row.ts';
import type { RunContext } from '../run/run-context.ts';
import type { QuotaField } from '../run/run-plan.ts';

/** A value as a function of its row. */
export type Evaluate = (row: Row) => Value;

/** The template around an expression, as far as it is compiled. */
export interface TemplateContext {
  sobject: string;
  /** The recipe file. */
  file: string;
  /** Undefined if the number of its rows is known only at run time. */
  population: Population | undefined;
  /** The fields so far and their slots. */
  slots: Map<string, number>;
  /** The fields with quotas so far, with the names of their values. */
  quotaFields: Map<string, QuotaField>;
  /** The objects below this template so far whose numbers are known beforehand. */
  children: Map<string, Population>;
  /** True if its rows are made only in the first iteration, because of itself or a template above it. */
  lasting: boolean;
  /** The number of its rows in a run of the recipe, if all counts down to it are fixed; otherwise 0. */
  rows: number;
  parent: TemplateContext | undefined;
}

/** The context of a function block at compile time. */
export interface CompileContext {
  run: RunContext;
  template: TemplateContext | undefined;
  /** The field, or whatever else is computed; determines the column whose stream is drawn from. */
  name: string;
  column: ColumnKey;
  place: Place;
  compile(expression: Expression): Evaluate;
  /**
   * The value of an expression that uses only options and settings; otherwise notes a problem and returns undefined.
   */
  constant(expression: Expression): Value | undefined;
  /** The fakes of the locale that the recipe sets here. */
  fakes(row: Row): Fakes;
  /** True if the recipe sets a locale. */
  localized: boolean;
  /** True if a series starts over at each call, as in `for_each`. */
  eachTimeAnew: boolean;
  /** The meaning of a variable or a plugin's attribute here. */
  lookUp(name: string): Evaluate | undefined;
  /** The same context with additional names for formulas. */
  withNames(names: ReadonlyMap<string, Evaluate>): CompileContext;
  problem(message: string, place?: Place, hint?: string, unknown?: UnknownName): void;
}

/** A function that compiles its own arguments: it may skip some of them, or need their values beforehand. */
export type BlockFunction = (args: BlockArguments, context: CompileContext) => Evaluate;
