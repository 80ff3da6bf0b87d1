import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cli } from './support/cli.ts';
import { inFolder } from './support/data-set.ts';

const main = join(import.meta.dirname, '..', 'src', 'cli.ts');

describe('a mistake of the user', () => {
  const mistakes: [title: string, args: string[], message: string][] = [
    ['no command', [], 'Name a command; `sfdc-datagen --help` lists them.'],
    ['misspelt command', ['generat'], 'Unknown command generat. Did you mean generate?'],
    ['missing action', ['config'], 'Missing argument: `sfdc-datagen config <action>`.'],
    ['unknown action', ['catalog', 'shwo'], 'The action must be show, import, or check; got "shwo".'],
    ['word too many', ['generate', 'twice'], 'Unexpected argument "twice".'],
    [
      'value of no choice',
      ['enrich', '--provider', 'me'],
      '--provider must be auto, openai, azure, or offline; got "me".',
    ],
    ['number that is none', ['enrich', '--max-cost', 'lots'], '--max-cost must be a number; got "lots".'],
    ['number below none', ['enrich', '--max-cost', '-1'], '--max-cost must be 0 or more; got -1.'],
    [
      'port that is none',
      ['org', '--port', '99999'],
      '--port must be a whole number from 0 to 65535; got 99999.',
    ],
    ['half a port', ['org', '--port', '1.5'], '--port must be a whole number from 0 to 65535; got 1.5.'],
    ['no org at a time', ['load', '--parallel', '0'], '--parallel must be a whole number, 1 or more; got 0.'],
    ['half an org', ['setup', '--parallel', '1.5'], '--parallel must be a whole number, 1 or more; got 1.5.'],
    ['wait below none', ['enrich', '--max-wait=-0.5'], '--max-wait must be 0 or more; got -0.5.'],
    ...[
      ['--frozen', '--refresh'],
      ['--frozen', '--no-cache'],
      ['--frozen', '--retry-failed'],
      ['--batch', '--refresh'],
      ['--batch', '--no-cache'],
    ].map((flags): [string, string[], string] => [
      `opposites ${flags.join(' ')}`,
      ['enrich', ...flags],
      `Use either ${flags.join(' or ')}, not both.`,
    ]),
    [
      'target of no rows',
      ['generate', '--target-number', '0', 'Account'],
      '--target-number: The number of rows must be a whole number above 0.',
    ],
    ['root that is no folder', ['generate', '--root', 'nowhere'], '--root: Folder "nowhere" not found.'],
    [
      'two ends of one run',
      ['generate', '--reps', '2', '--target-number', '15 Account'],
      'Use either --reps or --target-number, not both.',
    ],
    ['flag without its number', ['generate', '--reps'], '--reps requires a value.'],
    ['flag without its word', ['generate', '--seed'], '--seed requires a value.'],
    ['list flag without a word', ['generate', '--option'], '--option requires a value.'],
    ['yes for a switch', ['generate', '--dry-run=yes'], '--dry-run must be true or false; got "yes".'],
    [
      'unknown flag of two words',
      ['cleanup', '--dyr-run'],
      'Unknown option --dyr-run. Did you mean --dry-run?',
    ],
    ['unknown flag', ['generate', '--sede', '1'], 'Unknown option --sede. Did you mean --seed?'],
    [
      'bad value',
      ['generate', '--accounts', 'many'],
      '--accounts: `generation.accounts` must be a number; got "many".',
    ],
    ['alias that stands twice', ['load', '-o', 'a', '-o', 'b'], 'Use -o only once.'],
    [
      'configuration that has no such name',
      ['generate', '--config', 'peple'],
      '--config: Configuration peple not found. Did you mean people?',
    ],
    ['flag that stands twice', ['generate', '--seed', '1', '--seed', '2'], 'Use --seed only once.'],
    [
      'object that is not known',
      ['catalog', 'show', 'Acount', 'Task'],
      'The catalog has no object Acount. Did you mean Account?',
    ],
    ['setting without a value', ['generate', '--set', 'seed'], '--set: Must be name=value; got "seed".'],
    [
      'tier that is given twice',
      ['generate', '--density', 'rich=1, rich=2'],
      '--density: rich is given more than once.',
    ],
    [
      'option that is given twice',
      ['generate', '--option', 'a=1', '--option', 'b=1', '--option', 'a=2'],
      '--option: a is given more than once.',
    ],
    [
      'setting that is given twice',
      ['generate', '--set', 'seed=1', '--set', 'seed=1'],
      '--set: seed is given more than once.',
    ],
    ['unknown setting', ['generate', '--set', 'sed=1'], '--set: Unknown setting `sed`. Did you mean seed?'],
    [
      'misspelt tier',
      ['generate', '--density', 'rch=1'],
      '--density: Unknown setting `density.rch`. Did you mean rich?',
    ],
    [
      'unknown industry',
      ['generate', '--industries', 'insurence'],
      '--industries: Unknown industry "insurence". Did you mean insurance?',
    ],
    [
      'unknown option of the recipe',
      ['generate', '--option', 'size=1'],
      '--option: The recipe has no option `size`. It declares no options.',
    ],
    ['recipe that is not there', ['generate', '--recipe', 'nowhere.yml'], 'nowhere.yml: Recipe not found.'],
    [
      'configuration that is not there',
      ['generate', '--config', 'nowhere.yml'],
      'nowhere.yml: File not found.',
    ],
    [
      'data set that is not there',
      ['verify', 'nowhere'],
      'nowhere/generated/manifest.json: No generated dataset found.',
    ],
    ['recipe that is a folder', ['generate', '--recipe', '..'], '..: This is a folder, not a recipe.'],
    [
      'continuation file that cannot be written',
      ['generate', '--generate-continuation-file', 'nowhere/c.json'],
      'nowhere/c.json: No file can be written here.',
    ],
    [
      'permission for an org that is not there',
      ['generate', '--accounts', '1', '--allow-production', 'x'],
      '--allow-production: Use `--allow-production` only with `--target-org`.',
    ],
    [
      'recipe that would replace a file',
      ['recipe', 'new', 'Account', '--target-org', 'nobody', '--output', 'file'],
      'file: The file already exists and would be overwritten.',
    ],
    ['object without a name', ['catalog', 'show', ''], 'An object needs a name.'],
    [
      'number that is beyond all limits',
      ['generate', '--accounts', '1e300'],
      '--accounts: `generation.accounts` must be 10000000 or less; got 1e+300.\n',
    ],
    [
      'output that is a file',
      ['generate', '--accounts', '1', '--output', 'file'],
      'file: This is a file, not a folder.',
    ],
  ];
  it.each(mistakes)('%s: a sentence on stderr, exit code 2, nothing written', async (_, args, message) => {
    await inFolder((folder) => {
      writeFileSync(join(folder, 'file'), '');
      const { status, stdout, stderr } = cli(args, { cwd: folder });
      expect([status, stdout]).toEqual([2, '']);
      expect(stderr.startsWith(`Error: ${message}`) ? '' : stderr).toBe('');
      expect(stderr).not.toMatch(/^ +at /m);
      expect(readdirSync(folder)).toEqual(['file']);
    });
  });

  it('in a plugin of the recipe is reported with its file', async () => {
    await inFolder((folder) => {
      mkdirSync(join(folder, 'plugins'));
      writeFileSync(join(folder, 'plugins/mine.mjs'), 'export const Mine = {');
      writeFileSync(join(folder, 'my.recipe.yml'), '- plugin: mine.Mine\n- object: T\n');
      const { status, stderr } = cli(['generate', '--recipe', 'my.recipe.yml'], { cwd: folder });
      expect(status).toBe(2);
      expect(stderr).toMatch(
        /^Error: plugins\/mine\.mjs: The plugin can't be loaded: .*\nNext: .* --validate-only /,
      );
    });
  });

  it('in the encoding of a recipe is reported', async () => {
    await inFolder((folder) => {
      writeFileSync(join(folder, 'my.recipe.yml'), Buffer.from('- object: M\xfcll', 'latin1'));
      const { stderr } = cli(['generate', '--recipe', 'my.recipe.yml'], { cwd: folder });
      expect(stderr).toMatch(/^Error: my\.recipe\.yml:1: The byte 0x.. isn't UTF-8; .*Windows-1252/);
    });
  });

  it("isn't made worse by an update over the dataset that its rows are from", async () => {
    await inFolder((folder) => {
      const made = ['generate', '--accounts', '2', '--output', 'set', '--quiet'];
      expect(cli(made, { cwd: folder }).status).toBe(0);
      writeFileSync(join(folder, 'up.yml'), '- object: Account\n  fields: {Rating: Hot}\n');
      const input = ['--update-input-file', 'set/generated/Account.csv', '--output', 'set'];
      const { status, stderr } = cli(['generate', '--recipe', 'up.yml', ...input], { cwd: folder });
      expect([status, readdirSync(join(folder, 'set/generated')).length]).toEqual([2, 9]);
      expect(stderr).toContain('--output: The update would replace the dataset');
    });
  });

  it.each<[title: string, content: string | Buffer, accounts: string]>([
    ['with a byte order mark', '\uFEFFDEFAULT_ACCOUNT_COUNT=3\n', 'accounts: 3 '],
    ['in UTF-16', Buffer.from('\uFEFFDEFAULT_ACCOUNT_COUNT=4\r\n', 'utf16le'), 'accounts: 4 '],
    ['without a variable that is set', '#DEFAULT_ACCOUNT_COUNT=5\n\n', 'accounts: 10 '],
  ])('reads an .env %s', (_, content, accounts) =>
    inFolder((folder) => {
      writeFileSync(join(folder, 'config.yml'), 'generation: {accounts: 10}\n');
      writeFileSync(join(folder, '.env'), content);
      const { status, stdout } = cli(['config', 'show'], { cwd: folder });
      expect([status, stdout.includes(accounts)]).toEqual([0, true]);
    }),
  );

  it.each<[title: string, content: string | Buffer, message: string]>([
    ['without a line NAME=value', 'DEFAULT_ACCOUNT_COUNT: 3\n', 'The file sets no variables.'],
    ['in UTF-16 without a mark', Buffer.from('A=4\r\n', 'utf16le'), 'looks like UTF-16 without'],
    ['that is no text', Buffer.from([0x41, 0x3d, 0xff, 0xfe, 0x81]), "The file isn't valid here"],
    ['that is too large', 'a'.repeat(17_000_000), 'The file has 17 MB'],
  ])('reports an .env %s', (_, content, message) =>
    inFolder((folder) => {
      writeFileSync(join(folder, '.env'), content);
      const { status, stdout, stderr } = cli(['config', 'show', '--json'], { cwd: folder });
      expect([status, stderr]).toEqual([2, '']);
      const [problem] = JSON.parse(stdout).error.problems;
      expect([problem.message, problem.place.split(':')[0]]).toEqual([
        expect.stringContaining(message),
        '.env',
      ]);
    }),
  );

  it.each([['--help'], ['enrich', '-h'], ['--version']])('needs no .env for %s', (...args) =>
    inFolder((folder) => {
      writeFileSync(join(folder, '.env'), 'DEFAULT_ACCOUNT_COUNT: 3\n');
      const { status, stderr } = cli(args, { cwd: folder });
      expect([status, stderr]).toEqual([0, '']);
    }),
  );

  it('reports an unknown LOG_LEVEL', () =>
    inFolder((folder) => {
      const said = (level: string) =>
        cli(['generate', '--accounts', '1', '--dry-run'], { cwd: folder, env: { LOG_LEVEL: level } }).stderr;
      expect(said('verbos')).toContain('LOG_LEVEL: Unknown level "verbos". Did you mean verbose?');
      expect(said('loud')).toContain('LOG_LEVEL: Unknown level "loud". Use quiet, normal, or verbose.');
      for (const level of ['', 'TRACE']) expect(said(level)).not.toContain('LOG_LEVEL');
    }));

  it('a folder where .env would be is no hindrance', async () => {
    await inFolder((folder) => {
      mkdirSync(join(folder, '.env'));
      expect(cli(['config', 'show'], { cwd: folder }).status).toBe(0);
    });
  });

  it('is one document on stdout with --json, with every problem and the command to run next', async () => {
    await inFolder((folder) => {
      const recipe =
        '- catalog: strict\n- object: Account\n  fields: {Nmae: x}\n- object: Contact\n  fields: {LastNmae: x}\n';
      writeFileSync(join(folder, 'my.recipe.yml'), recipe);
      const { status, stdout, stderr } = cli(['generate', '--recipe', 'my.recipe.yml', '--json'], {
        cwd: folder,
      });
      expect([status, stderr]).toEqual([2, '']);
      expect(JSON.parse(stdout)).toEqual({
        error: {
          exit_code: 2,
          problems: [
            {
              message: 'Account has no field `Nmae`.',
              place: 'my.recipe.yml:3:12',
              hint: 'Did you mean Name?',
            },
            {
              message: 'Contact has no field `LastNmae`.',
              place: 'my.recipe.yml:5:12',
              hint: 'Did you mean LastName?',
            },
          ],
          next: 'sfdc-datagen generate --validate-only --recipe my.recipe.yml',
        },
      });
      expect(readdirSync(folder)).toEqual(['my.recipe.yml']);
    });
  });

  it.each([
    [['--json']],
    [['generat', '--json']],
    [['generate', '--seed', 'x', '--json']],
    [['verify', 'nowhere', '--json']],
  ])('%j is one document as well', (args) => {
    const { status, stdout, stderr } = cli(args);
    expect([status, stderr]).toEqual([2, '']);
    expect(JSON.parse(stdout).error.exit_code).toBe(2);
  });
});

describe('generate', () => {
  it('writes to output/seed-<seed> and prints objects, rows, files, and shares', async () => {
    await inFolder((folder) => {
      const { status, stdout, stderr } = cli(['generate', '--seed', '7', '--accounts', '3'], { cwd: folder });
      expect([status, stderr]).toEqual([0, '']);
      expect(stdout).toMatch(/^Object +Rows +File +Filled$/m);
      expect(stdout).toMatch(/^Account +3 +Account\.csv +\d+%$/m);
      expect(stdout.trimEnd().split('\n').at(-1)).toBe('Written to output/seed-7/generated.');
      expect(readdirSync(join(folder, 'output/seed-7/generated'))).toContain('manifest.json');
    });
  });

  it('prints one document with --json and nothing with --quiet', async () => {
    await inFolder((folder) => {
      const told = cli(['generate', '--accounts', '2', '--json'], { cwd: folder });
      const { manifest, objects, warnings } = JSON.parse(told.stdout);
      expect([told.status, told.stderr, warnings]).toEqual([0, '', []]);
      expect(objects[0]).toMatchObject({ object: 'Account', rows: 2, file: 'Account.csv' });
      expect(manifest).toMatchObject({ stage: 'generated', seed: 42, as_of: '2026-11-02' });
      const quiet = cli(['generate', '--accounts', '2', '--quiet'], { cwd: folder });
      expect([quiet.status, quiet.stdout, quiet.stderr]).toEqual([0, '', '']);
    });
  });

  it('keeps what a plugin prints off stdout', async () => {
    await inFolder(async (folder) => {
      mkdirSync(join(folder, 'plugins'));
      writeFileSync(
        join(folder, 'plugins/p.js'),
        "console.log('loading'); export const P = { one: () => console.info('one') ?? 1 };",
      );
      writeFileSync(join(folder, 'r.yml'), '- plugin: p.P\n- object: A\n  fields: {n: {P.one: }}\n');
      const { stdout, stderr } = cli(['generate', '--recipe', 'r.yml', '--json'], { cwd: folder });
      expect(JSON.parse(stdout)).toHaveProperty('objects');
      expect(stderr).toContain('loading\none\n');
    });
  });

  it('loads a plugin that is written as a module where the package says CommonJS', () =>
    inFolder((folder) => {
      mkdirSync(join(folder, 'plugins'));
      const files = {
        'package.json': '{"type": "commonjs"}',
        'plugins/two.ts': 'export const two: number = 2;',
        'plugins/p.ts': "import { two } from './two.ts';\nexport const P = { one: (x: number) => x * two };",
        'plugins/q.js': '/*\nexport const Q\n*/ exports.Q = { one: (x) => x + 1 };',
        'r.yml': '- plugin: p.P\n- plugin: q.Q\n- object: A\n  fields: {n: {P.one: 4}, m: {Q.one: 4}}\n',
      };
      for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
      const { status, stderr } = cli(['generate', '--recipe', 'r.yml'], { cwd: folder });
      expect([status, stderr]).toEqual([0, expect.not.stringContaining('module')]);
      const cells = readFileSync(join(folder, 'output/r-42/generated/A.csv'), 'utf8');
      expect(cells).toMatch(/,8,5$/m);
    }));

  it.each<[title: string, body: string, problem: string]>([
    ['ends the process', 'process.exit(0)', 'A plugin ended the process; nothing was written.'],
    [
      'fails in a timer',
      "setTimeout(() => { throw new Error('late') }, 300)",
      'The plugin failed: Error: late.',
    ],
    ['leaves a promise that fails', "Promise.reject(new Error('late'))", 'The plugin failed: Error: late.'],
  ])('is one document and writes nothing where a plugin %s', (_, body, problem) =>
    inFolder((folder) => {
      mkdirSync(join(folder, 'plugins'));
      writeFileSync(join(folder, 'plugins/p.js'), `export const P = { one() { ${body}; return 1 } };`);
      writeFileSync(join(folder, 'r.yml'), '- plugin: p.P\n- object: A\n  fields: {n: {P.one: }}\n');
      const { status, stdout, stderr } = cli(['generate', '--recipe', 'r.yml', '--json'], { cwd: folder });
      expect([status, stderr]).toEqual([2, '']);
      const { error } = JSON.parse(stdout);
      expect(error).toMatchObject({ exit_code: 2, problems: [{ message: problem }] });
      expect(readdirSync(folder)).toEqual(['plugins', 'r.yml']);
    }),
  );

  it("doesn't wait long for what a plugin left behind", () =>
    inFolder((folder) => {
      mkdirSync(join(folder, 'plugins'));
      const body = 'setInterval(() => {}, 9e5); return 1;';
      writeFileSync(join(folder, 'plugins/p.js'), `export const P = { one() { ${body} } };`);
      writeFileSync(join(folder, 'r.yml'), '- plugin: p.P\n- object: A\n  fields: {n: {P.one: }}\n');
      const { status, stdout } = cli(['generate', '--recipe', 'r.yml', '--json'], { cwd: folder });
      expect(status).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({ written: 'output/r-42/generated' });
    }));

  it('makes the same and writes nothing with --dry-run', async () => {
    await inFolder((folder) => {
      const dry = cli(['generate', '--accounts', '2', '--dry-run', '--json'], { cwd: folder });
      expect([dry.status, readdirSync(folder)]).toEqual([0, []]);
      const wet = cli(['generate', '--accounts', '2', '--json'], { cwd: folder });
      expect(JSON.parse(dry.stdout).manifest).toEqual(JSON.parse(wet.stdout).manifest);
      const words = cli(['generate', '--accounts', '2', '--dry-run'], { cwd: folder });
      expect(words.stdout).toContain('Nothing was written (--dry-run).');
    });
  });

  it('takes flags over .env over the configuration', async () => {
    await inFolder((folder) => {
      writeFileSync(join(folder, 'config.yml'), 'generation: {accounts: 1}\nseed: 5\n');
      writeFileSync(join(folder, '.env'), 'DEFAULT_ACCOUNT_COUNT=2\n');
      const accounts = (args: string[], env = {}) => {
        const { stdout } = cli(['generate', '--dry-run', '--json', ...args], { cwd: folder, env });
        const { objects, manifest } = JSON.parse(stdout);
        return [manifest.seed, objects[0].rows];
      };
      expect(accounts([])).toEqual([5, 2]);
      expect(accounts([], { DEFAULT_ACCOUNT_COUNT: '3' })).toEqual([5, 3]);
      expect(accounts(['--accounts', '4', '--set', 'seed=6'], { DEFAULT_ACCOUNT_COUNT: '3' })).toEqual([
        6, 4,
      ]);
    });
  });

  it('warns on stderr', async () => {
    await inFolder((folder) => {
      writeFileSync(join(folder, 'my.recipe.yml'), '- object: Account\n  fields: {Name: x, Nmae: x}\n');
      const { status, stdout, stderr } = cli(['generate', '--recipe', 'my.recipe.yml', '--dry-run'], {
        cwd: folder,
      });
      expect([status, stderr]).toEqual([
        0,
        'Warning: my.recipe.yml:2:21: Account has no field `Nmae`. Did you mean Name?\n',
      ]);
      expect(stdout).not.toContain('Warning');
    });
  });
});

describe('verify', () => {
  it('says that a dataset is valid, or what is wrong with it', async () => {
    await inFolder((folder) => {
      cli(['generate', '--accounts', '2', '--output', 'set', '--quiet'], { cwd: folder });
      const good = cli(['verify', 'set'], { cwd: folder });
      expect([good.status, good.stderr]).toEqual([0, '']);
      expect(good.stdout).toMatch(/^set\/generated: \d+ rows in 8 files; .* are valid\.\n$/);
      expect(JSON.parse(cli(['verify', 'set', '--json'], { cwd: folder }).stdout).problems).toEqual([]);

      writeFileSync(join(folder, 'set/generated/Event.csv'), 'ExternalId\n');
      const bad = cli(['verify', 'set'], { cwd: folder });
      expect([bad.status, bad.stdout]).toEqual([2, '']);
      expect(bad.stderr).toContain('Error: set/generated/Event.csv: The file was edited after it was made.');
      expect(bad.stderr).toContain('Next: sfdc-datagen verify set --accept');
      const json = cli(['verify', 'set', '--json'], { cwd: folder });
      expect([json.status, json.stderr]).toEqual([2, '']);
      expect(JSON.parse(json.stdout).problems.length).toBeGreaterThan(0);
    });
  });
});

describe('a reader that leaves', () => {
  it.each([
    ['stdout', ['config', 'show']],
    ['stdout', ['generate', '--dry-run', '--accounts', '2', '--json']],
    ['stderr', ['generate', '--accounts', 'many']],
  ] as const)('before %s of %j is written does no harm', async (stream, args) => {
    const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    child[stream].destroy();
    child[stream === 'stdout' ? 'stderr' : 'stdout'].on('data', (data) => {
      said += data;
    });
    const code = await new Promise((done) => child.on('close', done));
    expect([code, said]).toEqual([stream === 'stdout' ? 0 : 2, '']);
  });
});

describe('help and version', () => {
  it('are on stdout, with exit code 0', () => {
    const help = cli(['--help']);
    expect([help.status, help.stderr]).toEqual([0, '']);
    for (const command of ['generate', 'verify', 'config'])
      expect(help.stdout).toContain(`sfdc-datagen ${command}`);
    const version = cli(['--version']);
    expect([version.status, version.stderr]).toEqual([0, '']);
    expect(version.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
