import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { packageRoot } from '../../src/shared/package-root.ts';

const FOLDER = join(packageRoot, 'templates', 'industries');
const files = readdirSync(FOLDER).filter((file) => file.endsWith('.yml'));
const read = (file: string) => parse(readFileSync(join(FOLDER, file), 'utf8'));

/** Every line of every block, however deep. */
function phrasesIn(value: unknown): string[] {
  if (typeof value === 'string') return value.trim().split('\n');
  return Object.values(value as object).flatMap(phrasesIn);
}

describe.each(files)('%s', (file) => {
  const template = read(file);
  const texts = read(template.texts);

  test('has every list that a data set draws from, long enough', () => {
    const least = {
      ...{ company_name_patterns: 12, titles: 25, opportunity_types: 14, case_subjects: 20 },
      ...{ competitors: 8, vocabulary: 60 },
    };
    for (const [name, length] of Object.entries(least)) {
      expect(template[name].length, name).toBeGreaterThanOrEqual(length);
      expect(new Set(template[name]).size, name).toBe(template[name].length);
    }
  });

  test('gives each title one department, and fits both to their fields', () => {
    const placed = Object.values<string[]>(template.departments).flat();
    expect([...placed].sort()).toEqual([...template.titles].sort());
    for (const title of placed) expect(title.length).toBeLessThanOrEqual(128);
    for (const name of Object.keys(template.departments)) expect(name.length).toBeLessThanOrEqual(80);
  });

  test('has a dossier for each product and each case subject', () => {
    const { products, issues } = texts;
    expect(products.map(({ name }: { name: string }) => name)).toEqual(template.opportunity_types);
    expect(issues.map(({ theme }: { theme: string }) => theme)).toEqual(template.case_subjects);
  });

  test('knows what a company of every name pattern does', () => {
    const keys = Object.keys(texts.business);
    const unknown = template.company_name_patterns.filter(
      (pattern: string) => !keys.some((key) => pattern.includes(key)),
    );
    expect(unknown).toEqual([]);
  });

  test('writes its phrases without an end mark, so that a sentence can go on after them', () => {
    const ended = phrasesIn(texts).filter((line) => /[.,;:!?]$/.test(line));
    expect(ended).toEqual([]);
  });
});

test('no word of the trade belongs to two industries', () => {
  const words = files.flatMap((file) => read(file).vocabulary.map((word: string) => word.toLowerCase()));
  expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
});

test('no recipe names an industry: what differs between them is in their templates', () => {
  const names = files.map((file) => file.replace('.yml', ''));
  const recipe = readFileSync(join(packageRoot, 'recipes', 'full_org.recipe.yml'), 'utf8');
  expect(names.filter((name) => recipe.includes(name))).toEqual([]);
});
