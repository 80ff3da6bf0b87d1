import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { root } from '../../readme/blocks.ts';

const folder = mkdtempSync(join(tmpdir(), 'sfdc-datagen-installed-'));
const work = join(folder, 'work');
const env = { PATH: [join(process.execPath, '..'), process.env.PATH].join(delimiter), HOME: folder };

/** A command in the folder where the package is installed. */
async function run(...args: string[]) {
  const { exitCode, stdout, stderr } = await execa('npx', ['--no-install', 'sfdc-datagen', ...args], {
    cwd: work,
    env,
    extendEnv: false,
    reject: false,
  });
  return { exitCode, stdout, stderr };
}

beforeAll(async () => {
  await execa('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: root });
  const [tarball] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  mkdirSync(work);
  writeFileSync(join(work, 'package.json'), '{"private": true}\n');
  const quick = ['--prefer-offline', '--no-audit', '--no-fund'];
  // With the machine's own environment, which may say where packages come from.
  await execa('npm', ['install', ...quick, join(folder, tarball!)], { cwd: work, env: { PATH: env.PATH } });
}, 600_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.each<[title: string, args: string[], exitCode: number, says: RegExp]>([
  ['has help', ['--help'], 0, /^sfdc-datagen generate /m],
  ['knows the catalog', ['catalog', 'show', 'Account'], 0, /AnnualRevenue/],
  ['makes a recipe by its name', ['generate', '--recipe', 'minimal'], 0, /Written to output\/minimal-42/],
  [
    'names the nearest recipe',
    ['generate', '--recipe', 'minmal'],
    2,
    /Recipe minmal not found\. Did you mean minimal\?/,
  ],
  [
    'makes the default dataset',
    ['generate', '--recipe', 'full_org', '--accounts', '4'],
    0,
    /Written to output\/seed-42/,
  ],
  ['writes its texts', ['enrich', '--provider', 'offline'], 0, /written by offline/],
  ['checks it', ['verify'], 0, /output\/seed-42\/enriched/],
  ['exports it', ['export'], 0, /output\/seed-42\/export/],
  ['takes a configuration by its name', ['generate', '--config', 'people'], 0, /Written to output\/people/],
  [
    'names a command that can be pasted',
    ['enrich', '--seed', '9'],
    2,
    /^Next: npx sfdc-datagen generate.* --seed 9$/m,
  ],
  ['prepares the folder', ['init'], 0, /^ {2}npx sfdc-datagen generate$/m],
  ['makes what was prepared', ['generate'], 0, /Written to output\/starter-42/],
])('the installed package %s', async (_, args, exitCode, says) => {
  const done = await run(...args);
  expect(done).toMatchObject({ exitCode });
  expect(`${done.stdout}\n${done.stderr}`).toMatch(says);
});

it('a file of the folder wins over what comes with the package', async () => {
  writeFileSync(join(work, 'account.recipe.yml'), '- object: Account\n  fields: {Name: mine}\n');
  const { stdout } = await run('generate', '--recipe', 'account', '--dry-run', '--json');
  expect(JSON.parse(stdout).objects).toMatchObject([{ object: 'Account', rows: 1 }]);
});
