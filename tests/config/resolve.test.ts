import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type ConfigInput,
  type ResolvedConfig,
  resolveConfig,
  type Setting,
} from '../../src/config/resolve.ts';
import { defaults } from '../../src/config/schema.ts';
import { readYaml } from '../../src/config/yaml.ts';
import { UserError } from '../../src/shared/errors.ts';
import { inFolder } from '../support/data-set.ts';

type Input = Partial<Omit<ConfigInput, 'settings'>> & {
  /** Text of the configuration file; without it an empty one. */
  yaml?: string;
  /** By dotted path, as \`--set\` gives them. */
  set?: Record<string, unknown>;
};

function resolved({ yaml = '', set = {}, ...more }: Input): Promise<ResolvedConfig> {
  return inFolder((folder) => {
    const file = join(folder, 'config.yml');
    writeFileSync(file, yaml);
    const settings = Object.entries(set).map(([path, value]) => ({
      path: path.split('.'),
      value,
      source: '--set',
    }));
    return resolveConfig({ env: {}, file, settings, ...more });
  });
}

async function refusal(input: Input): Promise<string[]> {
  const error = await resolved(input).catch((one: unknown) => one);
  if (!(error instanceof UserError)) throw error;
  return error.message.split('\n').map((line) => line.replace(/^\S*config\.yml/, 'config.yml'));
}

describe('config.yml', () => {
  it('states the defaults', () => {
    const { file, value } = readYaml('config.yml');
    expect(file).toBe('config.yml');
    expect(value).toEqual(defaults);
  });
});

describe('precedence', () => {
  const layers: [title: string, input: Input, accounts: number, origin: string][] = [
    ['defaults where nothing is said', {}, 100, 'default'],
    ['the file over defaults', { yaml: 'generation: {accounts: 1}' }, 1, 'config.yml'],
    [
      'the environment over the file',
      { yaml: 'generation: {accounts: 1}', env: { DEFAULT_ACCOUNT_COUNT: '2' } },
      2,
      'DEFAULT_ACCOUNT_COUNT',
    ],
    [
      'flags over the environment',
      {
        yaml: 'generation: {accounts: 1}',
        env: { DEFAULT_ACCOUNT_COUNT: '2' },
        set: { 'generation.accounts': 3 },
      },
      3,
      '--set',
    ],
    [
      'an empty variable is none',
      { yaml: 'generation: {accounts: 1}', env: { DEFAULT_ACCOUNT_COUNT: '' } },
      1,
      'config.yml',
    ],
  ];
  it.each(layers)('%s', async (_, input, accounts, origin) => {
    const { config, origins } = await resolved(input);
    expect(config.generation.accounts).toBe(accounts);
    expect(origins.get('generation.accounts')).toMatch(new RegExp(`${origin}$`));
    expect(origins.get('generation.contacts_per_account')).toBe('default');
  });

  it('reads the other variables', async () => {
    const { config } = await resolved({ env: { DEFAULT_BATCH_SIZE: '15', OPENAI_MODEL: 'gpt-5' } });
    expect(config.openai).toEqual({ ...defaults.openai, batch_size: 15, model: 'gpt-5' });
  });

  it('lets later flags win', () => {
    const settings = [1, 2].map((value) => ({ path: ['seed'], value, source: '--seed' }));
    expect(resolveConfig({ env: {}, settings }).config.seed).toBe(2);
  });

  it('keeps what a file leaves out of a section', async () => {
    const { config } = await resolved({ yaml: 'generation: {contacts_per_account: 3}' });
    expect(config.generation).toEqual({ ...defaults.generation, contacts_per_account: 3 });
  });

  it('takes shares as they are stated, without those left out', async () => {
    const { config } = await resolved({ yaml: 'case_priorities: {New: {High: 1}}' });
    expect(config.case_priorities).toEqual({ ...defaults.case_priorities, New: { High: 1 } });
  });

  it('reads paths of a file from where the file lies', async () => {
    const { config } = await resolved({ yaml: 'recipe: my.recipe.yml' });
    expect(config.recipe).toMatch(/sfdc-datagen-\w+\/my\.recipe\.yml$/);
  });

  it('sets one item of a list', async () => {
    const { config } = await resolved({ set: { 'industries.0.weight': 70 } });
    expect(config.industries.map(({ weight }) => weight)).toEqual([70, 25, 25, 25]);
  });

  it.each([
    ['{rich: 100}', { rich: 100, moderate: 0, sparse: 0 }],
    ['{moderate: 1, sparse: 3}', { rich: 0, moderate: 1, sparse: 3 }],
  ])('gives tiers that are left out of density: %s no share', async (yaml, density) => {
    const { config, origins } = await resolved({ yaml: `density: ${yaml}` });
    expect([config.density, origins.get('density.rich')?.endsWith('config.yml')]).toEqual([density, true]);
  });

  it('refuses more industries than there can be', async () => {
    const yaml = `industries: [${Array(1_001).fill('insurance').join(', ')}]`;
    await expect(resolved({ yaml })).rejects.toThrow(
      /:1:\d+: `industries` can have 1,000 entries at most; got 1,001\.$/,
    );
  });

  it.each<[yaml: string, industries: [string, number | undefined][]]>([
    [
      '[insurance, finserv]',
      [
        ['insurance', 25],
        ['financial_services', 25],
      ],
    ],
    [
      '[{name: Insurance, weight: 60}, high-tech]',
      [
        ['insurance', 60],
        ['high_tech', 25],
      ],
    ],
    ['[{name: field_service, weight: 1, template: mine.yml}]', [['field_service', 1]]],
  ])('takes industries: %s by their names', async (yaml, industries) => {
    const { config } = await resolved({ yaml: `industries: ${yaml}` });
    expect(config.industries.map(({ name, weight }) => [name, weight])).toEqual(industries);
    const templates = config.industries.map(({ name, template }) =>
      template.endsWith(`industries/${name}.yml`),
    );
    expect(templates).toEqual(industries.map(() => !yaml.includes('mine.yml')));
  });

  it('answers one frozen value', async () => {
    const { config } = await resolved({});
    expect(Object.isFrozen(config) && Object.isFrozen(config.industries[0])).toBe(true);
  });
});

