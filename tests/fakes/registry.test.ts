import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { plain } from '../../src/fakes/define.ts';
import type { Topic } from '../../src/fakes/fake.ts';
import { loadFakes } from '../../src/fakes/fakes.ts';
import { FAKES } from '../../src/fakes/registry.ts';
import { faked } from './call.ts';

const FOLDER = new URL('../../src/fakes/topics/', import.meta.url);
const FILES = readdirSync(FOLDER).filter((file) => file !== 'romanized-names.ts');
const TOPICS = new Map<string, string[]>();
for (const file of FILES) TOPICS.set(file, await namesOf(file));

/** The names of the fakes that a file exports as a topic. */
async function namesOf(file: string): Promise<string[]> {
  const module: Record<string, unknown> = await import(new URL(file, FOLDER).href);
  return Object.values(module).filter(isTopic).flatMap(Object.keys);
}

function isTopic(value: unknown): value is Topic {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((one) => typeof one === 'object' && 'build' in one);
}

it.each(FILES)('the fakes of %s are in the registry', (file) => {
  const names = TOPICS.get(file)!;
  expect(names.length).toBeGreaterThan(0);
  expect(names.filter((name) => !(name in FAKES))).toEqual([]);
});

it('no two topics have a fake of one name, except Snowfakery’s own', () => {
  const names = [...TOPICS].flatMap(([file, some]) => (file === 'snowfakery.ts' ? [] : some));
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
});

it('a fake is one definition: the others stay as they are', async () => {
  const fakes = await loadFakes('en_US', {
    planet: plain('text', ({ draw }) => draw.pick(['Mars', 'Venus'])),
  });
  expect(faked('Planet', 1, { fakes })).toMatch(/^(Mars|Venus)$/);
  expect(fakes.names()).toContain('planet');
  expect(faked('city', 42, { fakes })).toBe(faked('city', 42));
});
