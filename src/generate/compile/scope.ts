import type { Fakes } from '../../fakes/fakes.ts';
import type { Scope } from '../../formula/scope.ts';
import { Undefined } from '../../formula/undefined.ts';
import { text } from '../../python/text.ts';
import type { Value } from '../../python/value.ts';
import type { Place } from '../../shared/errors.ts';
import type { FormulaProblem } from '../../shared/formula-error.ts';
import { FakeNamespace } from '../functions/fake.ts';
import { boundFunctions, snowfakeryFunctions } from '../functions/table.ts';
import { libraryFunctions } from '../library/functions.ts';
import { CompositeValue } from '../run/composite-value.ts';
import type { Row } from '../run/row.ts';
import type { RunContext } from '../run/run-context.ts';
import type { Evaluate, TemplateContext } from './compile-context.ts';
import { Deferred } from './deferred.ts';
import { boundPlugin } from './plugin-namespace.ts';
import { type Binding, LOCALE } from './variables.ts';

/**
 * The meaning of names in the formulas of one template, in Snowfakery's order: functions, then variables, then
 * fields, tables, and options.
 */
export interface ScopeInput {
  run: RunContext;
  template: TemplateContext | undefined;
  variables: ReadonlyMap<string, Binding>;
  extra: ReadonlyMap<string, Evaluate>;
  /** The recipe file of the formula. */
  file: string;
  place: Place;
  /** True if a series starts over at each call, as in `for_each`. */
  eachTimeAnew?: boolean;
}

export function formulaScope(input: ScopeInput): Scope<Row> {
  const { run, template, variables, extra } = input;
  const resolve = (name: string): Evaluate | undefined =>
    extra.get(name) ??
    boundFunctions(snowfakeryFunctions, name, run) ??
    variableOf(variables.get(name), name, () => beyond(name));
  const beyond = (name: string): Evaluate | undefined =>
    boundPlugin(run, name, { file: input.file, anew: input.eachTimeAnew ?? false }) ??
    fieldOf(template, name) ??
    rowOf(run, name) ??
    settingOf(run, name) ??
    builtin(input, name) ??
    boundFunctions(libraryFunctions, name, run);
  const names = () => [
    ...extra.keys(),
    ...Object.keys(snowfakeryFunctions),
    'random_choice',
    'random_reference',
    ...variables.keys(),
    ...run.plugins.keys(),
    ...(template?.slots.keys() ?? []),
    ...run.rowNames.names(),
    ...run.settings.keys(),
    ...Object.keys(BUILTINS),
    ...Object.keys(libraryFunctions),
  ];
  const told = new Set<string>();
  const missing = ({ message, hint }: FormulaProblem): boolean => {
    if (run.strict) return false;
    if (!told.has(message)) run.complaint(message.replace(/\.$/, '; treated as empty.'), input.place, hint);
    told.add(message);
    return true;
  };
  return { resolve, names, hint: hintOf, missing, draw: () => run.draw };
}

/** `input` is a row of the file of an update; other runs have none. */
function hintOf(name: string): string | undefined {
  return name === 'input'
    ? 'Name the file of the rows to update with `--update-input-file FILE`.'
    : undefined;
}

/** A variable; until its statement has run, the name has its other meaning, if any. */
function variableOf(
  binding: Binding | undefined,
  name: string,
  beyond: () => Evaluate | undefined,
): Evaluate | undefined {
  if (!binding) return beyond();
  const { variable, sure } = binding;
  if (sure) return () => variable.value ?? null;
  const before = beyond();
  const nothing = new Undefined({ message: `The variable ${name} has no value here yet.`, offset: 0 });
  return (row) => (variable.value === undefined ? (before?.(row) ?? nothing) : variable.value);
}

function fieldOf(template: TemplateContext | undefined, name: string): Evaluate | undefined {
  const slot = template?.slots.get(name);
  return slot === undefined ? undefined : (row) => row.values[slot] ?? null;
}

function rowOf(run: RunContext, name: string): Evaluate | undefined {
  const slot = run.rowNames.find(name);
  return slot && ((row) => slot.reference(row));
}

function settingOf(run: RunContext, name: string): Evaluate | undefined {
  const value = run.settings.get(name);
  return value === undefined ? undefined : () => value;
}

const INDUSTRY_LIST = /^industry_(\w+)$/;

function builtin(input: ScopeInput, name: string): Evaluate | undefined {
  const { run } = input;
  const list = INDUSTRY_LIST.exec(name)?.[1];
  if (list) return (row) => run.plan.industryOf(row).value.pyGet(list) ?? null;
  return Object.hasOwn(BUILTINS, name) ? BUILTINS[name]!(input) : undefined;
}

const BUILTINS: Record<string, (input: ScopeInput) => Evaluate> = {
  id: () => (row) => row.id,
  count: () => (row) => row.id,
  child_index: () => (row) => row.childIndex,
  this: () => (row) => row,
  template:
    ({ file }) =>
    (row) => {
      const { sobject } = row.type;
      return new CompositeValue(sobject, { id: row.id, tablename: sobject, filename: file });
    },
  today:
    ({ run }) =>
    () =>
      run.today,
  now:
    ({ run }) =>
    () =>
      run.now,
  fake: (input) => {
    const fakes = fakesAt(input);
    return (row) => new FakeNamespace(input.run, fakes(row), row);
  },
  industry:
    ({ run }) =>
    (row) =>
      run.plan.industryOf(row).value,
  density_tier:
    ({ run }) =>
    (row) =>
      run.plan.tierOf(row),
  snowfakery_filename:
    ({ file }) =>
    () =>
      new Deferred(() => file),
  unique_id: ({ run }) => {
    const next = new Deferred(() => run.ids.uniqueId());
    return () => next;
  },
  unique_alpha_code: ({ run }) => {
    const next = new Deferred(() => run.ids.uniqueAlphaCode());
    return () => next;
  },
  NULL: () => () => null,
  Null: () => () => null,
  null: () => () => null,
};

/** The fakes of the locale in `var: snowfakery_locale`, if it is set here. */
export function fakesAt({ run, variables }: Pick<ScopeInput, 'run' | 'variables'>): (row: Row) => Fakes {
  const locale = variables.get(LOCALE)?.variable;
  return locale ? () => run.fakesOf(text(locale.value ?? null)) : () => run.fakes;
}

/** The names that formulas can use everywhere, for the docs and the check of their examples. */
export const builtinNames: readonly string[] = Object.keys(BUILTINS);

/** The scope of a value that doesn't depend on a row: settings and options only. */
export function constantScope(run: RunContext): Scope<undefined> {
  return {
    draw: () => run.draw,
    resolve: (name) => {
      const value: Value | undefined = run.settings.get(name);
      return value === undefined ? undefined : () => value;
    },
    names: () => run.settings.keys(),
  };
}
