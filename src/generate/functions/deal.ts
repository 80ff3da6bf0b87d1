import { Quota } from '../../allocation/quota.ts';
import { PyDict } from '../../python/dict.ts';
import { text } from '../../python/text.ts';
import type { Value } from '../../python/value.ts';
import type { BlockArguments, Expression, NamedArgument } from '../../recipe/types.ts';
import { FormulaError } from '../../shared/formula-error.ts';
import { didYouMean } from '../../shared/nearest.ts';
import type { BlockFunction, CompileContext } from '../compile/compile-context.ts';
import { TIERS } from '../run/run-context.ts';
import { weightOf } from './choice.ts';
import { numberArgument } from './eager.ts';

type Shares = ReadonlyMap<string, number>;

const UNKNOWN_COUNT =
  'needs the number of rows beforehand: give the object a `count` of a number, a setting or a `spread`.';

/**
 * Values in exact shares: `deal: {Open: 60, Closed: 40}`, or within the groups of another field with shares: `deal:
 * {by: Status, shares: {Open: {High: 20, Low: 80}, …}}`.
 */
export const deal: BlockFunction = (args, context) => {
  const { template } = context;
  const by = args.named.find(({ name }) => name === 'by');
  if (!template?.population) {
    context.problem(`\`deal\` ${UNKNOWN_COUNT}`);
    return () => null;
  }
  const group = by && groupOf(by.value, context);
  if (by && !group) return () => null;
  const sharesOfGroup = group ? groupedShares(args, group.values, context) : [plainShares(args, context)];
  if (!sharesOfGroup || sharesOfGroup.some((shares) => !shares)) return () => null;
  const values = [...new Set(sharesOfGroup.flatMap((shares) => [...shares!.keys()]))];
  const weights = sharesOfGroup.map((shares) => values.map((value) => shares!.get(value) ?? 0));
  const quota = new Quota({
    population: template.population,
    column: context.column,
    by: group?.quota,
    size: values.length,
    weights: (index) => weights[index]!,
  });
  template.quotaFields.set(context.name, { quota, values });
  context.run.addQuotaField(template.sobject, context.name, { quota, values });
  return (row) => values[quota.indices(row.block)[row.slot]!]!;
};

function groupOf(expression: Expression, context: CompileContext) {
  const name = expression.kind === 'text' ? expression.text : undefined;
  for (let template = context.template; template && name; template = template.parent) {
    const field = template.quotaFields.get(name);
    if (field) return field;
  }
  const known = [...(context.template?.quotaFields.keys() ?? [])];
  context.problem(
    '`by` must be the name of a field that `deal` fills.',
    expression.place,
    name && didYouMean(name, known),
  );
  return undefined;
}

function plainShares(args: BlockArguments, context: CompileContext): Shares | undefined {
  const shares = args.named.find(({ name }) => name === 'shares');
  if (shares) return sharesOf(shares.value, context);
  if (args.named.length > 0)
    return sharesOf({ kind: 'map', entries: args.named, place: context.place }, context);
  const [only, ...more] = args.positional;
  if (only && more.length === 0) return sharesOf(only, context);
  return sharesOf({ kind: 'list', items: args.positional, place: context.place }, context);
}

/** The shares for each value of the group; every value needs some. */
function groupedShares(
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
    context.problem(`The shares say nothing about ${missing.join(', ')}.`, shares.place);
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
  context.problem('Shares are a map of values to weights, or a list of values.', at.place);
  return undefined;
}

function shareOf(expression: Expression, context: CompileContext): number {
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

const FILL = [...TIERS, 'share', 'from', 'value'];

/**
 * A value in an exact share of the rows: `fill: {rich: 100, moderate: 50, sparse: 0, value: …}` by the density tier
 * of their account, or `fill: {share: 40, value: …}`. `from: 2` skips the first child of each parent.
 */
export const fill: BlockFunction = (args, context) => {
  const { template, run } = context;
  const named = new Map(args.named.map((argument) => [argument.name, argument]));
  for (const { name, place } of args.named) {
    if (!FILL.includes(name)) context.problem(`\`fill\` has no \`${name}\`.`, place, didYouMean(name, FILL));
  }
  const value = named.get('value');
  if (!value) context.problem('`fill` needs a `value`.');
  // An unknown name was reported before, and may be a misspelling of one of these.
  if (args.named.every(({ name }) => name === 'value' || name === 'from'))
    context.problem('`fill` needs a `share`, or shares for rich, moderate, or sparse.');
  const evaluate = value ? context.compile(value.value) : () => null;
  if (!template?.population) {
    context.problem(`\`fill\` ${UNKNOWN_COUNT}`);
    return () => null;
  }
  const percent = (name: string) => {
    const argument = named.get(name);
    if (!argument) return undefined;
    const share = shareOf(argument.value, context);
    if (share <= 100) return share;
    context.problem('A share of rows must be at most 100.', argument.place);
    return 0;
  };
  const share = percent('share');
  const tiers = TIERS.map((tier) => percent(tier) ?? 0);
  if (share !== undefined && TIERS.some((tier) => named.has(tier))) {
    context.problem('`share` holds for all rows; it excludes rich, moderate and sparse.');
  }
  const from = named.get('from');
  const quota = new Quota({
    population: template.population,
    column: context.column,
    by: share === undefined ? run.quotasOf(template.population.root).tier : undefined,
    size: 2,
    weights: (tier) => {
      const present = share ?? tiers[tier]!;
      return [present, 100 - present];
    },
    from: from ? Math.max(0, numberArgument(context.constant(from.value), 'from') - 1) : 0,
  });
  return (row) => (quota.indices(row.block)[row.slot] === 0 ? evaluate(row) : null);
};