describe('extends', () => {
  /** What files, of which the last one is read, come to. */
  const laid = (files: Record<string, string>, more: Partial<ConfigInput> = {}) =>
    inFolder((folder) => {
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, name)), { recursive: true });
        writeFileSync(join(folder, name), text);
      }
      const file = join(folder, Object.keys(files).at(-1)!);
      const short = (text: string) => text.replaceAll(/[^\s:]*sfdc-datagen-\w+\//g, '');
      try {
        const { config, origins } = resolveConfig({ env: {}, file, settings: [], ...more });
        return { config, from: (path: string) => short(origins.get(path) ?? '') };
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        return { refused: short(error.message).split('\n') };
      }
    });

  it('lays a file over those that it names, the later ones over the earlier ones', async () => {
    const { config, from } = await laid({
      'team/base.yml': 'seed: 1\ngeneration: {accounts: 1, cases_per_account: 1}\nrecipe: own.yml\n',
      'team/qa.yml': 'extends: base.yml\nseed: 2\ngeneration: {accounts: 2}\n',
      'team/more.yml': 'extends: base.yml\nkey_prefix: MORE_\n',
      'config.yml': 'extends: [team/qa.yml, team/more.yml]\ngeneration: {contacts_per_account: 3}\n',
    });
    expect(config).toMatchObject({ seed: 2, key_prefix: 'MORE_' });
    expect(config?.generation).toMatchObject({ accounts: 2, cases_per_account: 1, contacts_per_account: 3 });
    expect(config?.recipe).toMatch(/team\/own\.yml$/);
    expect(
      ['seed', 'key_prefix', 'generation.cases_per_account', 'as_of'].map((path) => from?.(path)),
    ).toEqual(['team/qa.yml', 'team/more.yml', 'team/base.yml', 'default']);
  });

  it('knows industries of the file below by their names', async () => {
    const { config } = await laid({
      'base.yml': 'industries: [{name: retail, weight: 5, template: retail.yml}]\n',
      'config.yml': 'extends: base.yml\nindustries: [Retail]\n',
    });
    expect(config?.industries).toMatchObject([{ name: 'retail', weight: 5 }]);
  });

  it('takes a configuration that comes with the tool by its name', async () => {
    const { config } = await laid({ 'config.yml': 'extends: people\nseed: 3\n' });
    expect(config).toMatchObject({ dataset: 'people', seed: 3 });
  });

  it.each<[title: string, files: Record<string, string>, ...refused: string[]]>([
    [
      'a circle',
      { 'a.yml': 'extends: b.yml', 'b.yml': 'seed: 1\nextends: a.yml' },
      'a.yml:1:10: `extends` is circular: b.yml → a.yml → b.yml.',
    ],
    [
      'a file that extends itself',
      { 'a.yml': 'extends: ./a.yml' },
      'a.yml:1:10: `extends` is circular: a.yml → a.yml.',
    ],
    [
      'files that are not there',
      { 'a.yml': 'extends: [b.yml, peple]' },
      'a.yml:1:11: Configuration b.yml not found. Looked for b.yml.',
      'a.yml:1:18: Configuration peple not found. Did you mean people?',
    ],
    [
      'a hidden file',
      { 'a.yml': 'extends: .env' },
      "a.yml:1:10: `extends`: `.env` can't be read: names that begin with a dot are private, such as .env and .git. Use a file with another name.",
    ],
    [
      'what is no path',
      { 'a.yml': 'extends: {seed: 1}' },
      'a.yml:1:10: `extends` must be the path of a configuration, or a list of paths.',
    ],
    [
      'a mistake in the file below',
      { 'b.yml': '\nsed: 1', 'a.yml': 'extends: b.yml\nseed: x' },
      'a.yml:2:7: `seed` must be a number; got "x".',
      'b.yml:2:1: Unknown setting `sed`. Did you mean seed?',
    ],
    [
      'a list below',
      { 'b.yml': '- 1', 'a.yml': 'extends: b.yml' },
      'b.yml:1:1: A configuration must be a map of settings.',
    ],
  ])('refuses %s with its place', async (_, files, ...problems) => {
    expect(await laid(files)).toEqual({ refused: problems });
  });

  it('is for files', async () => {
    const settings = [{ path: ['extends'], value: 'b.yml', source: '--set' }];
    expect(await laid({ 'a.yml': '' }, { settings })).toEqual({
      refused: ['--set: `extends` is allowed only in a configuration file.'],
    });
  });
});

