import { didYouMean } from '../../nearest.ts';
import type { PyObject, Value } from '../../recipe/value.ts';
import { text } from '../../recipe/values/text.ts';
import type { Fake, FakeCall } from '../fakes/fakes.ts';
import type { Row } from '../row.ts';
import type { BlockFunction, Evaluate, Site } from '../site.ts';
import type { World } from '../world.ts';
import { fail } from './eager.ts';

const NO_ARGUMENTS = {};

/** What a fake is told: chance, arguments and the row under way. */
function callOf(world: World, row: Row, args: Record<string, Value>): FakeCall {
  return {
    draw: world.draw,
    args,
    row: (name) => row.pyGet(name),
    ordinal: ordinalOf(row),
    asOf: world.config.as_of,
  };
}

/** A number of the row's path that no other row of its object has, for fakes that are unique. */
function ordinalOf(row: Row): number {
  return row.parent ? ordinalOf(row.parent) * 1_000 + row.number : row.number;
}

/** `fake: Name`, `fake: {name: …}` where the name is not known beforehand is a call as well. */
export const fake: BlockFunction = (args, site) => {
  const [only] = args.positional;
  const name = only && site.constant(only);
  if (typeof name === 'string') return fakeNamed(name, {}, site);
  site.problem('`fake` takes the name of a fake, such as first_name.');
  return () => null;
};

/** `fake.name: {keyword: value}`. */
export function fakeWithArguments(name: string): BlockFunction {
  return (args, site) => {
    const keywords = site.world.fakes.keywords(name) ?? [];
    const named = args.named.map(({ name: key, value }) => [key, site.compile(value)] as const);
    const positional = args.positional.map(
      (value, i) => [keywords[i] ?? String(i), site.compile(value)] as const,
    );
    return fakeNamed(name, Object.fromEntries([...positional, ...named]), site);
  };
}

function fakeNamed(name: string, args: Record<string, Evaluate>, site: Site): Evaluate {
  const { world } = site;
  if (!findFake(world, name, (message, hint) => site.problem(message, undefined, hint))) return () => null;
  const entries = Object.entries(args);
  return (row) => {
    // Looked up when it is called: `var: snowfakery_locale` changes what it is.
    const found = world.fakes.find(name)!;
    const values =
      entries.length === 0
        ? NO_ARGUMENTS
        : Object.fromEntries(entries.map(([key, value]) => [key, value(row)]));
    return found(callOf(world, row, values));
  };
}

function findFake(
  world: World,
  name: string,
  report: (message: string, hint?: string) => void,
): Fake | undefined {
  const refusal = world.fakes.refusal(name);
  if (refusal) report(`The fake \`${name}\` has no value here: ${refusal}`);
  const found = world.fakes.find(name);
  if (!found && !refusal) report(`There is no fake \`${name}\`.`, didYouMean(name, world.fakes.names()));
  return refusal ? undefined : found;
}

/** `fake` in a formula: `fake.first_name` and `fake.text(max_nb_chars=40)`. */
export class FakeNamespace implements PyObject {
  readonly #world: World;
  readonly #row: Row;

  constructor(world: World, row: Row) {
    this.#world = world;
    this.#row = row;
  }

  pyText(): string {
    return 'fake';
  }

  pyGet(name: string): Value | undefined {
    const found = findFake(this.#world, name, fail);
    return found && new FakeValue(name, found, (args) => callOf(this.#world, this.#row, args), this.#world);
  }

  pyNames(): Iterable<string> {
    return this.#world.fakes.names();
  }
}

/** A fake in a formula: called where it is called, and a value where it stands alone. */
class FakeValue implements PyObject {
  readonly #name: string;
  readonly #fake: Fake;
  readonly #call: (args: Record<string, Value>) => FakeCall;
  readonly #world: World;

  constructor(name: string, found: Fake, call: (args: Record<string, Value>) => FakeCall, world: World) {
    this.#name = name;
    this.#fake = found;
    this.#call = call;
    this.#world = world;
  }

  pyCall(positional: Value[], keyword: Record<string, Value>): Value {
    const keywords = this.#world.fakes.keywords(this.#name) ?? [];
    const named = Object.fromEntries(positional.map((value, i) => [keywords[i] ?? String(i), value]));
    return this.#fake(this.#call({ ...named, ...keyword }));
  }

  pyText(): string {
    return text(this.pyCall([], {}));
  }
}
