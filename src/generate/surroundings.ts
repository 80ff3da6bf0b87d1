import type { ObjectTemplate } from '../recipe/types.ts';
import type { Place } from '../shared/errors.ts';
import type { ExpressionInput } from './expression.ts';
import type { Row } from './row.ts';
import type { TemplateSite } from './site.ts';
import type { Sight, Variable } from './variables.ts';
import type { World } from './world.ts';

/** A statement ready to run: for the row above it, or at the top. An object returns the last row that it made. */
export interface Runner {
  justOnce: boolean;
  run(parent: Row | undefined): Row | undefined;
}

/** What is around a statement. */
export interface Surroundings {
  world: World;
  parent: TemplateSite | undefined;
  variables: ReadonlyMap<string, Sight>;
  /** The variables that the template around sets, which last as long as its loop. */
  own: ReadonlyMap<string, Variable>;
  /** On the surroundings, since a template contains statements and values that are templates again. */
  compileTemplate(statement: ObjectTemplate, around: Surroundings): Runner;
}

/** What an expression of a statement is compiled in. */
export function inputFor(
  name: string,
  place: Place,
  template: TemplateSite | undefined,
  around: Surroundings,
): ExpressionInput {
  const { world } = around;
  return {
    world,
    template,
    variables: around.variables,
    extra: new Map(),
    sobject: template?.sobject ?? '',
    name,
    place,
    compileObject: ({ template: nested }) => {
      const runner = around.compileTemplate(nested, { ...around, parent: template });
      return (row) => {
        const state = world.draw.save();
        const made = runner.run(row === world.nowhere ? undefined : row);
        world.draw.restore(state);
        return made ?? null;
      };
    },
  };
}
