import type { ObjectTemplate } from '../recipe/types.ts';
import type { Place } from '../shared/errors.ts';
import type { TemplateContext } from './compile-context.ts';
import type { ExpressionInput } from './expression.ts';
import type { Row } from './row.ts';
import type { RunContext } from './run-context.ts';
import type { Binding, Variable } from './variables.ts';

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
