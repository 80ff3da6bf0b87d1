import { didYouMean } from '../../nearest.ts';
import type { Expression } from '../../recipe/types.ts';
import { constantOf, type ExpressionInput } from '../expression.ts';
import { Population } from '../plan/population.ts';
import { Spread } from '../plan/spread.ts';
import type { TemplateSite } from '../site.ts';
import { numberArgument } from './eager.ts';

const PARAMETERS = ['average', 'min', 'max', 'capacity'];

/**
 * `count: {spread: {average: 4, min: 1, max: 8}}`: numbers that vary from parent to parent and add up to the average
 * exactly, within each density tier. `capacity: Contact` gives no parent more than its account has contacts.
 */
export function readSpread(
  expression: Extract<Expression, { kind: 'call' }>,
  sobject: string,
  parents: Population,
  input: ExpressionInput,
): Population | undefined {
  const { world } = input;
  const named = new Map(expression.args.named.map((argument) => [argument.name, argument]));
  for (const { name, place } of expression.args.named) {
    if (!PARAMETERS.includes(name))
      world.problem(`\`spread\` has no \`${name}\`.`, place, didYouMean(name, PARAMETERS));
  }
  const number = (name: string): number | undefined => {
    const argument =
      named.get(name)?.value ?? (name === 'average' ? expression.args.positional[0] : undefined);
    const value = argument && constantOf(argument, input);
    return value === undefined ? undefined : numberArgument(value, name);
  };
  const average = number('average');
  if (average === undefined) {
    world.problem('`spread` needs an `average`.', expression.place);
    return undefined;
  }
  const capacityName = named.get('capacity') && constantOf(named.get('capacity')!.value, input);
  const capacity =
    typeof capacityName === 'string' ? populationAbove(input.template, capacityName) : undefined;
  if (capacityName !== undefined && !capacity) {
    world.problem(
      `\`capacity\` names no object above whose number is known: ${capacityName}.`,
      named.get('capacity')!.place,
    );
  }
  const spread = new Spread({
    name: sobject,
    parents,
    column: world.column(sobject, 'count'),
    average,
    min: Math.floor(number('min') ?? 0),
    max: Math.ceil(number('max') ?? Math.max(1, average * 2)),
    by: world.decksOf(parents.root).tier,
    capacity,
    place: expression.place,
  });
  return new Population(sobject, parents, { kind: 'spread', spread });
}

/** The rows of an object that was stated before, below this template or one above it. */
export function populationAbove(template: TemplateSite | undefined, sobject: string): Population | undefined {
  for (let above = template; above; above = above.parent) {
    const found = above.children.get(sobject);
    if (found) return found;
  }
  return undefined;
}
