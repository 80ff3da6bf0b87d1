import type { Plugin } from '../../plugins/plugin.ts';
import { text } from '../../python/text.ts';
import type { Value } from '../../python/value.ts';
import { printable } from '../../shared/quote.ts';
import type { BlockFunction, Evaluate } from '../compile-context.ts';
import { libraryFunctions } from '../library/functions.ts';
import { pluginBlock } from '../plugin-namespace.ts';
import type { Row } from '../row.ts';
import type { RunContext } from '../run-context.ts';
import { ifBlock, randomChoice, randomChoiceCall, randomNumber } from './choice.ts';
import { date, dateBetween, datetime, datetimeBetween, intBlock, relativedeltaBlock } from './dates.ts';
import { deal, fill } from './deal.ts';
import { asBlock, BoundFunction, type EagerFunction } from './eager.ts';
import { fakeBlock, fakeWithArguments, i18nFake } from './fake.ts';
import { llm } from './llm.ts';
import { randomReference, reference, referenceBlock } from './reference.ts';

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
