import { cellText } from '../../python/cell.ts';
import { PyDate } from '../../python/dates/date.ts';
import { PyDateTime } from '../../python/dates/datetime.ts';
import { momentOf } from '../../python/dates/parse-date.ts';
import { PyDict } from '../../python/dict.ts';
import { whole } from '../../python/numbers/arithmetic.ts';
import { numberOf } from '../../python/numbers/float.ts';
import { int, PyInt } from '../../python/numbers/int.ts';
import { bounded, checkSize, limitedText } from '../../python/size.ts';
import type { Value } from '../../python/value.ts';
import { UserError } from '../../shared/errors.ts';
import { FormulaError } from '../../shared/formula-error.ts';
import type { Plugin, PluginFunction } from '../plugin.ts';
import { Series } from '../series.ts';
import { endable } from './endless.ts';
import { messageOf } from './imported.ts';

/** What a recipe's own plugin gets in addition to its arguments. */
interface OwnCall {
  /** Arguments by keyword. */
  named: Readonly<Record<string, unknown>>;
  /** A number from 0 up to, but not including, 1; the same for this value in every run. */
  random(): number;
  /** The number of the row in its table, from 1. */
  rowNumber: number;
  /** `as_of`, at 00:00 UTC. */
  now: Date;
}

/** What a module exports under the plugin's name: constants, and functions. */
export type OwnPlugin = Readonly<Record<string, unknown>>;

/**
 * Turns a module's export into a plugin. Functions get their arguments as JavaScript values, followed by an OwnCall;
 * a generator is a series. Anything else is a constant.
 */
export function ownPlugin(name: string, own: OwnPlugin, file: string): Plugin {
  const functions = new Map<string, PluginFunction>();
  const attributes = new Map<string, () => Value>();
  for (const [key, member] of Object.entries(own)) {
    const endless = new UserError({
      message: `\`${name}.${key}\` never ends, as if it had an endless loop; nothing was written.`,
      place: { file },
    });
    const guarded = guardedBy(endless);
    if (typeof member !== 'function') attributes.set(key, () => guarded(() => fromJavaScript(member)));
    else if (member.constructor.name === 'GeneratorFunction') {
      functions.set(key, {
        kind: 'series',
        make: (given, call) =>
          seriesOf(
            `${name}.${key}`,
            apply(member as Own, given, call, guarded, (made) => made as Iterator<unknown>),
            guarded,
          ),
      });
    } else {
      functions.set(key, {
        kind: 'value',
        call: (given, call) => apply(member as Own, given, call, guarded, fromJavaScript),
      });
    }
  }
  return { name, functions, attributes };
}

type Given = Parameters<Extract<PluginFunction, { kind: 'value' }>['call']>;

type Own = (...args: unknown[]) => unknown;

function apply<T>(
  own: Own,
  given: Given[0],
  call: Given[1],
  guarded: Guard,
  read: (answer: unknown) => T,
): T {
  const { draw, rowNumber, now } = call;
  const named = Object.fromEntries(
    Object.entries(given.keyword).map(([key, value]) => [key, toJavaScript(value)]),
  );
  const about: OwnCall = {
    named,
    random: () => draw.next(),
    rowNumber,
    now: new Date(now.epoch * 1000),
  };
  return guarded(() => read(own(...given.positional.map((value) => toJavaScript(value)), about)));
}

type Guard = <T>(run: () => T) => T;

/** A plugin's code may fail in any way, even while its result is read, or never end. */
function guardedBy(endless: UserError): Guard {
  return (run) => {
    try {
      return endable(endless, run);
    } catch (cause) {
      throw cause instanceof FormulaError
        ? cause
        : new FormulaError(`The plugin failed: ${messageOf(cause)}`);
    }
  };
}

function seriesOf(name: string, values: Iterator<unknown>, guarded: Guard): Series {
  const known: Value[] = [];
  return new Series({
    name,
    valueAt(index) {
      while (known.length <= index) {
        const next = guarded(() => {
          const { done, value } = values.next();
          return done ? undefined : { value: fromJavaScript(value) };
        });
        if (!next) return undefined;
        known.push(next.value);
      }
      return known[index];
    },
  });
}

/** Deeper than any plugin needs; a circular value has no end. */
const DEEPEST = 50;

function toJavaScript(value: Value): unknown {
  if (Array.isArray(value)) return bounded(value.length, () => value.map(toJavaScript));
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof PyDateTime) return new Date(value.epoch * 1000);
  if (value instanceof PyDate) return new Date(value.days * 86_400_000);
  if (value instanceof PyDict)
    return Object.fromEntries(value.entries().map(([key, item]) => [cellText(key), toJavaScript(item)]));
  if (value instanceof PyInt) return value.value;
  return numberOf(value) ?? cellText(value);
}

function fromJavaScript(value: unknown, depth = 0): Value {
  if (depth > DEEPEST)
    throw new FormulaError(`The plugin returned a value that is nested more than ${DEEPEST} deep.`);
  if (value === undefined || value === null) return null;
  if (typeof value === 'string') return limitedText(value);
  if (typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return int(value);
  if (typeof value === 'number') {
    if (Number.isFinite(value)) return Number.isInteger(value) ? whole(value) : value;
    throw new FormulaError(`The plugin returned ${value}.`);
  }
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) throw new FormulaError('The plugin returned an invalid date.');
    return momentOf(value.toISOString());
  }
  if (Array.isArray(value)) {
    checkSize(value.length, 'list');
    return value.map((item) => fromJavaScript(item, depth + 1));
  }
  if (typeof value === 'object' && 'then' in value && typeof value.then === 'function') {
    // Otherwise an unhandled rejection would end the process.
    Promise.resolve(value).catch(() => {});
    throw new FormulaError(
      'The plugin returned a promise instead of a value.',
      'Write the function without `async`, and do what takes time at the top level of the module.',
    );
  }
  if (typeof value === 'object' && isPlain(value))
    return new PyDict(
      Object.entries(value).map(([key, item]) => [key, fromJavaScript(item, depth + 1)] as const),
    );
  const kind = typeof value === 'object' ? (value.constructor?.name ?? 'object') : typeof value;
  throw new FormulaError(`The plugin returned a value of type ${kind}, which no field can hold.`);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
