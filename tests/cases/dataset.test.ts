import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { testCases } from './run-case.ts';

const MINIMAL = '- object: Account\n  count: 2\n';
const generate = (...args: string[]) => ['generate', '--accounts', '2', '--quiet', ...args];

testCases([
  {
    name: 'fault-02-output-eats-folder',
    run: [generate('--output', 'proj')],
    exitCode: 2,
    says: ["proj/generated: The folder isn't a dataset: it holds notes.txt and no manifest.", '--output'],
    files: { 'proj/generated/notes.txt': /./, 'proj/generated/manifest.json': null },
  },
  {
    name: 'fault-02-output-eats-folder a folder with other things in it',
    run: [generate('--output', '.')],
    exitCode: 2,
    says: ["The folder isn't a dataset: it holds proj and no manifest.", '--output'],
    files: { generated: null },
  },
  {
    name: 'two recipes of one seed',
    before: recipes,
    run: [
      generate(),
      generate('--recipe', 'a.recipe.yml'),
      generate('--recipe', 'b.recipe.yml'),
      ['verify', '--recipe', 'b.recipe.yml'],
      ['verify'],
    ],
    exitCode: 0,
    says: ['output/b-42/generated: 2 rows', 'output/seed-42/generated: '],
    files: {
      'output/seed-42/generated/Account.csv': /^TESTDATA_42_A0000001,/m,
      'output/a-42/generated/Account.csv': 'ExternalId\nTESTDATA_A_42_A0000001\nTESTDATA_A_42_A0000002\n',
      'output/b-42/generated/Account.csv': 'ExternalId\nTESTDATA_B_42_A0000001\nTESTDATA_B_42_A0000002\n',
    },
  },
  {
    name: 'two recipes of one seed in one folder',
    before: recipes,
    run: [
      generate('--recipe', 'a.recipe.yml', '--output', 'set'),
      generate('--recipe', 'a.recipe.yml', '--output', 'set', '--seed', '7'),
      generate('--recipe', 'b.recipe.yml', '--output', 'set'),
    ],
    exitCode: 2,
    says: ['set: The folder holds a dataset of the recipe a, not of the recipe b', '--output', 'dataset:'],
    files: { 'set/generated/Account.csv': /^TESTDATA_A_7_A0000001$/m },
  },
  {
    name: 'a seed that is not that of the folder',
    before: recipes,
    run: [generate('--recipe', 'a.recipe.yml'), ['verify', 'output/a-42', '--seed', '7']],
    exitCode: 2,
    says: ['--seed: output/a-42 has the seed 42, not 7.'],
  },
  {
    name: 'an update is named after the dataset that it changes',
    before: recipes,
    run: [
      generate('--recipe', 'a.recipe.yml'),
      generate('--recipe', 'b2.recipe.yml', '--update-input-file', 'output/a-42/generated/Account.csv'),
      ['verify', 'output/a-42-update'],
      ['cleanup', 'output/a-42-update'],
    ],
    exitCode: 2,
    says: ['its records are those of TESTDATA_A_42_', 'Next: sfdc-datagen cleanup --prefix TESTDATA_A_42_'],
    files: { 'output/a-42-update/generated/Account.csv': /^TESTDATA_A_42_A0000001,x$/m },
  },
  {
    name: 'fault-02-output-eats-folder an export',
    before: recipes,
    run: [
      generate('--recipe', 'a.recipe.yml', '--output', 'set'),
      ['export', 'set', '--output', 'proj/generated'],
    ],
    exitCode: 2,
    says: ["proj/generated: The folder isn't a dataset: it holds notes.txt and no manifest.", '--output'],
    files: { 'proj/generated/notes.txt': /./, 'proj/generated/manifest.json': null },
  },
  {
    name: 'fault-02-output-eats-folder an export in the form of another tool',
    before: recipes,
    run: [
      generate('--recipe', 'a.recipe.yml', '--output', 'set'),
      ['export', 'set', '--format', 'sfdmu'],
      ['export', 'set'],
      ['export', 'set', '--format', 'tree'],
      ['export', 'set', '--format', 'tree', '--output', 'proj/generated'],
    ],
    exitCode: 2,
    says: ["The folder isn't a dataset: it holds notes.txt and no manifest."],
    files: {
      'proj/generated/plan.json': null,
      'set/export/plan.json': /Account/,
      'set/export/export.json': null,
      'set/export/Account.csv': null,
    },
  },
  {
    name: 'one document over a file that is something else',
    before: (folder) => writeFileSync(join(folder, 'package.json'), '{"name": "mine"}'),
    run: [
      generate('--output', 'set.json'),
      generate('--output', 'set.json', '--seed', '7'),
      generate('--output', 'package.json'),
    ],
    exitCode: 2,
    says: ["package.json: The file isn't an export of a dataset", '--output'],
    files: { 'package.json': '{"name": "mine"}', 'set.json': /"dataset":"seed-7"/ },
  },
  {
    name: 'a continuation file over a file that is something else',
    before: recipes,
    run: [generate('--recipe', 'a.recipe.yml', '--generate-continuation-file', 'b.recipe.yml')],
    exitCode: 2,
    says: ["b.recipe.yml: The file isn't a continuation file"],
    files: { 'b.recipe.yml': MINIMAL, output: null },
  },
]);

function recipes(folder: string): void {
  const texts = { a: MINIMAL, b: MINIMAL, b2: '- object: Account\n  fields: {Site: x}\n' };
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, `${name}.recipe.yml`), text);
}
