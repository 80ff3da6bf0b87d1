import { cellText } from '../../recipe/cell.ts';
import { FormulaError } from '../../recipe/formula-error.ts';
import type { Plugin, PluginFunction } from '../../recipe/plugins/plugin.ts';
import { Series } from '../../recipe/plugins/series.ts';
import type { Value } from '../../recipe/value.ts';
import { whole } from '../../recipe/values/arithmetic.ts';
import { PyDate } from '../../recipe/values/date.ts';
import { PyDateTime } from '../../recipe/values/datetime.ts';
import { PyDict } from '../../recipe/values/dict.ts';
import { numberOf } from '../../recipe/values/float.ts';
import { int, PyInt } from '../../recipe/values/int.ts';
import { momentOf } from '../../recipe/values/parse-date.ts';

/** What a plugin of a recipe's own is told beside its arguments. */
export interface OwnCall {
  /** Arguments by keyword. */
  named: Readonly<Record<string, unknown>>;
  /** A number from 0 up to 1, the same on every run for this value. */
  random(): number;
  /** The number of the row in its table, from 1. */
  rowNumber: number;
  /** `as_of`, at 00:00 UTC. */
  now: Date;
}

/** What a module exports under the plugin's name: constants, and functions of their arguments. */
export type OwnPlugin = Readonly<Record<string, unknown>>;

/**
 * A module's export as a plugin. Functions take the arguments as JavaScript has them, and an OwnCall after them; a
 * generator makes a series. What is no function is a constant.
 */
export function ownPlugin(name: string, own: OwnPlugin): Plugin {
  const functions = new Map<string, PluginFunction>();
  const attributes = new Map<string, () => Value>();
  for (const [key, member] of Object.entries(own)) {
    if (typeof member !== 'function') attributes.set(key, () => fromJavaScript(member));
    else if (member.constructor.name === 'GeneratorFunction') {
      functions.set(key, {
        kind: 'series',
        make: (given, call) =>
          seriesOf(`${name}.${key}`, apply(member as Own, given, call) as Iterator<unknown>),
      });
    } else {
      functions.set(key, {
        kind: 'value',
        call: (given, call) => fromJavaScript(apply(member as Own, given, call)),
      });
    }
  }
  return { name, functions, attributes };
}

type Given = Parameters<Extract<PluginFunction, { kind: 'value' }>['call']>;

type Own = (...args: unknown[]) => unknown;

function apply(own: Own, ...[given, call]: Given): unknown {
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
  try {
    return own(...given.positional.map(toJavaScript), about);
  } catch (cause) {
    throw new FormulaError(`The plugin failed: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}

function seriesOf(name: string, values: Iterator<unknown>): Series {
  const known: Value[] = [];
  return new Series({
    name,
    valueAt(index) {
      while (known.length <= index) {
        const next = values.next();
        if (next.done) return undefined;
        known.push(fromJavaScript(next.value));
      }
      return known[index];
    },
  });
}

function toJavaScript(value: Value): unknown {
  if (Array.isArray(value)) return value.map(toJavaScript);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof PyDateTime) return new Date(value.epoch * 1000);
  if (value instanceof PyDate) return new Date(value.days * 86_400_000);
  if (value instanceof PyDict)
    return Object.fromEntries(value.entries().map(([key, item]) => [cellText(key), toJavaScript(item)]));
  if (value instanceof PyInt) return value.value;
  return numberOf(value) ?? cellText(value);
}

function fromJavaScript(value: unknown): Value {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') {
    if (Number.isFinite(value)) return Number.isInteger(value) ? whole(value) : value;
    throw new FormulaError(`The plugin answered ${value}.`);
  }
  if (typeof value === 'bigint') return int(value);
  if (value instanceof Date) return momentOf(value.toISOString());
  if (Array.isArray(value)) return value.map(fromJavaScript);
  if (typeof value === 'object')
    return new PyDict(Object.entries(value).map(([key, item]) => [key, fromJavaScript(item)] as const));
  throw new FormulaError(`The plugin answered a ${typeof value}, which no field can hold.`);
}
