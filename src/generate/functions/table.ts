import type { Arguments as CallNodes, Node } from '../../formula/node.ts';
import type { Plugin } from '../../plugins/plugin.ts';
import { text } from '../../python/text.ts';
import type { Value } from '../../python/value.ts';
import type { BlockArguments, Expression } from '../../recipe/types.ts';
import type { Place } from '../../shared/errors.ts';
import { FormulaError } from '../../shared/formula-error.ts';
import { printable } from '../../shared/quote.ts';
import type { BlockFunction, Evaluate } from '../compile/compile-context.ts';
import { pluginBlock } from '../compile/plugin-namespace.ts';
import { libraryFunctions } from '../library/functions.ts';
import type { Row } from '../run/row.ts';
import type { RunContext } from '../run/run-context.ts';
import { ifBlock, randomChoice, randomChoiceCall, randomNumber } from './choice.ts';
import { date, dateBetween, datetime, datetimeBetween, intBlock, relativedeltaBlock } from './dates.ts';
import { deal, fill } from './deal.ts';
import { asBlock, BoundFunction, type EagerFunction } from './eager.ts';
import { fakeBlock, fakeWithArguments, i18nFake } from './fake.ts';
import { llm } from './llm.ts';
import { randomReference } from './random-reference.ts';
import { reference, referenceBlock } from './reference.ts';

const debug: EagerFunction = {
  parameters: ['value'],
  required: 1,
  call([value = null]) {
    process.stderr.write(`debug: ${printable(text(value))}\n`);
    return value;
  },
};

/** Functions of Snowfakery's language, as blocks and in formulas. */
export const snowfakeryFunctions: Readonly<Record<string, EagerFunction>> = {
  random_number: randomNumber,
  reference,
  date,
  datetime,
  date_between: dateBetween,
  datetime_between: datetimeBetween,
  relativedelta: relativedeltaBlock,
  debug,
  i18n_fake: i18nFake,
  int: intBlock,
};

/** Functions that compile their own arguments, as blocks only. */
const blockFunctions: Readonly<Record<string, BlockFunction>> = {
  fake: fakeBlock,
  random_choice: randomChoice,
  if: ifBlock,
  random_reference: randomReference,
  reference: referenceBlock,
  deal,
  fill,
  llm,
};

/** The names of all function blocks, for suggestions and the docs. */
export const functionNames: readonly string[] = [
  ...Object.keys(blockFunctions),
  ...Object.keys(snowfakeryFunctions),
  ...Object.keys(libraryFunctions),
  'spread',
];

/** Finds a function block by name, including `fake.first_name`. */
export function blockFunction(name: string, plugins: ReadonlyMap<string, Plugin>): BlockFunction | undefined {
  if (Object.hasOwn(blockFunctions, name)) return blockFunctions[name];
  if (name.startsWith('fake.')) return fakeWithArguments(name.slice('fake.'.length));
  const dot = name.indexOf('.');
  const plugin = dot > 0 ? plugins.get(name.slice(0, dot)) : undefined;
  if (plugin) return pluginBlock(plugin, name.slice(dot + 1));
  const eager = eagerFunction(name);
  return eager && asBlock(name, eager);
}

/** The parameters of a function with evaluated arguments; undefined for one that compiles its own. */
export function blockParameters(name: string): readonly string[] | undefined {
  return Object.hasOwn(blockFunctions, name) ? undefined : eagerFunction(name)?.parameters;
}

/** Finds a block function that formulas can also call, with arguments that are known beforehand. */
export function formulaFunction(name: string): BlockFunction | undefined {
  return name === 'random_reference' ? randomReference : undefined;
}

function eagerFunction(name: string): EagerFunction | undefined {
  if (Object.hasOwn(snowfakeryFunctions, name)) return snowfakeryFunctions[name];
  return Object.hasOwn(libraryFunctions, name) ? libraryFunctions[name] : undefined;
}

/** Finds a function for a formula and binds it to the row. */
export function boundFunctions(
  functions: Readonly<Record<string, EagerFunction>>,
  name: string,
  run: RunContext,
): Evaluate | undefined {
  if (name === 'random_choice' && functions === snowfakeryFunctions) return () => new RandomChoice(run);
  const eager = Object.hasOwn(functions, name) ? functions[name] : undefined;
  eager?.inFormula?.(run);
  return eager && ((row: Row) => new BoundFunction(name, eager, { run, row, name }));
}

class RandomChoice {
  readonly #run: RunContext;

  constructor(run: RunContext) {
    this.#run = run;
  }

  pyText(): string {
    return '<function random_choice>';
  }

  pyCall(positional: Value[], keyword: Record<string, Value>): Value {
    return randomChoiceCall.call(positional, keyword, this.#run.draw.next());
  }
}

/** Converts the arguments of a call in a formula to those of a block, for functions that need them beforehand. */
export function argumentsOf(given: CallNodes, place: Place, run: RunContext): BlockArguments {
  if (given.spread || given.keywordSpread)
    throw new FormulaError('This function takes its arguments one by one.');
  const expression = (node: Node) => expressionOf(node, place, run);
  return {
    positional: given.positional.map(expression),
    named: given.keyword.map(({ name, value }) => ({ name, value: expression(value), place })),
  };
}

/** A constant, or a name: an object or nickname stays a name, and an option becomes its value. */
function expressionOf(node: Node, place: Place, run: RunContext): Expression {
  if (node.kind === 'constant') {
    const { value } = node;
    return typeof value === 'string'
      ? { kind: 'text', text: value, place }
      : { kind: 'literal', value, place };
  }
  if (node.kind === 'name') {
    if (run.rowNames.find(node.name)) return { kind: 'text', text: node.name, place };
    const value = run.settings.get(node.name);
    if (value !== undefined) return { kind: 'literal', value, place };
  }
  throw new FormulaError({
    message: 'This argument must be known before any row: a string, a number, a boolean, or an option.',
    offset: node.offset,
  });
}
