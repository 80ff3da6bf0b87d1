import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { sha256 } from '../../src/random/hash.ts';
import { CORE } from '../formula/core.ts';
import { LIBRARY } from '../formula/library.ts';
import { formula } from './formulas.ts';
import type { Material } from './material.ts';
import { mutated } from './mutate.ts';
import {
  DATASET_RECIPE,
  LASTING_RECIPE,
  LOAD_DECLARATIONS,
  QUERY_RECIPE,
  RECIPES,
  TABLES,
  UPDATE_RECIPE,
} from './recipes.ts';
import { bytesOf, type Trial } from './trial.ts';

const ROOT = join(import.meta.dirname, '../..');

/** What can be put before the tool, by what is broken about it. */
export function kinds(material: Material): Record<string, fc.Arbitrary<Trial>> {
  const { dataset, cache, continuation, json } = material;
  const generate = ['generate', '--recipe', 'r.recipe.yml', '--output', 'o', '--quiet'];
  const made = [generate, ['verify', 'o', '--quiet']];
  const recipe = (text: string): Trial => ({ files: { 'r.recipe.yml': text }, commands: made });
  const inSet = (name: string, text: string, commands: string[][]): Trial => ({
    files: { ...prefixed('d', dataset), [`d/${name}`]: text },
    commands,
  });
  const generated = Object.keys(dataset).filter((name) => /^generated\/.*csv$/.test(name));
  const offline = ['enrich', 'd', '--provider', 'offline', '--quiet'];
  return {
    recipes: mutated(filesOf('recipes', /(?<!full_org)\.recipe\.yml$/).concat(RECIPES)).map(recipe),
    'the default recipe': mutated(filesOf('recipes', /full_org.*yml$/)).map((text) => ({
      files: { 'r.recipe.yml': text },
      commands: made.map((command, i) => (i === 0 ? [...command, '--accounts', '2'] : command)),
    })),
    formulas: fc
      .oneof(
        formula,
        mutated(KNOWN_FORMULAS).map((bytes) => Buffer.from(bytes, 'latin1').toString('utf8')),
      )
      .map((text) => recipe(bytesOf(formulaRecipe(text)))),
    configs: mutated(filesOf('.', /^config\.yml$/).concat(filesOf('recipes', /config\.yml$/))).map(
      (text) => ({
        files: { 'config.yml': text },
        commands: [
          ['config', 'show'],
          [
            'generate',
            '--accounts',
            '2',
            '--recipe',
            join(ROOT, 'recipes/minimal.recipe.yml'),
            '--output',
            'o',
            '--quiet',
          ],
        ],
      }),
    ),
    industries: mutated(filesOf('templates/industries', /yml$/)).map((text) => ({
      files: { 'config.yml': 'industries: [{name: x, weight: 1, template: i.yml}]\n', 'i.yml': text },
      commands: [
        ['generate', '--accounts', '2', '--output', 'o', '--quiet'],
        ['verify', 'o', '--quiet'],
      ],
    })),
    'rows of a data set': fc
      .constantFrom(...generated)
      .chain((name) =>
        mutated([Buffer.from(dataset[name]!, 'latin1').toString('utf8')]).map((text) =>
          withHash(
            inSet(name, text, [['verify', 'd', '--quiet'], offline, ['export', 'd', '--quiet']]),
            name,
            text,
          ),
        ),
      ),
    'foreign CSV': mutated(TABLES).map((text) => ({
      files: { 'r.recipe.yml': DATASET_RECIPE, 'rows.csv': text },
      commands: made,
    })),
    updates: mutated(TABLES).map((text) => ({
      files: { 'r.recipe.yml': UPDATE_RECIPE, 'rows.csv': text },
      commands: [[...generate, '--update-input-file', 'rows.csv']],
    })),
    manifests: fc
      .constantFrom('generated/manifest.json', 'enriched/manifest.json')
      .chain((name) =>
        mutated([Buffer.from(dataset[name]!, 'latin1').toString('utf8')]).map((text) =>
          inSet(name, text, [['verify', 'd'], offline, ['export', 'd', '--quiet'], ['report', 'd']]),
        ),
      ),
    'text exports of the cache': mutated([cache.jsonl]).map((text) => ({
      files: { ...prefixed('d', dataset), 'cache/llm.jsonl': text },
      commands: [
        ['cache', 'stats'],
        ['cache', 'verify'],
        ['cache', 'export'],
      ],
    })),
    caches: fc
      .array(fc.tuple(fc.nat(cache.bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 40 })
      .map((changes) => ({
        files: { 'cache/llm.sqlite': damaged(cache.bytes, changes) },
        commands: [
          ['cache', 'stats'],
          ['cache', 'verify'],
          ['cache', 'export'],
        ],
      })),
    continuations: mutated([continuation]).map((text) => ({
      files: { 'r.recipe.yml': bytesOf(LASTING_RECIPE), 'c.json': text },
      commands: [[...generate, '--continuation-file', 'c.json']],
    })),
    'load declarations': mutated([LOAD_DECLARATIONS]).map((text) => ({
      files: { 'r.recipe.yml': bytesOf(LASTING_RECIPE), 'r.load.yml': text },
      commands: made,
    })),
    'JSON documents': mutated([json]).map((text) => ({
      files: { 'data.json': text },
      commands: [['load', '--file', 'data.json', '--target-org', 'nowhere', '--dry-run']],
    })),
    'answers of an org': mutated([
      '{"org": null, "answers": {"SELECT Id FROM User LIMIT 1": [{"Id": "005000000000001AAA"}]}}\n',
    ]).map((text) => ({
      files: { 'r.recipe.yml': QUERY_RECIPE, 'o/org-answers.json': text },
      commands: made,
    })),
    flags: fc
      .array(
        fc.tuple(
          fc.constantFrom(
            '--seed',
            '--accounts',
            '--density',
            '--set',
            '--option',
            '--as-of',
            '--reps',
            '--target-number',
            '--industries',
          ),
          mutated([
            '42',
            'rich=25,moderate=50',
            'generation.accounts=3',
            'a=b',
            '2026-01-15',
            '3 Account',
            'insurance,finserv',
          ]),
        ),
        { minLength: 1, maxLength: 3 },
      )
      .map((flags) => ({
        files: { 'r.recipe.yml': LASTING_RECIPE },
        commands: [[...generate, ...flags.map(([flag, value]) => `${flag}=${value}`)]],
      })),
  };
}

function filesOf(folder: string, name: RegExp): string[] {
  const files = readdirSync(join(ROOT, folder)).filter((file) => name.test(file));
  return files.sort().map((file) => readFileSync(join(ROOT, folder, file), 'utf8'));
}

function prefixed(folder: string, files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [`${folder}/${name}`, bytes]));
}

