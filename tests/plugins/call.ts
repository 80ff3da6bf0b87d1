import type { Plugin, PluginCall } from '../../src/plugins/plugin.ts';
import { Series } from '../../src/plugins/series.ts';
import { PyDateTime } from '../../src/python/dates/datetime.ts';
import type { Value } from '../../src/python/value.ts';
import { KeyedDraw } from '../../src/random/draw.ts';

/** A call from the first row, as of 2026-01-15. */
export function aCall(given: Partial<PluginCall> = {}): PluginCall {
  const draw = new KeyedDraw();
  draw.rekey(1);
  const now = PyDateTime.of({
    year: 2026,
    month: 1,
    day: 15,
    hour: 0,
    minute: 0,
    second: 0,
    microsecond: 0,
    offset: 0,
  });
  return { draw, rowNumber: 1, now, folder: '/', root: '/', ...given };
}

/** What a plugin's function yields. */
export function called(
  { functions }: Plugin,
  name: string,
  positional: Value[],
  keyword: Record<string, Value> = {},
  call: PluginCall = aCall(),
): Value {
  const found = functions.get(name);
  if (!found) throw new Error(`There is no function ${name}.`);
  return found.kind === 'value'
    ? found.call({ positional, keyword }, call)
    : found.make({ positional, keyword }, call);
}

/** The series that a plugin's function makes. */
export function made(
  plugin: Plugin,
  name: string,
  keyword: Record<string, Value>,
  call: PluginCall = aCall(),
): Series {
  const series = called(plugin, name, [], keyword, call);
  if (!(series instanceof Series)) throw new Error(`${name} makes no series.`);
  return series;
}
