import { mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { testCases } from './run-case.ts';

const SECRET = 'sk-proj-VERYSECRET1234567890';

const dotEnv = (folder: string) => writeFileSync(join(folder, '.env'), `OPENAI_API_KEY=${SECRET}\n`);

const recipeOf = (...lines: string[]) => ['- snowfakery_version: 3', ...lines, ''].join('\n');

/** Files in a folder and beside it, which recipes in it must not reach. */
const files = (folder: string, contents: Readonly<Record<string, string>>) => {
  for (const [name, content] of Object.entries(contents)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
};

const DOCUMENT = {
  format: 'sfdc-datagen/1',
  dataset: '../../../escaped',
  seed: 42,
  as_of: '2026-11-02',
  key_prefix: 'TESTDATA_',
  objects: [{ object: 'Account', columns: ['ExternalId', 'Name'], records: [] }],
};

/** A data set whose manifest names a file outside of it, which is there with the hash that the manifest says. */
const escapes = (folder: string) => {
  const manifest = join(folder, 'd/generated/manifest.json');
  renameSync(join(folder, 'd/generated/A.csv'), join(folder, 'innocent.csv'));
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('"A.csv"', '"../../innocent.csv"'));
};

testCases([
  {
    name: 'fault-12-manifest-file-escapes',
    before: async (folder) => {
      files(folder, { 'r.recipe.yml': recipeOf('- object: A', '  fields: {Name: x}') });
      const { execFileSync } = await import('node:child_process');
      const cli = join(import.meta.dirname, '../../src/cli.ts');
      const make = ['generate', '--recipe', 'r.recipe.yml', '--output', 'd', '--quiet'];
      execFileSync(process.execPath, [cli, ...make], { cwd: folder });
      escapes(folder);
    },
    run: [['enrich', 'd', '--provider', 'offline']],
    exitCode: 2,
    says: ['d/generated/manifest.json', 'has a slash: "../../innocent.csv"'],
    files: { 'd/enriched': null, 'innocent.csv': /^ExternalId,Name\n/ },
  },
  {
    name: 'fault-13-json-dataset-escapes',
    before: (folder) => files(folder, { 'evil.json': JSON.stringify(DOCUMENT) }),
    run: [['load', '--file', 'evil.json', '--target-org', 'nobody']],
    exitCode: 2,
    says: ['evil.json: `dataset` must be a valid file name'],
    files: { '../escaped': null },
  },
  {
    name: 'fault-18-file-plugin-reads-dotenv',
    before: dotEnv,
    run: [['generate', '--recipe', 'r.recipe.yml', '--output', 'o']],
    exitCode: 2,
    says: ['r.recipe.yml:5:', "`.env` can't be read"],
    never: [SECRET],
    files: { 'o/generated': null },
  },
  {
    name: 'fault-18 an include behind a link',
    before: (folder) => {
      files(folder, {
        'outside/secret.recipe.yml': recipeOf('- object: Secret'),
        'in/r.recipe.yml': recipeOf('- include_file: link.recipe.yml'),
      });
      symlinkSync('../outside/secret.recipe.yml', join(folder, 'in/link.recipe.yml'));
    },
    run: [['generate', '--recipe', 'in/r.recipe.yml', '--output', 'o']],
    exitCode: 2,
    says: ['in/r.recipe.yml:2:17: `link.recipe.yml` is outside of'],
    files: { 'o/generated': null },
  },
  {
    name: 'fault-18 a plugin behind a link, which is not run',
    before: (folder) => {
      files(folder, {
        'outside/evil.mjs':
          "import { writeFileSync } from 'node:fs'; writeFileSync('ran', ''); export const Evil = {};",
        'in/r.recipe.yml': recipeOf('- plugin: evil.Evil', '- object: A'),
      });
      mkdirSync(join(folder, 'in/plugins'));
      symlinkSync('../../outside/evil.mjs', join(folder, 'in/plugins/evil.mjs'));
    },
    run: [['generate', '--recipe', 'in/r.recipe.yml', '--output', 'o']],
    exitCode: 2,
    says: ["in/r.recipe.yml:2:3: The plugin can't run"],
    files: { ran: null, 'o/generated': null },
  },
  {
    name: 'fault-12 an object whose file would lie elsewhere',
    before: (folder) =>
      files(folder, { 'r.recipe.yml': recipeOf('- object: ../../escaped', '  fields: {A: 1}') }),
    run: [['generate', '--recipe', 'r.recipe.yml', '--output', 'o']],
    exitCode: 2,
    says: ["r.recipe.yml:2:3: `../../escaped` can't be the name of an object"],
    files: { 'escaped.csv': null, 'o/generated': null },
  },
  {
    name: 'fault-12 a configuration that names a template elsewhere',
    before: (folder) =>
      files(folder, {
        'secret.yml': 'name: secret',
        'in/config.yml': 'industries: [{name: insurance, template: ../secret.yml}]\n',
      }),
    run: [['generate', '--config', 'in/config.yml', '--output', 'o']],
    exitCode: 2,
    says: ['in/config.yml:1:42: `industries.0.template`: `../secret.yml` is outside of'],
    files: { 'o/generated': null },
  },
  ...[
    ['generate', '--set', 'industries.0.template=.env'],
    ['generate', '--load-declarations', '.env'],
  ].map((run) => ({
    name: `fault-14-secret-in-error of ${run.at(-1)}`,
    before: dotEnv,
    run: [[...run, '--output', 'o']],
    exitCode: 2,
    says: ['.env'],
    never: [SECRET, 'VERYSECRET', 'OPENAI_API_KEY'],
    files: { 'o/generated': null },
  })),
  {
    name: 'fault-03-update-cp1252',
    run: [['generate', '--recipe', 'r.recipe.yml', '--update-input-file', 'u.csv', '--output', 'o']],
    exitCode: 2,
    says: ["u.csv:2: The byte 0xFC isn't UTF-8; the file looks like Windows-1252", 'as UTF-8'],
    files: { 'o/generated': null },
  },
  {
    name: 'load-10-latin1-csv',
    run: [['generate', '--recipe', 'recipe.yml', '--output', 'out']],
    exitCode: 2,
    says: ['recipe.yml:6:', "latin1.csv:2: The byte 0xF6 isn't UTF-8; the file looks like Windows-1252"],
    files: { 'out/generated': null },
  },
  {
    name: 'load-24-dataset-semicolon',
    run: [['generate', '--recipe', 'recipe.yml', '--output', 'out']],
    exitCode: 0,
    files: {
      'out/generated/Account.csv': /^ExternalId,Name,BillingCity\n\S+,Firma A,Bonn\n\S+,Firma A,Bonn\n$/,
    },
  },
  {
    name: 'fault-11 control characters, NUL and formulas in the values of a recipe',
    before: (folder) =>
      files(folder, {
        'r.recipe.yml': recipeOf(
          '- object: Account',
          '  fields:',
          '    Name: "bell\\a nul\\0 esc\\e[31m"',
          '    Phone: +49 30 1234',
          '    Description: "=cmd|\' /C calc\'!A0"',
          '    Site: "one\\r\\ntwo"',
        ),
      }),
    run: [
      ['generate', '--recipe', 'r.recipe.yml', '--output', 'o'],
      ['verify', 'o'],
    ],
    exitCode: 0,
    says: [
      'r.recipe.yml:4:5 (TESTDATA_R_42_A0000001): Account.Name: the control character U+0007 is removed',
      'r.recipe.yml:6:5 (TESTDATA_R_42_A0000001): Account.Description: a spreadsheet',
      'o/generated/Account.csv:2 (TESTDATA_R_42_A0000001): Description: a spreadsheet',
    ],
    files: {
      'o/generated/Account.csv':
        'ExternalId,Name,Phone,Description,Site\n' +
        'TESTDATA_R_42_A0000001,bell nul esc[31m,+49 30 1234,=cmd|\' /C calc\'!A0,"one\ntwo"\n',
    },
  },
  {
    name: 'fault-03 a day that is none in an update',
    before: (folder) =>
      files(folder, {
        'r.recipe.yml': recipeOf('- object: Contact', '  fields: {Birthdate: "${{input.Day}}"}'),
        'u.csv': 'LastName;Day\nMüller;2026-02-30\n',
      }),
    run: [['generate', '--recipe', 'r.recipe.yml', '--update-input-file', 'u.csv', '--output', 'o']],
    exitCode: 2,
    says: ['Contact.Birthdate: "2026-02-30" isn\'t a date from 1700-01-01 to 4000-12-31'],
    files: { 'o/generated': null },
  },
  {
    name: 'fault-03 a character that was lost before',
    before: (folder) =>
      files(folder, { 'r.recipe.yml': recipeOf('- object: A', '  fields: {B: K\ufffdln}') }),
    run: [['generate', '--recipe', 'r.recipe.yml', '--output', 'o']],
    exitCode: 2,
    says: ['r.recipe.yml:3:12', 'A.B: the value has U+FFFD'],
    files: { 'o/generated': null },
  },
]);
