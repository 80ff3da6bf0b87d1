import { Population } from '../../allocation/population.ts';
import { Spread } from '../../allocation/spread.ts';
import { text } from '../../python/text.ts';
import type { Value } from '../../python/value.ts';
import type { Expression } from '../../recipe/types.ts';
import { didYouMean } from '../../shared/nearest.ts';
import { excerpt } from '../../shared/quote.ts';
import type { TemplateContext } from '../compile/compile-context.ts';
import { constantOf, type ExpressionInput } from '../compile/expression.ts';
import { numberArgument } from './eager.ts';

/** More children of one row are a mistake. */
const MOST = 10_000;

function numeric(value: Value | undefined): number | undefined {
  try {
    return numberArgument(value, '');
  } catch {
    return undefined;
  }
}

const PARAMETERS = ['average', 'min', 'max', 'capacity'];

/**
 * `count: {spread: {average: 4, min: 1, max: 8}}`: numbers that vary by parent and match the average exactly, within
 * each density tier. With `capacity: Contact`, no parent gets more than the contacts of its account.
 */
export function readSpread(
  expression: Extract<Expression, { kind: 'call' }>,
  sobject: string,
  parents: Population,
  input: ExpressionInput,
): Population | undefined {
  const { run } = input;
  const named = new Map(expression.args.named.map((argument) => [argument.name, argument]));
  for (const { name, place } of expression.args.named) {
    if (!PARAMETERS.includes(name))
      run.problem(`\`spread\` has no \`${name}\`.`, place, didYouMean(name, PARAMETERS));
  }
  const number = (name: string): number | undefined => {
    const argument =
      named.get(name)?.value ?? (name === 'average' ? expression.args.positional[0] : undefined);
    if (!argument) return undefined;
    const before = run.problems.length;
    const value = constantOf(argument, input);
    if (run.problems.length > before) return Number.NaN;
    const given = numeric(value);
    if (given !== undefined && given >= 0 && given <= MOST) return given;
    run.problem(
      `\`${name}\` must be a number from 0 to ${MOST}; got ${excerpt(text(value ?? null))}.`,
      argument.place,
    );
    return Number.NaN;
  };
  const [average, least, most] = [number('average'), number('min'), number('max')];
  if (average === undefined) {
    run.problem('`spread` needs an `average`.', expression.place);
    return undefined;
  }
  if ([average, least, most].some(Number.isNaN)) return undefined;
  const min = Math.floor(least ?? 0);
  const max = Math.ceil(most ?? Math.max(1, average * 2));
  if (min > max) {
    run.problem(`\`max\` must be at least \`min\` (${min}); got ${max}.`, expression.place);
    return undefined;
  }
  const capacityName = named.get('capacity') && constantOf(named.get('capacity')!.value, input);
  const capacity =
    typeof capacityName === 'string' ? populationAbove(input.template, capacityName) : undefined;
  if (capacityName !== undefined && !capacity) {
    run.problem(
      `\`capacity\` must be an object above whose number of rows is known; got ${capacityName}.`,
      named.get('capacity')!.place,
    );
  }
  const spread = new Spread({
    name: sobject,
    parents,
    column: run.column(sobject, 'count'),
    average,
    min,
    max,
    by: run.plan.quotasOf(parents.root).tier,
    capacity,
    place: expression.place,
  });
  return new Population(sobject, parents, { kind: 'spread', spread });
}

/** The rows of an earlier object, below this template or one above it. */
function populationAbove(template: TemplateContext | undefined, sobject: string): Population | undefined {
  for (let above = template; above; above = above.parent) {
    const found = above.children.get(sobject);
    if (found) return found;
  }
  return undefined;
}