describe('--industries', () => {
  it.each([
    ['insurance', 'insurance'],
    ['Financial Services', 'financial_services'],
    ['financial-services', 'financial_services'],
    ['finserv', 'financial_services'],
    ['FinServ', 'financial_services'],
    ['hightech', 'high_tech'],
    ['HIGH_TECH', 'high_tech'],
    ['fieldservice', 'field_service'],
    ['Field-Service', 'field_service'],
  ])('takes %s for %s', async (given, name) => {
    const { config, origins } = await resolved({ industries: [given] });
    expect(config.industries.map((industry) => industry.name)).toEqual([name]);
    expect(origins.get('industries.0.name')).toBe('--industries');
  });

  it('keeps the order that is wanted, the weights that are configured, and each once', async () => {
    const yaml =
      'industries:\n' +
      ['insurance', 'high_tech', 'field_service']
        .map((name, i) => `  - {name: ${name}, weight: ${i + 1}, template: t.yml}\n`)
        .join('');
    const { config } = await resolved({ yaml, industries: ['fieldservice', 'insurance', 'Insurance'] });
    expect(config.industries.map(({ name, weight }) => [name, weight])).toEqual([
      ['field_service', 3],
      ['insurance', 1],
    ]);
  });

  it.each([
    ['insurence', 'Did you mean insurance?'],
    ['retail', 'Valid names: insurance, financial_services, high_tech, field_service.'],
    ['', 'Valid names: insurance, financial_services, high_tech, field_service.'],
  ])('refuses "%s"', async (name, hint) => {
    expect(await refusal({ industries: [name] })).toEqual([
      `--industries: Unknown industry "${name}". ${hint}`,
    ]);
  });
});

