import { execFileSync, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { csvText, parseCsv } from '../../src/dataset/csv.ts';
import { lockDataset } from '../../src/dataset/lock.ts';
import { packageRoot } from '../../src/shared/package-root.ts';
import { startCli } from '../llm/cli.ts';
import { cli } from '../support/cli.ts';
import { inFolder } from '../support/data-set.ts';
import { type Case, testCases } from './run-case.ts';

const MINIMAL = '- object: Account\n  count: 2\n';
const generate = (...args: string[]) => ['generate', '--accounts', '2', '--quiet', ...args];

testCases([
  {
    name: 'fault-02-output-eats-folder',
    run: [generate('--output', 'proj')],
    exitCode: 2,
    says: ["proj/generated: The folder isn't a dataset: it has notes.txt and no manifest.", '--output'],
    files: { 'proj/generated/notes.txt': /./, 'proj/generated/manifest.json': null },
  },
  {
    name: 'fault-02-output-eats-folder a folder with other things in it',
    run: [generate('--output', '.')],
    exitCode: 2,
    says: ["The folder isn't a dataset: it has proj and no manifest.", '--output'],
    files: { generated: null },
  },
  {
    name: 'an export in place of generated rows',
    run: [
      generate('--output', 'set', '--recipe', 'minimal'),
      ['enrich', 'set', '--provider', 'offline'],
      ['export', 'set', '--output', 'set/export'],
      ['export', 'set', '--output', 'set/export', '--format', 'tree'],
      ['export', 'set', '--output', 'set/generated'],
    ],
    exitCode: 2,
    says: [
      'set/generated: The folder has the generated rows of the dataset minimal-42, not an export',
      'Use `--output` with a folder that is new or empty.',
    ],
    files: { 'set/generated/manifest.json': /"stage": "generated"/ },
  },
  {
    name: 'an export in place of texts',
    run: [
      generate('--output', 'set', '--recipe', 'minimal'),
      ['enrich', 'set', '--provider', 'offline'],
      ['export', 'set', '--format', 'sfdmu', '--output', 'set/enriched'],
    ],
    exitCode: 2,
    says: ['set/enriched: The folder has the rows with their texts of the dataset minimal-42, not an export'],
    files: { 'set/enriched/manifest.json': /"stage": "enriched"/ },
  },
  {
    name: 'an export in a folder with a manifest of something else',
    before: (folder) => {
      mkdirSync(join(folder, 'public'));
      writeFileSync(join(folder, 'public/manifest.json'), '{"name": "My app"}');
    },
    run: [
      generate('--output', 'set', '--recipe', 'minimal'),
      ['enrich', 'set', '--provider', 'offline'],
      ['export', 'set', '--output', 'public'],
    ],
    exitCode: 2,
    says: ['public: The folder has a manifest of something else, not an export'],
    files: { 'public/manifest.json': '{"name": "My app"}' },
  },
  {
    name: 'rows and texts in place of an export',
    run: [
      generate('--output', 'set', '--recipe', 'minimal'),
      ['export', 'set', '--output', 'other/generated'],
      generate('--output', 'other', '--recipe', 'minimal'),
    ],
    exitCode: 2,
    says: ['other/generated: The folder has an export of the dataset minimal-42, not the generated rows'],
    files: { 'other/generated/manifest.json': /"stage": "export"/ },
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
    says: ['set: The folder has a dataset of a.recipe.yml, not of b.recipe.yml', '--output', 'dataset:'],
    files: { 'set/generated/Account.csv': /^TESTDATA_A_7_A0000001$/m },
  },
  {
    name: 'two recipes of one name',
    before: (folder) => {
      for (const name of ['x', 'y']) {
        mkdirSync(join(folder, name));
        writeFileSync(join(folder, name, 'team.yml'), MINIMAL);
      }
    },
    run: [
      generate('--recipe', 'x/team.yml'),
      generate('--recipe', 'x/team.yml', '--seed', '7'),
      generate('--recipe', 'x/team.yml'),
      generate('--recipe', 'y/team.yml'),
    ],
    exitCode: 2,
    says: ['output/team-42: The folder has a dataset of x/team.yml, not of y/team.yml', '--output'],
    files: { 'output/team-42/.recipe': '../../x/team.yml\n' },
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
    says: ["proj/generated: The folder isn't a dataset: it has notes.txt and no manifest.", '--output'],
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
    says: ["The folder isn't a dataset: it has notes.txt and no manifest."],
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
    name: 'a run that goes on, in the folder of the one before',
    run: [
      generate('--generate-continuation-file', 'c.json'),
      generate('--continuation-file', 'c.json', '--output', 'output/more'),
      generate('--continuation-file', 'c.json', '--output', 'output/more'),
      generate('--continuation-file', 'c.json'),
    ],
    exitCode: 2,
    says: [
      'output/seed-42: The folder has the rows of a first run; those of a later run would replace them.',
      'Next: sfdc-datagen generate --output output/seed-42-2 --accounts 2 --continuation-file c.json',
    ],
    files: {
      'output/seed-42/generated/Account.csv': /^TESTDATA_42_A0000001,/m,
      'output/more/generated/Account.csv': /^TESTDATA_42_A0000003,/m,
      'output/more/generated/manifest.json': /"continues": /,
    },
  },
  {
    name: 'a first run in the folder of one that goes on',
    run: [
      generate('--generate-continuation-file', 'c.json'),
      generate('--continuation-file', 'c.json', '--output', 'output/more'),
      generate('--output', 'output/more'),
    ],
    exitCode: 2,
    says: ['output/more: The folder has the rows of a later run; those of a first run would replace'],
    files: { 'output/more/generated/Account.csv': /^TESTDATA_42_A0000003,/m },
  },
  {
    name: 'a run that goes on after one of another recipe',
    run: [
      generate('--generate-continuation-file', 'c.json'),
      generate('--continuation-file', 'c.json', '--recipe', 'minimal'),
    ],
    exitCode: 2,
    says: ['c.json: The file continues a run of the recipe full_org, not of minimal. Use the same recipe.'],
    files: { 'output/minimal-42': null },
  },
  {
    name: 'a continuation file over a file that is something else',
    before: recipes,
    run: [generate('--recipe', 'a.recipe.yml', '--generate-continuation-file', 'b.recipe.yml')],
    exitCode: 2,
    says: ["b.recipe.yml: The file isn't a continuation file"],
    files: { 'b.recipe.yml': MINIMAL, output: null },
  },
  ...manifests({
    'fault-42-manifest-files-empty': ['`files.0.object` is missing', '`files.0.rows` is missing'],
    'fault-42-manifest-files-null': ['`files.0` must be a map; got null.'],
    'fault-42-manifest-files-number': ['`files.0` must be a map; got 1.'],
  }),
  {
    name: 'load-20-hand-edited-fixture is told by load',
    run: [['load', 'data', '--seed', '60', '--target-org', 'qa']],
    exitCode: 2,
    says: [
      'data/generated/Opportunity.csv: The file was edited after it was made.',
      /Next: .* verify data --accept --seed 60$/m,
    ],
  },
  {
    name: 'load-20-hand-edited-fixture is accepted',
    run: [
      ['verify', 'data', '--accept'],
      ['verify', 'data'],
      ['verify', 'data', '--accept'],
      ['export', 'data', '--format', 'json', '--output', 'x.json'],
    ],
    exitCode: 0,
    says: ['Accepted data/generated/Opportunity.csv: 2 rows.', 'data/generated: 5 rows in 2 files'],
    files: { 'x.json': /"Name":"Big deal"/ },
  },
  {
    name: 'load-20-hand-edited-fixture with more that is wrong',
    before: (folder) => {
      const file = join(folder, 'data/generated/Opportunity.csv');
      const text = readFileSync(file, 'utf8').replace('_A0000003', '_A0000009').replace('12.5', 'many');
      writeFileSync(file, text.replace('TESTDATA_60_O0000002', 'TESTDATA_61_O0000002'));
      const manifest = join(folder, 'data/generated/manifest.json');
      writeFileSync(manifest, readFileSync(manifest, 'utf8').replace(',\n  "catalog": "loose"', ''));
    },
    run: [['verify', 'data', '--accept']],
    exitCode: 2,
    says: [
      'The key must begin with TESTDATA_60_.',
      'no row has the key TESTDATA_60_A0000009.',
      'Amount: "many" isn\'t a number',
      'no edit was accepted',
    ],
    files: {
      'data/generated/manifest.json': /17bece70bb681ff95892f75d79756bbd2c3e99d54d03271162dcf3fb2935802d/,
    },
  },
  {
    name: 'load-20-hand-edited-fixture saved by a program for tables',
    before: (folder) => {
      const file = join(folder, 'data/generated/Opportunity.csv');
      writeFileSync(file, `\uFEFF${readFileSync(file, 'utf8').replaceAll('\n', '\r\n')}`);
    },
    run: [['verify', 'data', '--accept']],
    exitCode: 0,
    says: ['Accepted data/generated/Opportunity.csv: 2 rows.'],
    files: { 'data/generated/Opportunity.csv': /^ExternalId,[^\r]*$/ },
  },
  {
    name: 'load-11-crlf-checkout',
    before: (folder) => {
      renameSync(join(folder, 'data'), join(folder, 'a'));
      checkOut(folder);
    },
    run: [
      ['verify', 'b'],
      ['export', 'b', '--output', 'out'],
    ],
    exitCode: 0,
    says: ['b/generated: 5 rows in 2 files', 'Warning: b/generated: 2 files have CRLF line ends'],
    files: { 'b/generated/Account.csv': /\r\n/, 'out/Account.csv': /^[^\r]*$/ },
  },
  {
    name: 'load-11-crlf-checkout of what generate writes',
    before: (folder) => {
      recipes(folder);
      mkdirSync(join(folder, 'a'));
    },
    run: [generate('--recipe', 'a.recipe.yml', '--output', 'a'), ['verify', 'a']],
    exitCode: 0,
    files: { 'a/.gitattributes': '* -text\n' },
  },
]);

function recipes(folder: string): void {
  const texts = { a: MINIMAL, b: MINIMAL, b2: '- object: Account\n  fields: {Site: x}\n' };
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, `${name}.recipe.yml`), text);
}

