import type { Value } from '../python/value.ts';
import type { Place, Problem } from '../shared/errors.ts';
import type { Unread } from './unread.ts';

/** A recipe with its includes and macros resolved; every part knows its place. */
export interface Recipe {
  file: string;
  /** The folder outside of which no file is read. */
  root: string;
  /** All files that were read, the recipe itself last. */
  files: string[];
  /** Snowfakery's language version: decides how the result of a formula becomes a value. */
  version: 2 | 3;
  /** True if the catalog's fields, types, and lengths are enforced as errors. */
  strict: boolean;
  options: OptionDeclaration[];
  plugins: PluginDeclaration[];
  statements: Statement[];
  /** Warnings about its YAML. */
  warnings: Problem[];
  /** Problems so far, reported together with those of its formulas and plugins. */
  problems: Problem[];
  unread: Unread;
}

export interface OptionDeclaration {
  name: string;
  /** Without a default, the option is required. */
  default?: Value;
  place: Place;
}

export interface PluginDeclaration {
  name: string;
  /** The recipe file that declares it; its own modules are beside it. */
  place: Place;
}

export type Statement = ObjectTemplate | VarStatement;

export interface VarStatement {
  kind: 'var';
  name: string;
  value: Expression;
  place: Place;
}

/** `object:` with everything that its macros add. */
export interface ObjectTemplate {
  kind: 'object';
  sobject: string;
  nickname?: string;
  justOnce: boolean;
  updateKey?: string;
  count?: Expression;
  forEach?: { name: string; value: Expression };
  /** The record keys of the rows, for an update of existing records. */
  keys?: readonly string[];
  fields: FieldTemplate[];
  friends: Statement[];
  place: Place;
}

export interface FieldTemplate {
  name: string;
  value: Expression;
  place: Place;
}

/** A value of a field, a count, or an argument. */
export type Expression =
  | { kind: 'literal'; value: Value; place: Place }
  | { kind: 'text'; text: string; place: Place }
  | { kind: 'call'; name: string; args: BlockArguments; place: Place }
  | { kind: 'object'; template: ObjectTemplate; place: Place }
  | { kind: 'list'; items: Expression[]; place: Place }
  /** A map of several keys: a table for a function that takes one, an error elsewhere. */
  | { kind: 'map'; entries: NamedArgument[]; place: Place };

/** The arguments of a function block: `f: x`, `f: [x, y]`, or `f: {a: x}`. */
export interface BlockArguments {
  positional: Expression[];
  named: NamedArgument[];
}

export interface NamedArgument {
  name: string;
  value: Expression;
  place: Place;
}
