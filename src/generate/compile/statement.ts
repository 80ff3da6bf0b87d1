import { beginValue } from '../../python/size.ts';
import type { ObjectTemplate, Statement, VarStatement } from '../../recipe/types.ts';
import type { Place } from '../../shared/errors.ts';
import { guarded } from '../run/failure.ts';
import type { Row } from '../run/row.ts';
import type { RunContext } from '../run/run-context.ts';
import type { TemplateContext } from './compile-context.ts';
import { compileExpression, type ExpressionInput } from './expression.ts';
import { type Binding, Variable } from './variables.ts';

/** A statement ready to run: for the row above it, or at the top. An object returns the last row that it made. */
export interface Runner {
  justOnce: boolean;
  run(parent: Row | undefined): Row | undefined;
}

/** The context of a statement. */
export interface Surroundings {
  run: RunContext;
  parent: TemplateContext | undefined;
  variables: ReadonlyMap<string, Binding>;
  /** The variables that the enclosing template sets, which last as long as its loop. */
  own: ReadonlyMap<string, Variable>;
  /** Passed along here, since a template contains statements and values that may be templates. */
  compileTemplate(statement: ObjectTemplate, around: Surroundings): Runner;
}

/** The context of an expression in a statement. */
export function inputFor(
  name: string,
  place: Place,
  template: TemplateContext | undefined,
  around: Surroundings,
): ExpressionInput {
  const { run } = around;
  return {
    run,
    template,
    variables: around.variables,
    extra: new Map(),
    sobject: template?.sobject ?? '',
    name,
    place,
    compileObject: ({ template: nested }) => {
      const runner = around.compileTemplate(nested, { ...around, parent: template });
      return (row) => {
        const state = run.draw.save();
        const made = runner.run(row === run.nowhere ? undefined : row);
        run.draw.restore(state);
        return made ?? null;
      };
    },
  };
}

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