/** The manifest takes the changed file as its own, so that what it holds is looked at and not its hash alone. */
function withHash(trial: Trial, name: string, bytes: string): Trial {
  const manifest = JSON.parse(
    Buffer.from(trial.files['d/generated/manifest.json']!, 'latin1').toString('utf8'),
  );
  const file = manifest.files.find((one: { file: string }) => `generated/${one.file}` === name);
  file.sha256 = sha256(Buffer.from(bytes, 'latin1'));
  file.rows = Math.max(0, bytes.trimEnd().split('\n').length - 1);
  return {
    ...trial,
    files: { ...trial.files, 'd/generated/manifest.json': bytesOf(JSON.stringify(manifest)) },
  };
}

function damaged(bytes: string, changes: readonly (readonly [number, number])[]): string {
  const buffer = Buffer.from(bytes, 'latin1');
  for (const [at, byte] of changes) buffer[at] = byte;
  return buffer.toString('latin1');
}

const KNOWN_FORMULAS = [CORE, LIBRARY].flatMap((one) =>
  Object.values(one).flatMap((pairs) => pairs.map(([text]) => text)),
);

function formulaRecipe(text: string): string {
  const scalar = JSON.stringify(`\${{${text}}}`);
  return `- snowfakery_version: 3
- plugin: snowfakery.standard_plugins.Math
- object: Account
  nickname: nick
  count: 2
  fields:
    N: 7
    D: 2026-01-15
    s: hello
    __h: ${scalar}
    X: ${scalar}
`;
}
