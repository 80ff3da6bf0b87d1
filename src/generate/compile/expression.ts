import { compileText } from '../../formula/compile/compile.ts';
import type { Arguments as CallNodes } from '../../formula/node.ts';
import type { Scope } from '../../formula/scope.ts';
import { callMethod } from '../../python/attribute.ts';
import type { Value } from '../../python/value.ts';
import type { Expression } from '../../recipe/types.ts';
import type { Place } from '../../shared/errors.ts';
import { FormulaError } from '../../shared/formula-error.ts';
import { didYouMean } from '../../shared/nearest.ts';
import { argumentsOf, blockFunction, formulaFunction, functionNames } from '../functions/table.ts';
import type { BlockFunction, CompileContext, Evaluate } from './compile-context.ts';
import { Deferred } from './deferred.ts';
import { constantScope, fakesAt, formulaScope, type ScopeInput } from './scope.ts';
import { LOCALE } from './variables.ts';

/** The context of an expression: the names that it can use, and how a nested object is compiled. */
export interface ExpressionInput extends Omit<ScopeInput, 'file'> {
  /** The object and field, which determine the streams that are drawn from. */
  sobject: string;
  name: string;
  place: Place;
  compileObject: (expression: Extract<Expression, { kind: 'object' }>) => Evaluate;
}

/** Compiles a value to a function of the row; problems are noted in the run. */
export function compileExpression(expression: Expression, input: ExpressionInput): Evaluate {
  const { run } = input;
  switch (expression.kind) {
    case 'literal': {
      const { value } = expression;
      return () => value;
    }
    case 'text':
      return compileFormula(expression, input);
    case 'object':
      return input.compileObject(expression);
    case 'list': {
      const [only, ...more] = expression.items;
      if (only && more.length === 0) return compileExpression(only, input);
      const items = expression.items.map((item) => compileExpression(item, input));
      return (row) => items.map((item) => item(row));
    }
    case 'map': {
      const names = expression.entries.map(({ name }) => `\`${name}\``).join(', ');
      run.problem(
        `A value must be one function with its arguments; got ${names}.`,
        expression.place,
        'Indent the arguments below the function.',
      );
      return () => null;
    }
    case 'call': {
      const compile = blockFunction(expression.name, run.plugins) ?? methodOf(expression.name, input);
      if (compile) return compiledCall(compile, expression, input);
      run.problem(
        `Unknown function \`${expression.name}\`.`,
        expression.place,
        expression.name === 'spread' ? 'Use it in a `count`.' : didYouMean(expression.name, functionNames),
        { kind: 'function', name: expression.name },
      );
      return () => null;
    }
  }
}

/** Compiles a function block; an unusable argument that it needs beforehand is a problem of the recipe. */
function compiledCall(
  compile: BlockFunction,
  { args, place }: Extract<Expression, { kind: 'call' }>,
  input: ExpressionInput,
): Evaluate {
  try {
    return compile(args, contextOf(place, input));
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    input.run.problem(error.message, place);
    return () => null;
  }
}

/** `name.method: arguments` of a variable, a field, or a row, as in `counter.next:`. */
function methodOf(call: string, input: ExpressionInput): BlockFunction | undefined {
  const [head = '', method, ...rest] = call.split('.');
  if (!method || rest.length > 0) return undefined;
  const file = input.place.file ?? input.run.file;
  const object = formulaScope({ ...input, file }).resolve(head);
  if (!object) return undefined;
  return (args, context) => {
    const positional = args.positional.map((argument) => context.compile(argument));
    const named = args.named.map((argument) => [argument.name, context.compile(argument.value)] as const);
    return (row) =>
      callMethod(
        object(row),
        method,
        positional.map((argument) => argument(row)),
        Object.fromEntries(named.map(([name, argument]) => [name, argument(row)])),
      );
  };
}

function compileFormula(expression: Extract<Expression, { kind: 'text' }>, input: ExpressionInput): Evaluate {
  const { place } = expression;
  const scope = {
    ...formulaScope({ ...input, place, file: place.file ?? input.run.file }),
    compileCall: (name: string, given: CallNodes) => {
      const compile = formulaFunction(name);
      return compile?.(argumentsOf(given, place, input.run), contextOf(place, input));
    },
  };
  const compiled = compiledText(expression, scope, input.run.version, input);
  if (!compiled) return () => null;
  const { evaluate } = compiled;
  if (!compiled.constant) {
    return (row) => {
      const value = evaluate(row);
      return value instanceof Deferred ? value.value() : value;
    };
  }
  const value = compiled.evaluate(input.run.nowhere);
  return () => value;
}

function compiledText<C>(
  expression: { text: string; place: Place },
  scope: Scope<C>,
  version: 2 | 3,
  { run }: ExpressionInput,
) {
  try {
    return compileText(expression.text, scope, version);
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    for (const { message, offset, hint, unknown } of error.problems) {
      run.problem(message, placeWithin(expression, offset), hint, unknown);
    }
    return undefined;
  }
}

/** The place of an offset in a one-line text; for other texts, the place of the text. */
function placeWithin({ text, place }: { text: string; place: Place }, offset: number | undefined): Place {
  if (offset === undefined || place.column === undefined || text.slice(0, offset).includes('\n'))
    return place;
  return { ...place, column: place.column + offset };
}

function contextOf(place: Place, input: ExpressionInput): CompileContext {
  const { run, template, name } = input;
  return {
    fakes: fakesAt(input),
    localized: input.variables.has(LOCALE),
    eachTimeAnew: input.eachTimeAnew ?? false,
    lookUp: (wanted) => {
      const binding = input.variables.get(wanted);
      return binding?.sure ? () => binding.variable.value ?? null : undefined;
    },
    run,
    template,
    name,
    column: run.column(input.sobject, name),
    place,
    compile: (argument) => compileExpression(argument, input),
    constant: (argument) => constantOf(argument, input),
    withNames: (names) => contextOf(place, { ...input, extra: new Map([...input.extra, ...names]) }),
    problem: (message, at = place, hint, unknown) => run.problem(message, at, hint, unknown),
  };
}

/** Returns the value of an expression over options and settings; undefined with a problem noted if it needs a row. */
export function constantOf(expression: Expression, input: ExpressionInput): Value | undefined {
  if (expression.kind === 'literal') return expression.value;
  if (expression.kind === 'list') {
    const items = expression.items.map((item) => constantOf(item, input));
    return items.some((item) => item === undefined) ? undefined : (items as Value[]);
  }
  if (expression.kind !== 'text') {
    input.run.problem('Expected a plain value, or a formula over options and settings.', expression.place);
    return undefined;
  }
  try {
    return compiledText(expression, constantScope(input.run), input.run.version, input)?.evaluate(undefined);
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    input.run.problem(error.message, expression.place);
    return undefined;
  }
}
