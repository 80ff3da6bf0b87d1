import { PyDict } from '../../python/dict.ts';
import { text } from '../../python/text.ts';
import type { Value } from '../../python/value.ts';
import type { BlockArguments, Expression, NamedArgument } from '../../recipe/types.ts';
import { FormulaError } from '../../shared/formula-error.ts';
import { didYouMean } from '../../shared/nearest.ts';
import type { CompileContext } from '../compile/compile-context.ts';
import { weightOf } from './weights.ts';

/** The share of each value. */
type Shares = ReadonlyMap<string, number>;

/** The shares of a `deal` without groups. */
export function plainShares(args: BlockArguments, context: CompileContext): Shares | undefined {
  const shares = args.named.find(({ name }) => name === 'shares');
  if (shares) return sharesOf(shares.value, context);
  if (args.named.length > 0)
    return sharesOf({ kind: 'map', entries: args.named, place: context.place }, context);
  const [only, ...more] = args.positional;
  if (only && more.length === 0) return sharesOf(only, context);
  return sharesOf({ kind: 'list', items: args.positional, place: context.place }, context);
}

/** The shares for each value of the group; every value needs some. */
export function groupedShares(
  args: BlockArguments,
  groups: readonly string[],
  context: CompileContext,
): (Shares | undefined)[] | undefined {
  const shares = args.named.find(({ name }) => name === 'shares')?.value;
  if (!shares) {
    context.problem('`deal` with `by` needs `shares`: a map from each value of that field to its shares.');
    return undefined;
  }
  const byGroup = new Map<string, Shares | undefined>();
  for (const { name, value } of entriesOf(shares) ?? []) byGroup.set(name, sharesOf(value, context));
  const value = entriesOf(shares) ? undefined : context.constant(shares);
  if (value instanceof PyDict) {
    for (const [key, entry] of value.entries()) byGroup.set(text(key), sharesOfValue(entry, shares, context));
  }
  for (const name of byGroup.keys()) {
    const meant = groups.includes(name) ? undefined : didYouMean(name, groups);
    if (meant)
      context.problem(`\`shares\` includes ${name}, but no row has that value.`, shares.place, meant);
  }
  const missing = groups.filter((group) => !byGroup.has(group));
  if (missing.length > 0) {
    context.problem(`Shares are missing for ${missing.join(', ')}.`, shares.place);
    return undefined;
  }
  return groups.map((group) => byGroup.get(group));
}

/** The entries of a map in the recipe; a map with one key was parsed as a call. */
function entriesOf(expression: Expression): readonly NamedArgument[] | undefined {
  if (expression.kind === 'map') return expression.entries;
  if (expression.kind !== 'call') return undefined;
  const { name, args, place } = expression;
  const value: Expression = args.positional[0] ?? { kind: 'map', entries: args.named, place };
  return [{ name, value, place }];
}

function sharesOf(expression: Expression, context: CompileContext): Shares | undefined {
  const entries = entriesOf(expression);
  if (entries)
    return checked(new Map(entries.map(({ name, value }) => [name, shareOf(value, context)])), context);
  if (expression.kind === 'list') {
    return checked(
      new Map(expression.items.map((item) => [text(context.constant(item) ?? null), 1])),
      context,
    );
  }
  return sharesOfValue(context.constant(expression), expression, context);
}

function sharesOfValue(
  value: Value | undefined,
  at: Expression,
  context: CompileContext,
): Shares | undefined {
  if (value instanceof PyDict) {
    return checked(new Map(value.entries().map(([key, share]) => [text(key), weightOf(share)])), context);
  }
  if (Array.isArray(value)) return checked(new Map(value.map((item) => [text(item), 1])), context);
  context.problem('Shares must be a map of values to weights, or a list of values.', at.place);
  return undefined;
}

/** One share of a recipe, which must be known before any row. */
export function shareOf(expression: Expression, context: CompileContext): number {
  try {
    return weightOf(context.constant(expression) ?? null);
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    context.problem('A share must be a number, with or without "%".', expression.place);
    return 0;
  }
}

function checked(shares: Shares, context: CompileContext): Shares | undefined {
  if ([...shares.values()].some((share) => share > 0)) return shares;
  context.problem('At least one share must be above 0.');
  return undefined;
}
