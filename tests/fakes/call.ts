import { type Fakes, loadFakes } from '../../src/fakes/fakes.ts';
import { text } from '../../src/python/text.ts';
import type { Value } from '../../src/python/value.ts';
import { KeyedDraw } from '../../src/random/draw.ts';

export const AS_OF = '2026-11-02';
const ENGLISH = await loadFakes('en_US');
const draw = new KeyedDraw();

export interface Given {
  args?: Record<string, Value>;
  row?: Record<string, Value>;
  asOf?: string;
  fakes?: Fakes;
}

/** What a fake yields for a key. */
export function faked(
  name: string,
  key: number,
  { args = {}, row = {}, asOf = AS_OF, fakes = ENGLISH }: Given = {},
): Value {
  draw.rekey(key);
  return fakes.find(name)!({ draw, args, row: (field) => row[field], ordinal: key, asOf });
}

/** The same as text, for many keys. */
export function texts(name: string, given?: Given, count = 200): string[] {
  return Array.from({ length: count }, (_, n) => text(faked(name, 1 + n * 7919, given)));
}