/** Manifests of the wrong form, and what is said of each. */
function manifests(cases: Readonly<Record<string, string[]>>): Case[] {
  return Object.entries(cases).map(([name, says]) => ({
    name,
    run: [['verify', 'd']],
    exitCode: 2,
    says: ['d/generated/manifest.json: ', ...says],
  }));
}

/** Commits the folder `a` and checks it out as `b` with the line ends of Windows. */
function checkOut(folder: string): void {
  const git = (...args: string[]) => {
    const who = ['-c', 'user.name=x', '-c', 'user.email=x@example.com'];
    execFileSync('git', [...who, ...args], { cwd: folder, stdio: 'ignore' });
  };
  git('init', 'a');
  git('-C', 'a', 'add', '--all');
  git('-C', 'a', 'commit', '--message', 'x');
  git('clone', '-c', 'core.autocrlf=true', 'a', 'b');
}

test('load-11-crlf-checkout of this repository', () =>
  inFolder((folder) => {
    mkdirSync(join(folder, 'a/scripts'), { recursive: true });
    for (const file of ['.gitattributes', 'sfdc-datagen', 'scripts/node.sh', 'README.md'])
      copyFileSync(join(packageRoot, file), join(folder, 'a', file));
    checkOut(folder);
    for (const file of ['sfdc-datagen', 'scripts/node.sh', 'README.md'])
      expect(readFileSync(join(folder, 'b', file), 'utf8')).not.toContain('\r');
  }));