describe('a mistake in the file is refused with its place', () => {
  const cases: [title: string, yaml: string, ...problems: string[]][] = [
    ['unknown key', 'sed: 7', '1:1: Unknown setting `sed`. Did you mean seed?'],
    [
      'unknown key of a section',
      'generation: {acounts: 5}',
      '1:14: Unknown setting `generation.acounts`. Did you mean accounts?',
    ],
    [
      'unknown key far from any',
      'zebra: 1',
      '1:1: Unknown setting `zebra`. Valid names: extends, seed, as_of, dataset, key_prefix, recipe, generation, industries, density, case_priorities, openai, salesforce, objects.',
    ],
    [
      'unknown key of an industry',
      'industries:\n  - {name: insurance, wieght: 25, template: t.yml}',
      '2:23: Unknown setting `industries.0.wieght`. Did you mean weight?',
    ],
    [
      'misspelt tier',
      'density: {rich: 25, modrate: 50, sparse: 25}',
      '1:21: Unknown setting `density.modrate`. Did you mean moderate?',
    ],
    [
      'word for a number',
      'generation: {accounts: many}',
      '1:24: `generation.accounts` must be a number; got "many".',
    ],
    [
      'number below 0',
      'generation: {accounts: -1}',
      '1:24: `generation.accounts` must be 0 or more; got -1.',
    ],
    [
      'half an account',
      'generation: {accounts: 1.5}',
      '1:24: `generation.accounts` must be a whole number; got 1.5.',
    ],
    [
      'weights of 0',
      'density: {rich: 0, moderate: 0, sparse: 0}',
      '1:10: `density`: At least one weight must be above 0.',
    ],
    [
      'misspelt tier without any other',
      'density: {ritch: 10}',
      '1:11: Unknown setting `density.ritch`. Did you mean rich?',
    ],
    [
      'weight below 0 without any other',
      'case_priorities: {New: {Low: -1}}',
      '1:30: `case_priorities.New.Low` must be 0 or more; got -1.',
    ],
    [
      'weights of 0 of all industries',
      'industries:\n  - {name: insurance, weight: 0, template: t.yml}',
      '2:3: `industries`: at least one weight must be above 0.',
    ],
    [
      'weight that is no number',
      'industries:\n  - {name: insurance, weight: lots, template: t.yml}',
      '2:31: `industries.0.weight` must be a number; got "lots".',
    ],
    [
      'mix without a weight',
      'case_priorities: {New: {Low: 0}}',
      '1:24: `case_priorities.New`: At least one weight must be above 0.',
    ],
    [
      'type of a field that is misspelt',
      'objects: {Visit__c: {fields: {Paid__c: {type: bolean}}}}',
      '1:47: `objects.Visit__c.fields.Paid__c.type` must be string, textarea, email, phone, url, encryptedstring, picklist, multipicklist, combobox, boolean, int, date, datetime, time, double, currency, percent, or reference; got "bolean". Did you mean boolean?',
    ],
    [
      'field without a type',
      'objects: {Visit__c: {fields: {Paid__c: {}}}}',
      '1:40: `objects.Visit__c.fields.Paid__c.type` is missing; it must be string, textarea, email, phone, url, encryptedstring, picklist, multipicklist, combobox, boolean, int, date, datetime, time, double, currency, percent, or reference.',
    ],
    [
      'picklist that is no field',
      'salesforce: {picklists: {Case: {a: b}}}',
      '1:32: `salesforce.picklists.Case`: Name a picklist by its object and field, such as Case.Status.',
    ],
    [
      'code that no key could have',
      'objects: {Visit__c: {code: V-1, fields: {}}}',
      '1:28: `objects.Visit__c.code` must be a letter followed by letters and digits.',
    ],
    ['word for a day', 'as_of: tomorrow', '1:8: `as_of` must be a date such as 2026-11-02.'],
    ['day that does not exist', 'as_of: 2026-02-30', '1:8: `as_of` must be a date such as 2026-11-02.'],
    ['negative seed', 'seed: -1', '1:7: `seed` must be 0 or more; got -1.'],
    [
      'prefix that no key can begin with',
      'key_prefix: 5x',
      '1:13: `key_prefix` must be letters and digits, and end with "_".',
    ],
    [
      'name of a data set that leads elsewhere',
      'dataset: ".."',
      '1:10: `dataset` must be letters, digits, "_", "-", and ".".',
    ],
    [
      'tier and its misspelling',
      'density: {rich: 25, rihc: 1}',
      '1:21: Unknown setting `density.rihc`. Did you mean rich?',
    ],
    [
      'industry that is not known',
      'industries: [insurence, {name: retail, weight: 5}]',
      '1:14: Unknown industry "insurence": it has no template. Did you mean insurance?',
      '1:32: Unknown industry "retail": it has no template. Valid names: insurance, financial_services, high_tech, field_service.',
    ],
    [
      'industry that is listed twice, in whatever spelling',
      'industries: [insurance, high_tech, Insurance]',
      '1:36: `industries.2`: Duplicate industry insurance.',
    ],
    ['industry that is a number', 'industries: [5]', '1:14: `industries.0` must be a map; got 5.'],
    [
      'industry without a name',
      'industries: [{weight: 5}]',
      '1:14: `industries.0.name` is missing; it must be a string.',
      '1:14: `industries.0.template` is missing; it must be a string.',
    ],
    [
      'recipe by a name that none has',
      'recipe: minmal',
      '1:9: Recipe minmal not found. Did you mean minimal?',
    ],
    [
      'mistakes of all kinds at once',
      'seed: -1\nrecipe: minmal\nindustries: [insurence]\nfoo: 1',
      '3:14: Unknown industry "insurence": it has no template. Did you mean insurance?',
      '2:9: Recipe minmal not found. Did you mean minimal?',
      '1:7: `seed` must be 0 or more; got -1.',
      '4:1: Unknown setting `foo`. Valid names: extends, seed, as_of, dataset, key_prefix, recipe, generation, industries, density, case_priorities, openai, salesforce, objects.',
    ],
    ['list', '- a', '1:1: A configuration must be a map of settings.'],
    [
      'YAML that does not end',
      'a: [1',
      '1:6: Flow sequence in block collection must be sufficiently indented and end with a ]',
    ],
    [
      'key that stands twice',
      'seed: 1\nseed: 2',
      '2:1: Duplicate key `seed`. Only the last one would count.',
    ],
    [
      'several mistakes at once',
      'seed: 1\nsed: 1\nopenai: {temperature: 3}',
      '3:23: `openai.temperature` must be 2 or less; got 3.',
      '2:1: Unknown setting `sed`. Did you mean seed?',
    ],
  ];
  for (const [title, yaml, ...problems] of cases)
    it(title, async () => {
      expect(await refusal({ yaml })).toEqual(problems.map((problem) => `config.yml:${problem}`));
    });

  it("a file that doesn't exist", () => {
    expect(() => resolveConfig({ env: {}, settings: [], file: 'nowhere.yml' })).toThrow(
      'nowhere.yml: File not found.',
    );
  });
});

