import { text } from '../../python/text.ts';
import { streamKey } from '../../random/key.ts';
import { permute } from '../../random/permutation.ts';
import { type EagerFunction, fail, numberArgument } from '../functions/eager.ts';

/** Logarithms and powers may differ in the last digit from platform to platform; products don't. */
const STEPS = 40;

/**
 * An amount of money or people between two bounds, small ones more often than large ones, rounded as people round:
 * `amount: {min: 20000, max: 900000}`. `at` (0 to 1) is its position between them, for amounts that belong together.
 */
export const amount: EagerFunction = {
  parameters: ['min', 'max', 'at'],
  required: 2,
  call([min, max, at], { run }) {
    const low = numberArgument(min, 'min');
    const high = numberArgument(max, 'max');
    if (low <= 0) return fail(`\`min\` must be above 0; got ${low}.`);
    if (high < low) return fail(`\`max\` must be at least \`min\` (${low}); got ${high}.`);
    const jitter = (run.draw.next() - 0.5) * 0.16;
    const where =
      at === undefined ? run.draw.next() : Math.min(1, Math.max(0, numberArgument(at, 'at') + jitter));
    return rounded(geometric(low, high, where));
  },
};

/** The value at `where` (0 to 1) on a logarithmic scale from low to high, by bisection of both scales. */
function geometric(low: number, high: number, where: number): number {
  let [from, to, start, end] = [low, high, 0, 1];
  for (let i = 0; i < STEPS; i++) {
    const middle = (start + end) / 2;
    const product = from * to;
    const value = Number.isFinite(product) ? Math.sqrt(product) : Math.sqrt(from) * Math.sqrt(to);
    if (where < middle) [to, end] = [value, middle];
    else [from, start] = [value, middle];
  }
  return from;
}

/** Rounds to two or three significant digits: 4,200,000, 87,500, 340. */
function rounded(value: number): number {
  let unit = 1;
  while (value / unit >= 1000) unit *= 10;
  const step = unit > 1 ? unit * 5 : 1;
  return Math.max(1, Math.round(value / step) * step);
}

/**
 * The child's item of a list that is shuffled for each parent: siblings have different ones as long as there are
 * enough.
 */
export const shuffled: EagerFunction = {
  parameters: ['list', 'index'],
  required: 1,
  call([list, index], { run, row, name }) {
    if (!Array.isArray(list) || list.length === 0) return fail('`shuffled` takes a list.');
    const place = index === undefined ? row.childIndex : Math.trunc(numberArgument(index, 'index'));
    const { low, high } = row.parent ?? row;
    return list[
      permute(place % list.length, list.length, streamKey(run.column(row.type.sobject, name), low, high))
    ]!;
  },
};

/**
 * The number of rows of an object that will be made below this one; with a field and a value, only those with that
 * value: `planned('Opportunity', 'StageName', 'Closed Won')`. It is known beforehand, since shares are distributed
 * beforehand.
 */
export const planned: EagerFunction = {
  parameters: ['object', 'field', 'value'],
  required: 1,
  call([sobject, field, value], { run, row }) {
    const name = text(sobject ?? null);
    const children = run.plan.plannedChildren(name);
    const population = children?.find((one) => one.parent === row.type.population);
    if (!population)
      return fail(`The number of ${name} rows below ${row.type.sobject} isn't known beforehand.`);
    const { block, slot } = row;
    const { offsets } = population.layout(block);
    const [from, to] = [offsets[slot]!, offsets[slot + 1]!];
    if (field === undefined) return to - from;
    const shares = run.plan.quotaField(name, text(field));
    if (shares?.quota.population !== population)
      return fail(`${name}.${text(field)} isn't distributed by \`deal\`.`);
    const wanted = shares.values.indexOf(text(value ?? null));
    return shares.quota
      .indices(block)
      .slice(from, to)
      .filter((index) => index === wanted).length;
  },
};