test('a folder in which another process is at work is refused until that has ended', () =>
  inFolder((folder) => {
    recipes(folder);
    const args = ['generate', '--recipe', 'a.recipe.yml', '--output', 'set', '--quiet'];
    const release = lockDataset(join(folder, 'set'), 'generate');
    const { status, stderr } = cli(args, { cwd: folder });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^Error: set: Another process is working in this dataset: `generate` since /m);
    expect(existsSync(join(folder, 'set/generated'))).toBe(false);
    release();
    expect(cli(args, { cwd: folder }).status).toBe(0);
  }));

test('two recipes that are run into one folder at the same time: one of them is refused', () =>
  inFolder(async (folder) => {
    recipes(folder);
    for (const name of ['a', 'b'])
      writeFileSync(join(folder, `${name}.recipe.yml`), '- object: Account\n  count: 3000\n');
    const ends = await Promise.all(
      ['a', 'b'].map((name) => {
        const args = ['generate', '--recipe', `${name}.recipe.yml`, '--output', 'set', '--quiet'];
        return startCli(args, {}, folder).done.then((done) => ({ name, ...done }));
      }),
    );
    const [written, refused] = ends.toSorted((one, other) => one.code! - other.code!);
    expect([written!.code, refused!.code]).toEqual([0, 2]);
    expect(refused!.stderr).toMatch(
      /^Error: set: (?:Another process is working|The folder has a dataset of)/m,
    );
    const manifest = JSON.parse(readFileSync(join(folder, 'set/generated/manifest.json'), 'utf8'));
    expect(manifest.recipe).toBe(written!.name);
    expect(readFileSync(join(folder, 'set/.recipe'), 'utf8')).toBe(`../${written!.name}.recipe.yml\n`);
    expect(readdirSync(join(folder, 'set')).filter((name) => name.startsWith('.tmp'))).toEqual([]);
  }));

