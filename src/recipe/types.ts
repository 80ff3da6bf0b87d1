import type { Value } from '../python/value.ts';
import type { Place, Problem } from '../shared/errors.ts';
import type { Unread } from './unread.ts';

/** A recipe with its includes and macros taken in; every part knows its place. */
export interface Recipe {
  file: string;
  /** The folder outside of which nothing is read. */
  root: string;
  /** All files that were read, the recipe's own last. */
  files: string[];
  /** Snowfakery's language version: decides how the result of a formula becomes a value. */
  version: 2 | 3;
  /** Whether fields, types and lengths are held against the catalog as errors. */
  strict: boolean;
  options: OptionDeclaration[];
  plugins: PluginDeclaration[];
  statements: Statement[];
  /** What its YAML says that is dubious. */
  warnings: Problem[];
  /** What is wrong with it so far; told together with what is found when its formulas and plugins are looked at. */
  problems: Problem[];
  unread: Unread;
}

export interface OptionDeclaration {
  name: string;
  /** Without a default the option must be given. */
  default?: Value;
  place: Place;
}

export interface PluginDeclaration {
  name: string;
  /** The recipe file that declares it: its own modules lie beside it. */
  place: Place;
}

export type Statement = ObjectTemplate | VarStatement;

export interface VarStatement {
  kind: 'var';
  name: string;
  value: Expression;
  place: Place;
}

/** `object:` with all that its macros brought in. */
export interface ObjectTemplate {
  kind: 'object';
  sobject: string;
  nickname?: string;
  justOnce: boolean;
  updateKey?: string;
  count?: Expression;
  forEach?: { name: string; value: Expression };
  /** The keys of the rows, where they are records made before. */
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

/** What can stand as a value: of a field, a count, an argument. */
export type Expression =
  | { kind: 'literal'; value: Value; place: Place }
  | { kind: 'text'; text: string; place: Place }
  | { kind: 'call'; name: string; args: BlockArguments; place: Place }
  | { kind: 'object'; template: ObjectTemplate; place: Place }
  | { kind: 'list'; items: Expression[]; place: Place }
  /** A map of several keys: a table for a function that takes one, an error anywhere else. */
  | { kind: 'map'; entries: NamedArgument[]; place: Place };

/** How a function block states its arguments: `f: x`, `f: [x, y]` or `f: {a: x}`. */
export interface BlockArguments {
  positional: Expression[];
  named: NamedArgument[];
}

export interface NamedArgument {
  name: string;
  value: Expression;
  place: Place;
}