it('of tens of thousands of mistakes, the first are listed and the rest counted', async () => {
  const yaml = Array.from({ length: 30_000 }, (_, i) => `k${i}: 1\n`).join('');
  const told = await refusal({ yaml });
  expect(told).toHaveLength(21);
  expect(told[0]).toContain('config.yml:1:1: Unknown setting `k0`.');
  expect(told[20]).toContain('29,980 more problems.');
});

describe('a mistake elsewhere is refused in the name of its source', () => {
  it.each<[string, Input, string]>([
    [
      'unknown key of a flag',
      { set: { 'generation.acounts': 3 } },
      '--set: Unknown setting `generation.acounts`. Did you mean accounts?',
    ],
    ['bad value of a flag', { set: { seed: 'x' } }, '--set: `seed` must be a number; got "x".'],
    ['part of what has no parts', { set: { 'seed.x': 1 } }, '--set: `seed` must be a number; got a map.'],
    [
      'shares of a flag',
      { set: { density: { rich: 0, moderate: 0, sparse: 0 } } },
      '--set: `density`: At least one weight must be above 0.',
    ],
    [
      'bad value of a variable',
      { env: { DEFAULT_ACCOUNT_COUNT: 'many' } },
      'DEFAULT_ACCOUNT_COUNT: `generation.accounts` must be a number; got "many".',
    ],
  ])('%s', async (_, input, problem) => {
    expect(await refusal(input)).toEqual([problem]);
  });
});

it('the command to run next shows the configuration, unless its file is missing', async () => {
  const nextOf = async (yaml: string | undefined, settings: Setting[]) =>
    inFolder((folder) => {
      const file = join(folder, 'config.yml');
      if (yaml !== undefined) writeFileSync(file, yaml);
      try {
        resolveConfig({ file, env: {}, settings });
      } catch (error) {
        return (error as UserError).next;
      }
      throw new Error('It was taken.');
    });
  const bad = { path: ['seed'], value: 'x', source: '--seed' };
  expect(await nextOf('seed: 1', [bad])).toBe('sfdc-datagen config show');
  expect(await nextOf('seed: x', [])).toBe('sfdc-datagen config show');
  expect(await nextOf('seed: [', [])).toBe('sfdc-datagen config show');
  expect(await nextOf('seed: 1', [{ ...bad, path: ['recipe'], value: 'nosuch', source: '--recipe' }])).toBe(
    undefined,
  );
  expect(await nextOf(undefined, [])).toBe(undefined);
});