test('rows that were sorted by hand keep their texts in the report, and the stages that were made from them', () =>
  inFolder((folder) => {
    const run = (...args: string[]) => {
      const { status, stdout, stderr } = cli(args, { cwd: folder });
      expect({ args, status, stderr }).toMatchObject({ args, status: 0 });
      return stdout;
    };
    const reverse = (stage: string, object: string) => {
      const file = join(folder, 'output/seed-42', stage, `${object}.csv`);
      const { columns, rows } = parseCsv(readFileSync(file, 'utf8'), file);
      writeFileSync(file, csvText(columns, rows.reverse()));
    };
    run('generate', '--accounts', '4');
    run('enrich', '--provider', 'offline');
    const report = run('report');
    for (const object of ['Account', 'Case']) reverse('enriched', object);
    run('verify', '--accept');
    expect(run('report')).toBe(report);
    reverse('generated', 'Contact');
    expect(run('verify', '--accept')).not.toContain("doesn't have these edits");
  }));

test('`enrich` replaces no edit by hand unasked, and keeps one that was accepted', () =>
  inFolder((folder) => {
    const enriched = join(folder, 'output/seed-42/enriched');
    const run = (...args: string[]) => cli(args, { cwd: folder });
    const texts = () => readdirSync(enriched).map((name) => readFileSync(join(enriched, name), 'utf8'));
    const enrich = (...args: string[]) => run('enrich', '--provider', 'offline', ...args);
    run('generate', '--accounts', '3');
    enrich();
    // One file with texts and one without.
    for (const name of ['Account.csv', 'Contact.csv']) {
      const file = join(enriched, name);
      writeFileSync(file, readFileSync(file, 'utf8').replace(/(?<=^TESTDATA_42_A0000002[^,]*,)/m, 'HAND '));
    }
    const edited = texts();
    const refused = enrich();
    expect(refused.status).toBe(2);
    expect(refused.stderr).toMatch(
      /Account\.csv: The file was edited after it was made\. Accept the edit with `verify --accept`, or discard it with `enrich --drop-edits`\./,
    );
    expect(refused.stderr).toContain('Contact.csv: The file was edited');
    expect(refused.stderr).toContain('Next: sfdc-datagen verify output/seed-42 --accept');
    expect(texts()).toEqual(edited);

    // The edit of Contact.csv moved a reference, which no check takes.
    writeFileSync(
      join(enriched, 'Contact.csv'),
      readFileSync(join(enriched, 'Contact.csv'), 'utf8').replace(/HAND ([^,]*,)/, '$1HAND '),
    );
    expect(run('verify', '--accept').status).toBe(0);
    const accepted = texts();
    const again = enrich();
    expect({ status: again.status, stderr: again.stderr }).toMatchObject({ status: 0 });
    expect(again.stdout).toContain('output/seed-42/enriched/Account.csv was kept as edited by hand.');
    expect(texts()).toEqual(accepted);
    expect(run('verify').status).toBe(0);

    // An edit that is made in the rows as well is no edit of the texts any more.
    copyFileSync(join(enriched, 'Contact.csv'), join(enriched, '../generated/Contact.csv'));
    expect(run('verify', '--accept').status).toBe(0);
    const same = enrich();
    expect({ status: same.status, stderr: same.stderr }).toMatchObject({ status: 0 });
    expect(same.stdout).not.toContain('Contact.csv stays');
    expect(Object.keys(JSON.parse(readFileSync(join(enriched, 'manifest.json'), 'utf8')).accepted)).toEqual([
      'Account.csv',
    ]);

    const before = texts();
    run('generate', '--accounts', '4', '--drop-edits');
    const lost = enrich();
    expect(lost.status).toBe(2);
    expect(lost.stderr).toMatch(
      /Account\.csv: The file has accepted edits of rows or texts that have changed/,
    );
    expect(texts()).toEqual(before);
    expect(enrich('--drop-edits').status).toBe(0);
    expect(texts().some((text) => /HAND|"accepted"/.test(text))).toBe(false);
    expect(run('verify').status).toBe(0);
  }));

