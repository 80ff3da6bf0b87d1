import type { Value } from './value.ts';

/** A method as formulas call it, with its positional and keyword arguments. */
export type Method<Self> = (self: Self, positional: Value[], keyword: Record<string, Value>) => Value;

/** What all values of a kind have in common. Maps, so that no name reaches a JavaScript prototype. */
export interface PyType {
  /** Python's name for it, for error messages. */
  readonly name: string;
  readonly attributes: ReadonlyMap<string, (self: never) => Value>;
  readonly methods: ReadonlyMap<string, Method<never>>;
}

/** Creates a PyType from tables of functions that take a value of that kind. */
export function pyType<Self>(
  name: string,
  attributes: Record<string, (self: Self) => Value>,
  methods: Record<string, Method<Self>>,
): PyType {
  return { name, attributes: new Map(Object.entries(attributes)), methods: new Map(Object.entries(methods)) };
}

/** Python's name of a value's type, for messages. */
export function typeName(value: Value): string {
  if (value === null) return 'NoneType';
  if (typeof value === 'string') return 'str';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  if (Array.isArray(value)) return 'list';
  return value.pyType?.name ?? 'object';
}
