import { checkSize, SIZE_LIMIT, tooLarge } from '../../python/size.ts';
import { text as textOf } from '../../python/text.ts';
import type { Value } from '../../python/value.ts';
import { FormulaError, type FormulaProblem } from '../../shared/formula-error.ts';
import { BUILT_INS } from '../built-ins.ts';
import { parseFormula } from '../parse/parse.ts';
import { type Part, partsOf } from '../parse/parts.ts';
import type { Scope } from '../scope.ts';
import { isUndefined } from '../undefined.ts';
import { compileNeeded } from './compile-names.ts';
import { compileNode } from './compile-node.ts';
import type { Compilation, Compiled } from './compiled.ts';
import { lookForNumber, nativeResult } from './result.ts';

/** A cell's text, compiled for any number of rows. */
export interface CompiledText<C> {
  /** True if it yields the same value in every context. */
  constant: boolean;
  evaluate(context: C): Value;
  /** The names that it looks up, without duplicates. */
  names: readonly string[];
}

/**
 * Compiles a cell's text with its `${{ }}` parts; a text without formulas yields itself. Throws a FormulaError that
 * lists all problems with their places.
 */
export function compileText<C>(text: string, scope: Scope<C>, version: 2 | 3): CompiledText<C> {
  const problems: FormulaProblem[] = [];
  const parts = partsOf(text, version, problems);
  const names = new Set<string>();
  // A formula whose value keeps its type needs a value.
  const isResult = version === 3 && parts?.length === 1;
  const compiled = (parts ?? []).map((part) => compilePart(part, scope, problems, names, isResult));
  if (problems.length > 0) throw new FormulaError(problems);
  const evaluate =
    parts === undefined ? constantly<C>(text, version) : version === 3 ? native(compiled) : textual(compiled);
  const isConstant = compiled.every((part) => part.constant);
  if (!isConstant) return { constant: false, evaluate, names: [...names] };
  const value = evaluate(undefined as never);
  return { constant: true, evaluate: () => value, names: [...names] };
}

function constantly<C>(text: string, version: 2 | 3): (context: C) => Value {
  const value = version === 2 ? lookForNumber(text) : text;
  return () => value;
}

function compilePart<C>(
  part: Part,
  scope: Scope<C>,
  problems: FormulaProblem[],
  names: Set<string>,
  isResult: boolean,
): Compiled<C> {
  if (part.kind === 'text') return { constant: true, run: () => part.text };
  const tree = parseFormula(part.tokens, part.offset);
  if ('message' in tree) {
    problems.push(tree);
    return { constant: true, run: () => null };
  }
  const to: Compilation<C> = {
    scope,
    environment: BUILT_INS,
    problems,
    names,
    compile: (node) => compileNode(node, to),
  };
  const compiled = (isResult ? compileNeeded : compileNode)(tree, to);
  return { constant: compiled.constant, run: located(compiled.run, part.offset) };
}

/** Adds the formula's place to an error at run time. */
function located<C>(run: (context: C) => Value, offset: number): (context: C) => Value {
  return (context) => {
    try {
      return run(context);
    } catch (error) {
      const told = tooLarge(error);
      throw told instanceof FormulaError ? told.at(offset) : told;
    }
  };
}

/** Version 3, Jinja's NativeEnvironment: a formula on its own keeps the type of its value. */
function native<C>(parts: Compiled<C>[]): (context: C) => Value {
  if (parts.length === 0) return () => null;
  const [only] = parts;
  if (parts.length === 1 && only) {
    return (context) => {
      const value = only.run(context);
      if (typeof value === 'string') return nativeResult(value);
      if (!isUndefined(value)) return value;
      if (value.problem) throw new FormulaError(value.problem);
      return null;
    };
  }
  const join = joined(parts);
  return (context) => nativeResult(join(context));
}

/** Version 2: everything becomes text, and numbers are read back from it. */
function textual<C>(parts: Compiled<C>[]): (context: C) => Value {
  const join = joined(parts);
  return (context) => lookForNumber(join(context));
}

function joined<C>(parts: Compiled<C>[]): (context: C) => string {
  const runs = parts.map(({ run }) => run);
  return (context) => {
    let text = '';
    for (const run of runs) {
      const value = run(context);
      text += typeof value === 'string' ? value : textOf(value);
      if (text.length > SIZE_LIMIT) checkSize(text.length);
    }
    return text;
  };
}
