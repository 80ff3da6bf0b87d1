import { beginValue } from '../python/size.ts';
import type { Statement, VarStatement } from '../recipe/types.ts';
import type { Place } from '../shared/errors.ts';
import { compileExpression, type ExpressionInput } from './expression.ts';
import { guarded } from './failure.ts';
import type { Row } from './row.ts';
import type { TemplateSite } from './site.ts';
import { compileTemplate } from './template.ts';
import { type Sight, Variable } from './variables.ts';
import type { World } from './world.ts';

/** A statement ready to run: for the row above it, or at the top. Objects answer the last row that they made. */
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
}

/** Compiles statements in their order; a variable is seen by what comes after it, and by what is below. */
export function compileStatements(statements: readonly Statement[], around: Surroundings): Runner[] {
  const variables = new Map(around.variables);
  return statements.map((statement) => {
    if (statement.kind === 'object') return compileTemplate(statement, { ...around, variables });
    const variable = around.own.get(statement.name) ?? new Variable();
    const runner = compileVar(statement, variable, { ...around, variables });
    variables.set(statement.name, { variable, sure: true });
    return runner;
  });
}

function compileVar(statement: VarStatement, variable: Variable, around: Surroundings): Runner {
  const { world, parent } = around;
  const input = inputFor(`var ${statement.name}`, statement.place, parent, around);
  const evaluate = compileExpression(statement.value, input);
  const column = world.column(input.sobject, input.name);
  return {
    justOnce: false,
    run(above) {
      const at = above ?? world.nowhere;
      beginValue();
      world.draw.point(column, at.low, at.high);
      variable.value = guarded(statement.place, above, () => evaluate(at));
      return undefined;
    },
  };
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
      const runner = compileTemplate(nested, { ...around, parent: template });
      return (row) => {
        const state = world.draw.save();
        const made = runner.run(row === world.nowhere ? undefined : row);
        world.draw.restore(state);
        return made ?? null;
      };
    },
  };
}
