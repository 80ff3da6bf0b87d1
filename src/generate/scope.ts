import type { Scope } from '../recipe/formula/compile.ts';
import type { Value } from '../recipe/value.ts';
import { FakeNamespace } from './functions/fake.ts';
import { boundFunctions, snowfakeryFunctions } from './functions/table.ts';
import { libraryFunctions } from './library/functions.ts';
import type { Row } from './row.ts';
import type { Evaluate, TemplateSite } from './site.ts';
import { Thing } from './thing.ts';
import type { World } from './world.ts';

/** What a name means in the formulas of one template; Snowfakery's order: functions win over variables, those over fields, tables and options. */
export interface ScopeInput {
  world: World;
  template: TemplateSite | undefined;
  variables: ReadonlyMap<string, Evaluate>;
  extra: ReadonlyMap<string, Evaluate>;
}

export function scopeOf({ world, template, variables, extra }: ScopeInput): Scope<Row> {
  const resolve = (name: string): Evaluate | undefined =>
    extra.get(name) ??
    boundFunctions(snowfakeryFunctions, name, world) ??
    variables.get(name) ??
    fieldOf(template, name) ??
    rowOf(world, name) ??
    settingOf(world, name) ??
    builtin(world, name) ??
    boundFunctions(libraryFunctions, name, world);
  const names = () => [
    ...extra.keys(),
    ...Object.keys(snowfakeryFunctions),
    ...variables.keys(),
    ...(template?.slots.keys() ?? []),
    ...world.rowSlotNames(),
    ...world.settings.keys(),
    ...Object.keys(BUILTINS),
    ...Object.keys(libraryFunctions),
  ];
  return { resolve, names, draw: () => world.draw };
}

function fieldOf(template: TemplateSite | undefined, name: string): Evaluate | undefined {
  const slot = template?.slots.get(name);
  return slot === undefined ? undefined : (row) => row.values[slot] ?? null;
}

function rowOf(world: World, name: string): Evaluate | undefined {
  if (!world.hasRowSlot(name)) return undefined;
  const slot = world.rowSlot(name);
  return () => slot.row ?? null;
}

function settingOf(world: World, name: string): Evaluate | undefined {
  const value = world.settings.get(name);
  return value === undefined ? undefined : () => value;
}

const INDUSTRY_LIST = /^industry_(\w+)$/;

function builtin(world: World, name: string): Evaluate | undefined {
  const list = INDUSTRY_LIST.exec(name)?.[1];
  if (list) return (row) => world.industryOf(row).value.pyGet(list) ?? null;
  return BUILTINS[name]?.(world);
}

const BUILTINS: Record<string, (world: World) => Evaluate> = {
  id: () => (row) => row.id,
  count: () => (row) => row.id,
  child_index: () => (row) => row.childIndex,
  this: () => (row) => row,
  template: () => (row) => new Thing(row.type.sobject, { id: row.id }),
  today: (world) => () => world.today,
  now: (world) => () => world.now,
  fake: (world) => (row) => new FakeNamespace(world, row),
  industry: (world) => (row) => world.industryOf(row).value,
  density_tier: (world) => (row) => world.tierOf(row),
  snowfakery_filename: (world) => () => world.file,
};

/** The names that formulas see wherever they stand, for README and the check of its examples. */
export const builtinNames: readonly string[] = Object.keys(BUILTINS);

/** A value that does not depend on a row: settings and options only. */
export function constantScope(world: World): Scope<undefined> {
  return {
    draw: () => world.draw,
    resolve: (name) => {
      const value: Value | undefined = world.settings.get(name);
      return value === undefined ? undefined : () => value;
    },
    names: () => world.settings.keys(),
  };
}
