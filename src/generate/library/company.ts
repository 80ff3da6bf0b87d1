import { streamKey } from '../../random/key.ts';
import { permute } from '../../random/permutation.ts';
import { asciiSlug } from '../../shared/ascii-slug.ts';
import { type EagerFunction, fail } from '../functions/eager.ts';
import { CompositeValue } from '../run/composite-value.ts';
import type { RunContext } from '../run/run-context.ts';

const SLOT = /\{(stem|fake\.\w+)\}/g;

/** Words before a stem once all stems are used. */
const FURTHER = ['North', 'South', 'East', 'West', 'Upper', 'Lower', 'Great', 'Old', 'New', 'Central'];

/**
 * A company of the account's industry: `name`, `slug`, `domain`, `website`. A pattern of the template is drawn and
 * filled according to the account's place in a permutation of all possible fillings, so that no two accounts share a
 * name.
 */
export const company: EagerFunction = {
  parameters: [],
  call(_, { run, row }) {
    const patterns = run.plan.industryOf(row).template.company_name_patterns;
    const pattern = run.draw.pick(patterns);
    const name = fillPattern(pattern, row.root.number, run);
    const domain = `${asciiSlug(name).slice(0, 63)}.example.com`;
    return new CompositeValue(name, { name, domain, website: `https://${domain}` });
  },
};

function fillPattern(pattern: string, index: number, run: RunContext): string {
  const slots = [...pattern.matchAll(SLOT)].map((match) => poolOf(match[1]!, run));
  const fillings = slots.reduce((product, pool) => product * pool.size, 1);
  const round = Math.floor(index / fillings);
  let place = permute(index % fillings, fillings, streamKey(run.column('company', 'name'), fillings));
  const words = slots.map(({ size, word }) => {
    const filled = word(place % size);
    place = Math.floor(place / size);
    return filled;
  });
  const name = pattern.replaceAll(SLOT, () => words.shift()!);
  if (round === 0) return name;
  const before = FURTHER[(round - 1) % FURTHER.length]!;
  return round <= FURTHER.length
    ? `${before} ${name}`
    : `${before} ${name} ${Math.ceil(round / FURTHER.length)}`;
}

function poolOf(slot: string, run: RunContext): { size: number; word: (place: number) => string } {
  if (slot === 'stem') {
    const { first, second } = run.names.stems;
    const word = (place: number) =>
      `${first[place % first.length]} ${second[Math.floor(place / first.length)]}`;
    return { size: first.length * second.length, word };
  }
  const pool = run.fakes.pool(slot.slice('fake.'.length));
  if (!pool) return fail(`\`{${slot}}\` in a company name pattern isn't a fake with a list of words.`);
  return { size: pool.length, word: (place) => pool[place]! };
}
