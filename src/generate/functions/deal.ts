import { Quota } from '../../allocation/quota.ts';
import type { Expression } from '../../recipe/types.ts';
import { didYouMean } from '../../shared/nearest.ts';
import type { BlockFunction, CompileContext } from '../compile/compile-context.ts';
import { TIERS } from '../run/run-plan.ts';
import { numberArgument } from './eager.ts';
import { groupedShares, plainShares, shareOf } from './shares.ts';

const UNKNOWN_COUNT =
  'needs the number of rows beforehand: give the object a `count` of a number, a setting, or a `spread`.';

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
  context.run.plan.addQuotaField(template.sobject, context.name, { quota, values });
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
    context.problem("`share` applies to all rows; it can't be combined with rich, moderate, or sparse.");
  }
  const from = named.get('from');
  const quota = new Quota({
    population: template.population,
    column: context.column,
    by: share === undefined ? run.plan.quotasOf(template.population.root).tier : undefined,
    size: 2,
    weights: (tier) => {
      const present = share ?? tiers[tier]!;
      return [present, 100 - present];
    },
    from: from ? Math.max(0, numberArgument(context.constant(from.value), 'from') - 1) : 0,
  });
  return (row) => (quota.indices(row.block)[row.slot] === 0 ? evaluate(row) : null);
};
