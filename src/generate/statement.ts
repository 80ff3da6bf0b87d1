import { beginValue } from '../python/size.ts';
import type { Statement, VarStatement } from '../recipe/types.ts';
import { compileExpression } from './expression.ts';
import { guarded } from './failure.ts';
import { inputFor, type Runner, type Surroundings } from './surroundings.ts';
import { Variable } from './variables.ts';

/** Compiles statements in order; a variable is visible to the statements after it, and to those nested in them. */
export function compileStatements(statements: readonly Statement[], around: Surroundings): Runner[] {
  const variables = new Map(around.variables);
  return statements.map((statement) => {
    if (statement.kind === 'object') return around.compileTemplate(statement, { ...around, variables });
    const variable = around.own.get(statement.name) ?? new Variable();
    const runner = compileVar(statement, variable, { ...around, variables });
    variables.set(statement.name, { variable, sure: true });
    return runner;
  });
}

function compileVar(statement: VarStatement, variable: Variable, around: Surroundings): Runner {
  const { run, parent } = around;
  const input = inputFor(`var ${statement.name}`, statement.place, parent, around);
  const evaluate = compileExpression(statement.value, input);
  const column = run.column(input.sobject, input.name);
  return {
    justOnce: false,
    run(above) {
      const at = above ?? run.nowhere;
      beginValue();
      run.draw.point(column, at.low, at.high);
      variable.value = guarded(statement.place, above, () => evaluate(at));
      return undefined;
    },
  };
}
