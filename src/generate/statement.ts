import type { Place } from '../errors.ts';
import type { Statement, VarStatement } from '../recipe/types.ts';
import type { Value } from '../recipe/value.ts';
import { compileExpression, type ExpressionInput } from './expression.ts';
import { guarded } from './failure.ts';
import type { Row } from './row.ts';
import type { Evaluate, TemplateSite } from './site.ts';
import { compileTemplate } from './template.ts';
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
  variables: Map<string, Evaluate>;
}

/** Compiles statements in their order; a variable is seen by what comes after it, and by what is below. */
export function compileStatements(statements: readonly Statement[], around: Surroundings): Runner[] {
  const variables = new Map(around.variables);
  return statements.map((statement) =>
    statement.kind === 'var'
      ? compileVar(statement, { ...around, variables })
      : compileTemplate(statement, { ...around, variables }),
  );
}

function compileVar(statement: VarStatement, { world, parent, variables }: Surroundings): Runner {
  const input = inputFor(`var ${statement.name}`, statement.place, parent, { world, parent, variables });
  const evaluate = compileExpression(statement.value, input);
  const column = world.column(input.sobject, input.name);
  let value: Value = null;
  variables.set(statement.name, () => value);
  return {
    justOnce: false,
    run(above) {
      const at = above ?? world.nowhere;
      world.draw.point(column, at.low, at.high);
      value = guarded(statement.place, above, () => evaluate(at));
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
