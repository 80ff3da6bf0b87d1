import { text } from '../../python/text.ts';
import { type EagerFunction, fail } from '../functions/eager.ts';

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
    const children = run.plannedChildren(name);
    const population = children?.find((one) => one.parent === row.type.population);
    if (!population)
      return fail(`The number of ${name} rows below ${row.type.sobject} is not known beforehand.`);
    const { block, slot } = row;
    const { offsets } = population.layout(block);
    const [from, to] = [offsets[slot]!, offsets[slot + 1]!];
    if (field === undefined) return to - from;
    const shares = run.quotaField(name, text(field));
    if (shares?.quota.population !== population)
      return fail(`${name}.${text(field)} is not distributed by \`deal\`.`);
    const wanted = shares.values.indexOf(text(value ?? null));
    return shares.quota
      .indices(block)
      .slice(from, to)
      .filter((index) => index === wanted).length;
  },
};