test('rows that an edit took out of the texts, or put into them, are reported when it is accepted', () =>
  inFolder((folder) => {
    const run = (...args: string[]) => cli(args, { cwd: folder });
    run('generate', '--accounts', '3');
    run('enrich', '--provider', 'offline');
    expect(run('verify').stderr).toBe('');
    const file = join(folder, 'output/seed-42/enriched/CaseComment.csv');
    const { columns, rows } = parseCsv(readFileSync(file, 'utf8'), file);
    const [first, ...rest] = rows;
    writeFileSync(file, csvText(columns, [[`${first![0]}9`, ...first!.slice(1)]]));
    const accepted = run('verify', '--accept');
    expect(accepted.status).toBe(0);
    expect(accepted.stdout).toContain('CaseComment.csv: 1 row.');
    expect(accepted.stderr).toContain(
      `Warning: output/seed-42/enriched/CaseComment.csv: ${rest.length + 1} rows of output/seed-42/generated/CaseComment.csv are missing, and 1 row is not in output/seed-42/generated/CaseComment.csv.`,
    );
  }));

test('`generate` replaces no edit by hand unasked, and keeps one that was accepted', () =>
  inFolder((folder) => {
    const stage = join(folder, 'output/seed-42/generated');
    const run = (...args: string[]) => cli(args, { cwd: folder });
    const texts = () => readdirSync(stage).map((name) => readFileSync(join(stage, name), 'utf8'));
    const make = (...args: string[]) => run('generate', '--accounts', '3', ...args);
    make();
    const account = join(stage, 'Account.csv');
    const made = texts();
    writeFileSync(account, readFileSync(account, 'utf8').replace(/(?<=^TESTDATA_42_A0000002,)/m, 'HAND '));
    const edited = texts();
    const refused = make();
    expect(refused.status).toBe(2);
    expect(refused.stderr).toMatch(
      /Account\.csv: The file was edited .* discard it with `generate --drop-edits`\./,
    );
    expect(refused.stderr).toContain('Next: sfdc-datagen verify output/seed-42 --accept');
    expect(texts()).toEqual(edited);

    expect(run('verify', '--accept').status).toBe(0);
    const accepted = texts();
    const again = make();
    expect(again.status).toBe(0);
    expect(again.stderr).toContain('generated/Account.csv: Kept as edited by hand.');
    expect(texts()).toEqual(accepted);
    const other = run('generate', '--accounts', '4');
    expect([other.status, other.stderr]).toEqual([
      2,
      expect.stringContaining('The file has accepted edits of'),
    ]);
    expect(texts()).toEqual(accepted);
    expect(make('--drop-edits').status).toBe(0);
    expect(texts()).toEqual(made);
  }));

