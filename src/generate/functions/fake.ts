import type { FakeCall, MakeValue } from '../../fakes/fake.ts';
import type { Fakes } from '../../fakes/fakes.ts';
import { text } from '../../python/text.ts';
import type { PyObject, Value } from '../../python/value.ts';
import { didYouMean } from '../../shared/nearest.ts';
import type { BlockFunction, CompileContext, Evaluate } from '../compile/compile-context.ts';
import { Deferred } from '../compile/deferred.ts';
import type { Row } from '../run/row.ts';
import type { RunContext } from '../run/run-context.ts';
import { type EagerFunction, fail } from './eager.ts';

const NO_ARGUMENTS = {};

/** A call of a fake for a row. */
interface RowCall extends FakeCall {
  owner: Row;
}

function callOf(run: RunContext, row: Row, args: Record<string, Value>): RowCall {
  return {
    draw: run.draw,
    args,
    owner: row,
    row: (name) => run.drawnNames.of(row, name) ?? row.pyGet(name),
    ordinal: ordinalOf(row),
    asOf: run.config.as_of,
  };
}

/** A number from the row's path that is unique for its object, for unique fakes. */
function ordinalOf(row: Row): number {
  return row.parent ? ordinalOf(row.parent) * 1_000 + row.number : row.number;
}

/** `fake: Name`; a name that isn't known beforehand is resolved for each row. */
export const fakeBlock: BlockFunction = (args, context) => {
  const [only] = args.positional;
  if (only?.kind === 'text' && !only.text.includes('${{') && !only.text.includes('<<'))
    return fakeNamed(only.text, {}, context);
  if (!only) {
    context.problem('`fake` takes the name of a fake, such as first_name.');
    return () => null;
  }
  const name = context.compile(only);
  return (row) => {
    const found = findFake(context.fakes(row), text(name(row)), fail);
    return found ? found(callOf(context.run, row, NO_ARGUMENTS)) : null;
  };
};

/** `i18n_fake: {locale: de_DE, fake: city}`, the older form of a fake in another locale. */
export const i18nFake: EagerFunction = {
  parameters: ['locale', 'fake'],
  required: 2,
  call([locale, name], { run, row }) {
    const found = findFake(run.fakesOf(text(locale!)), text(name!), fail);
    return found ? found(callOf(run, row, NO_ARGUMENTS)) : null;
  },
};

/** `fake.name: {keyword: value}`. */
export function fakeWithArguments(name: string): BlockFunction {
  return (args, context) => {
    const keywords = context.run.fakes.keywords(name) ?? [];
    const named = args.named.map(({ name: key, value }) => [key, context.compile(value)] as const);
    const positional = args.positional.map(
      (value, i) => [keywords[i] ?? String(i), context.compile(value)] as const,
    );
    return fakeNamed(name, Object.fromEntries([...positional, ...named]), context);
  };
}

function fakeNamed(name: string, args: Record<string, Evaluate>, context: CompileContext): Evaluate {
  const { run } = context;
  // The locale is known only when a row is made.
  if (context.localized && run.fakes.isLocal(name)) return fakeOfLocale(name, args, context);
  const usual = findFake(run.fakes, name, (message, hint) => context.problem(message, undefined, hint));
  if (!usual) return () => null;
  const usualOrNoted = noting(run, name, usual);
  const found = context.localized
    ? (row: Row) => noting(run, name, context.fakes(row).find(name) ?? usual)
    : () => usualOrNoted;
  const entries = Object.entries(args);
  if (entries.length === 0) return (row) => found(row)(callOf(run, row, NO_ARGUMENTS));
  return (row) => {
    const values = Object.fromEntries(entries.map(([key, value]) => [key, value(row)]));
    return found(row)(callOf(run, row, values));
  };
}

function fakeOfLocale(name: string, args: Record<string, Evaluate>, context: CompileContext): Evaluate {
  const { run } = context;
  const entries = Object.entries(args);
  return (row) => {
    const found = findFake(context.fakes(row), name, fail);
    const values = Object.fromEntries(entries.map(([key, value]) => [key, value(row)]));
    return found ? found(callOf(run, row, values)) : null;
  };
}

function findFake(
  fakes: Fakes,
  name: string,
  report: (message: string, hint?: string) => void,
): MakeValue | undefined {
  const refusal = fakes.refusal(name);
  if (refusal) report(`The fake \`${name}\` has no value here: ${refusal}`);
  const found = fakes.find(name);
  if (!found && !refusal) report(`Unknown fake \`${name}\`.`, didYouMean(name, fakes.names()));
  return refusal ? undefined : found;
}

/** The fake; a first or last name that it draws is noted for the row's email address, whatever the field. */
function noting(run: RunContext, name: string, found: MakeValue): (call: RowCall) => Value {
  const part = name.toLowerCase().replaceAll('_', '');
  if (part !== 'firstname' && part !== 'lastname') return found;
  return (call) => {
    const value = found(call);
    run.drawnNames.note(call.owner, part, value);
    return value;
  };
}

/** `fake` in a formula: `fake.first_name` and `fake.text(max_nb_chars=40)`. */
export class FakeNamespace implements PyObject {
  readonly #run: RunContext;
  readonly #fakes: Fakes;
  readonly #row: Row;

  constructor(run: RunContext, fakes: Fakes, row: Row) {
    this.#run = run;
    this.#fakes = fakes;
    this.#row = row;
  }

  pyText(): string {
    return 'fake';
  }

  pyGet(name: string): Value | undefined {
    const found = findFake(this.#fakes, name, fail);
    if (!found) return undefined;
    const noted = noting(this.#run, name, found);
    return new Deferred((positional, keyword) => {
      const keywords = this.#fakes.keywords(name) ?? [];
      const named = Object.fromEntries(positional.map((value, i) => [keywords[i] ?? String(i), value]));
      return noted(callOf(this.#run, this.#row, { ...named, ...keyword }));
    });
  }

  pyNames(): Iterable<string> {
    return this.#fakes.names();
  }
}
