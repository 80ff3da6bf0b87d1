import type { Arguments as CallNodes, Node } from '../../formula/node.ts';
import type { BlockArguments, Expression } from '../../recipe/types.ts';
import type { Place } from '../../shared/errors.ts';
import { FormulaError } from '../../shared/formula-error.ts';
import type { RunContext } from '../run-context.ts';

/** Converts the arguments of a call in a formula to those of a block, for functions that need them beforehand. */
export function argumentsOf(given: CallNodes, place: Place, run: RunContext): BlockArguments {
  if (given.spread || given.keywordSpread)
    throw new FormulaError('This function takes its arguments one by one.');
  const expression = (node: Node) => expressionOf(node, place, run);
  return {
    positional: given.positional.map(expression),
    named: given.keyword.map(({ name, value }) => ({ name, value: expression(value), place })),
  };
}

/** A constant, or a name: an object or nickname stays a name, and an option becomes its value. */
function expressionOf(node: Node, place: Place, run: RunContext): Expression {
  if (node.kind === 'constant') {
    const { value } = node;
    return typeof value === 'string'
      ? { kind: 'text', text: value, place }
      : { kind: 'literal', value, place };
  }
  if (node.kind === 'name') {
    if (run.rowNames.find(node.name)) return { kind: 'text', text: node.name, place };
    const value = run.settings.get(node.name);
    if (value !== undefined) return { kind: 'literal', value, place };
  }
  throw new FormulaError({
    message: 'This argument must be known before any row: a string, a number, a boolean, or an option.',
    offset: node.offset,
  });
}