describe('the command that `verify` says to run next', () => {
  const stage = (name: string) => `output/seed-42/${name}/Contact.csv`;
  const edit = (folder: string, file: string, change: (text: string) => string) =>
    writeFileSync(join(folder, file), change(readFileSync(join(folder, file), 'utf8')));
  const cases: [string, (folder: string) => void, { outside: string | undefined; inside?: string }][] = [
    ['other rows were generated', () => {}, { outside: 'sfdc-datagen enrich output/seed-42' }],
    [
      'and a file was edited',
      (folder) => edit(folder, stage('generated'), (text) => text.replace('Mr.', 'Dr.')),
      { outside: 'sfdc-datagen verify output/seed-42 --accept' },
    ],
    [
      'and a row has gone',
      (folder) =>
        edit(folder, stage('generated'), (text) => text.replace(/^TESTDATA_42_A0000001_C01.*\n/m, '')),
      { outside: undefined, inside: 'git -C output/seed-42 diff --stat -- .' },
    ],
  ];
  test.each(cases)('where %s', (_, change, { outside, inside = outside }) =>
    inFolder((folder) => {
      const run = (...args: string[]) => cli(args, { cwd: folder });
      run('generate', '--accounts', '2');
      run('enrich', '--provider', 'offline');
      run('generate', '--accounts', '3');
      const before = readFileSync(join(folder, stage('generated')), 'utf8');
      change(folder);
      const next = () => {
        const { status, stderr } = run('verify');
        expect(status).toBe(2);
        expect(stderr).toContain('was made from different generated rows');
        const told = /^Next: (.*)$/m.exec(stderr)?.[1];
        expect(JSON.parse(run('verify', '--json').stdout).next).toBe(told);
        return told;
      };
      expect(next()).toBe(outside);
      // git shows an edit of what it has.
      const edited = readFileSync(join(folder, stage('generated')), 'utf8');
      writeFileSync(join(folder, stage('generated')), before);
      for (const words of [
        ['init', '--quiet'],
        ['add', '.'],
      ])
        execFileSync('git', words, { cwd: folder });
      writeFileSync(join(folder, stage('generated')), edited);
      expect(next()).toBe(inside);
      if (inside?.startsWith('git')) execFileSync('bash', ['-c', inside], { cwd: folder });
    }),
  );
});

test('too many open files: the file and what is safe are named, and nothing is left behind', () =>
  inFolder((folder) => {
    const objects = Array.from({ length: 80 }, (_, i) => `- object: T${i}\n`).join('');
    writeFileSync(join(folder, 'many.yml'), objects);
    const command = ['generate', '--recipe', 'many.yml', '--output', 'set'];
    const limited = ['-c', 'ulimit -n 64; exec "$0" "$@"', process.execPath];
    const { status, stderr } = spawnSync('bash', [...limited, join(packageRoot, 'src/cli.ts'), ...command], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: expect.stringMatching(
        /^Error: set\/generated\/T\d+\.csv: Too many files are open.* Nothing was written\.$/m,
      ),
    });
    expect(readdirSync(folder)).toEqual(['many.yml']);
  }));
