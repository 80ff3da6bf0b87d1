import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { resolveConfig } from '../../src/config/resolve.ts';
import { generate } from '../../src/generate/generate.ts';
import type { UserError } from '../../src/shared/errors.ts';
import { inFolder } from '../support/data-set.ts';
import { refusalOf, rowsOf, warningsOf } from '../support/recipe.ts';

/** Line 1 and 2 of each recipe here; what is wrong begins on line 3. */
const STRICT = '- snowfakery_version: 3\n- catalog: strict\n';

type Case = readonly [title: string, recipe: string, ...problems: string[]];

function refused(cases: readonly Case[]): void {
  for (const [title, recipe, ...problems] of cases)
    it(title, async () => {
      const lines = await refusalOf(STRICT + recipe);
      expect(lines).toEqual(problems.map((problem) => `main.recipe.yml:${problem}`));
    });
}

/** An account with one field, from line 3 on; its value begins in column 11 of line 5. */
const name = (value: string) => `- object: Account\n  fields:\n    Name: ${value}`;

describe('a misspelled name is refused with its place and the nearest one', () => {
  refused([
    [
      'field',
      '- object: Account\n  fields: {Name: x, Indsutry: y}',
      '4:21: Account has no field `Indsutry`. Did you mean Industry?',
    ],
    [
      'object',
      '- object: Acount\n  fields: {Name: x}',
      '3:3: The catalog has no object Acount. Did you mean Account?',
    ],
    [
      'function',
      name('{random_chioce: [a, b]}'),
      '5:12: Unknown function `random_chioce`. Did you mean random_choice?',
    ],
    [
      'fake',
      name('{fake: frist_name}'),
      '5:12: Unknown fake `frist_name`. Did you mean first_name or file_name or hostname?',
    ],
    [
      'parent in a formula',
      '- object: Account\n- object: Contact\n  fields:\n    AccountId: ${{Acount}}',
      '6:19: Unknown name `Acount`. Did you mean Account or amount or count?',
    ],
    [
      'parent of a random_reference',
      '- object: Account\n- object: Contact\n  fields:\n    AccountId: {random_reference: Acount}',
      '6:35: Unknown object or nickname `Acount`. Did you mean Account?',
    ],
    [
      'parent of a reference',
      '- object: Account\n- object: Contact\n  fields:\n    AccountId: {reference: Acount}',
      '6:28: Unknown object, nickname, or field `Acount`. Did you mean Account?',
    ],
    [
      'field of a parent',
      '- object: Account\n  fields: {Name: x}\n- object: Contact\n  fields:\n    LastName: ${{Account.Nmae}}',
      '7:5 (TESTDATA_MAIN_42_C0000001): object has no attribute Nmae. Did you mean Name?',
    ],
    [
      'macro',
      '- macro: address\n- object: Account\n  include: adress',
      '5:12: Unknown macro `adress`. Did you mean address?',
    ],
    [
      'key of an object',
      '- object: Account\n  feilds: {Name: x}',
      '4:3: Unknown key `feilds` in `object`. Did you mean fields?',
    ],
    [
      'key of a macro',
      '- macro: m\n  freinds: []',
      '4:3: Unknown key `freinds` in `macro`. Did you mean friends?',
    ],
    [
      'key that Snowfakery ignores',
      '- plugin: snowfakery.standard_plugins.Math\n  nmae: x\n- option: o\n  defualt: 1\n  default: 1',
      '4:3: Unknown key `nmae` in `plugin`. Valid keys: plugin.',
      '6:3: Unknown key `defualt` in `option`. Did you mean default?',
    ],
    [
      'key of a macro that is included',
      '- macro: m\n  freinds: []\n- object: Account\n  include: m',
      '4:3: Unknown key `freinds` in `macro`. Did you mean friends?',
    ],
    [
      'statement that is empty',
      '- {}',
      '3:3: A statement needs a name. Valid keys: object, var, macro, include_file, option, plugin, snowfakery_version, catalog.',
    ],
    ['statement', '- objct: Account', '3:3: Unknown statement `objct`. Did you mean object?'],
    ['filter', name('${{"x" | uper}}'), '5:20: Unknown filter `uper`. Did you mean upper?'],
    [
      'name in a formula',
      name('${{chlid_index}}'),
      '5:14: Unknown name `chlid_index`. Did you mean child_index?',
    ],
    [
      'tier of a fill',
      name('{fill: {rcih: 100, value: x}}'),
      '5:19: `fill` has no `rcih`. Did you mean rich?',
    ],
    [
      'argument of a random_reference',
      `- object: Account\n- object: Contact\n  fields:\n    AccountId: {random_reference: {to: Account, uniqe: true}}`,
      '6:49: `random_reference` has no argument `uniqe`. Did you mean unique?',
    ],
    [
      'argument of a function',
      name('{random_number: {min: 1, max: 2, setp: 1}}'),
      '5:44: `random_number` has no argument `setp`. Did you mean step?',
    ],
    [
      'key of a choice',
      name('{if: [{choice: {whne: true, pick: x}}]}'),
      '5:27: `choice` has no `whne`. Valid keys: probability, when, pick.',
    ],
    [
      'field that a deal goes by',
      '- object: Account\n  fields:\n    Rating: {deal: {Hot: 1}}\n    Type: {deal: {by: Ratng, shares: {Hot: {Other: 1}}}}',
      '6:23: `by` must be the name of a field that `deal` fills. Did you mean Rating?',
    ],
  ]);
});

describe('an impossible value is refused with its place', () => {
  refused([
    ['weight', name('{random_choice: {a: 60 percent, b: 40}}'), '5:31: A probability must be a number.'],
    ['negative weight', name('{random_choice: {a: -1, b: 40}}'), "5:31: A probability can't be below 0."],
    ['share', name('{deal: {a: sixty, b: 40}}'), '5:22: A share must be a number, with or without "%".'],
    ['shares of nothing', name('{deal: {a: 0, b: 0}}'), '5:12: At least one share must be above 0.'],
    [
      'rate that is missing',
      name('{fill: {value: x}}'),
      '5:12: `fill` needs a `share`, or shares for rich, moderate, or sparse.',
    ],
    [
      'rate that is missing beside `from`',
      name('{fill: {from: 2, value: x}}'),
      '5:12: `fill` needs a `share`, or shares for rich, moderate, or sparse.',
    ],
    ['rate above 100', name('{fill: {rich: 120, value: x}}'), '5:19: A share of rows must be at most 100.'],
    [
      'misspelt group',
      '- object: Account\n  fields:\n    Rating: {deal: {Hot: 1}}\n    Type: {deal: {by: Rating, shares: {Hot: {Other: 1}, Hott: {Other: 1}}}}',
      '6:39: `shares` includes Hott, but no row has that value. Did you mean Hot?',
    ],
    [
      'group without shares',
      '- object: Account\n  fields:\n    Rating: {deal: {Hot: 1, Cold: 1}}\n    Type: {deal: {by: Rating, shares: {Hot: {Other: 1}}}}',
      '6:40: Shares are missing for Cold.',
    ],
    ['missing argument', name('{random_number: {min: 1}}'), '5:12: `random_number` needs max.'],
    ['count that is no number', '- object: Account\n  count: many', '4:10: A count must be a number.'],
    ['count below 0', '- object: Account\n  count: -1', "4:10: A count can't be -1."],
    ['formula that breaks off', name('${{1 +}}'), '5:16: `+` needs a value after it.'],
    [
      'map of two functions',
      name('{a: 1, b: 2}'),
      '5:11: A value must be one function with its arguments; got `a`, `b`. Indent the arguments below the function.',
    ],
    [
      'key of the tool',
      '- object: Account\n  fields: {ExternalId: a}',
      "4:12: The column ExternalId is reserved for the record key; a recipe can't set it.",
    ],
    [
      'just_once among friends',
      '- object: Account\n  friends:\n    - object: Contact\n      just_once: true',
      '5:7: `just_once` is allowed only at the top level.',
    ],
    [
      'just_once in a field, and among friends of friends',
      '- object: Account\n  fields:\n    ParentId: {object: Account, just_once: true}\n  friends:\n    - object: Contact\n      friends:\n        - object: Task\n          just_once: true',
      '5:15: `just_once` is allowed only at the top level.',
      '9:11: `just_once` is allowed only at the top level.',
    ],
    [
      'statements without names',
      '- var:\n  value: 1\n- object:\n- macro:\n- option:\n- plugin:',
      '7:3: `option` needs a name.',
      '8:3: `plugin` needs a name.',
      '6:3: `macro` needs a name.',
      '3:3: `var` needs a name.',
      '5:3: `object` needs a name.',
    ],
    [
      'object whose name leads elsewhere',
      '- object: ../../x\n- object: A/b',
      "3:3: `../../x` can't be the name of an object: it has a slash. Write the API name, such as Invoice__c.",
      "4:3: `A/b` can't be the name of an object: it has a slash. Write the API name, such as Invoice__c.",
    ],
    [
      'object whose name is no name',
      '- object: ""\n- object: "A "\n- object: ${{Account}}\n- object: nul',
      '3:3: `object` needs a name.',
      "4:3: `A ` can't be the name of an object: it begins or ends with a dot or a blank. Write the API name, such as Invoice__c.",
      "5:3: `${{Account}}` can't be the name of an object: it is a formula. Write the API name, such as Invoice__c.",
      "6:3: `nul` can't be the name of an object: it is the name of a device on Windows. Write the API name, such as Invoice__c.",
    ],
    [
      'several counts that are none',
      '- object: Account\n  count: many\n- object: Contact\n  count: 1e12\n- object: Case\n  count: "${{gone}}"',
      '4:10: A count must be a number.',
      '6:10: A count must be at most 100,000,000; got 1000000000000.',
      '8:13: Unknown name `gone`.',
    ],
    [
      'count that would fill a disk',
      '- object: Account\n  count: 1000000000000',
      '4:10: A count must be at most 100,000,000; got 1000000000000.',
    ],
    [
      'key that is no text',
      name('{random_choice: {null: 10%, 1.5: 10%, ~: 1}}'),
      "5:28: Key null must be a string. Put it in quotes: 'null'.",
      "5:39: Key 1.5 must be a string. Put it in quotes: '1.5'.",
      "5:49: Key ~ must be a string. Put it in quotes: '~'.",
    ],
    [
      'spread at the top',
      '- object: Account\n  count: {spread: {average: 3}}',
      '4:11: `spread` needs a parent whose number of rows is known beforehand.',
    ],
    ['version', '- snowfakery_version: 4', '3:23: `snowfakery_version` must be 2 or 3.'],
    ['catalog', '- catalog: stirct', '3:12: `catalog` must be `strict`, or left out.'],
    ['file that is not there', '- include_file: nowhere.yml', '3:17: File nowhere.yml not found.'],
    [
      'file that includes itself',
      '- include_file: main.recipe.yml',
      '3:17: Recipes include each other: main.recipe.yml.',
    ],
    [
      'absolute path',
      '- include_file: /etc/passwd',
      '3:17: The path of `include_file` must be relative to its recipe.',
    ],
    [
      'macro that includes itself',
      '- macro: a\n  include: b\n- macro: b\n  include: a',
      '6:12: The macro `a` includes itself.',
    ],
    [
      'YAML that does not end',
      '- object: Account\n  fields: {Name: x',
      '4:19: Flow map in block collection must be sufficiently indented and end with a }',
    ],
    [
      'YAML whose one slip breaks every line after it',
      `- object: Account\n  fields:\n    Name: "open\n${'    Site: a: b\n'.repeat(50)}`,
      '5:11: Missing closing "quote',
    ],
    [
      'alias without an anchor',
      '- object: Account\n  fields: &shared {Name: x}\n- object: Account\n  fields: *shard',
      '6:11: Alias `*shard` has no anchor `&shard` before it. Did you mean shared?',
    ],
    [
      'alias before its anchor',
      '- object: Account\n  fields: *later\n- object: Account\n  fields: &later {Name: x}',
      '4:11: Alias `*later` has no anchor `&later` before it. Mark the value to repeat with `&later`.',
    ],
    [
      'field that stands twice',
      '- object: Account\n  fields:\n    Name: a\n    Name: b',
      '6:5: Duplicate key `Name`. Only the last one would count.',
    ],
  ]);

  it('a file outside of the folder of the recipe', async () => {
    const [problem] = await refusalOf('- include_file: ../../etc/passwd');
    expect(problem).toMatch(/^main\.recipe\.yml:1:17: `\.\.\/\.\.\/etc\/passwd` is outside of /);
  });

  it.each(['5', '', '[5]', '[{Name: x}, no]', '[[{Name: x}]]'])('a merge of %j', async (value) => {
    const [problem, ...more] = await refusalOf(`- object: Account\n  fields:\n    <<: ${value}`);
    expect(problem).toMatch(
      /^main\.recipe\.yml:3:\d+: `<<` must be followed by a map, an alias of one, or a list of these\./,
    );
    expect(more).toEqual([]);
  });

  it.each([
    ['a map', 'object: Account', 1],
    ['a text', 'hello', 1],
    ['a number', '5', 1],
  ])('a recipe that is %s', async (_, recipe, column) => {
    expect(await refusalOf(recipe)).toEqual([
      `main.recipe.yml:1:${column}: A recipe must be a list: each entry begins with "- ".`,
    ]);
  });

  it.each(['', '# nothing but\n# comments\n', '---\n', 'null', '~', '\uFEFF'])(
    'an empty recipe: %j',
    async (recipe) => {
      const [problem, ...more] = await refusalOf(recipe);
      expect(problem).toMatch(
        /^main\.recipe\.yml:1:\d: The recipe is empty\. Begin with `- object: Account`/,
      );
      expect(more).toEqual([]);
    },
  );

  it('an included file that is empty', async () => {
    const files = { 'part.yml': '# none' };
    expect(await refusalOf('- include_file: part.yml\n- object: T', { files })).toEqual([
      expect.stringMatching(/^part\.yml:1:1: The recipe is empty\./),
    ]);
  });
});

describe('what shows only in a row is refused with the key of that row', () => {
  refused([
    [
      'type',
      '- object: Account\n  fields: {Name: x, NumberOfEmployees: many}',
      '4:21 (TESTDATA_MAIN_42_A0000001): Account.NumberOfEmployees: "many" isn\'t a whole number.',
    ],
    [
      'length',
      '- object: Account\n  count: 2\n  fields: {Phone: "${{\'5\' * 10 * (1 + child_index * 4)}}"}',
      '5:12 (TESTDATA_MAIN_42_A0000002): Account.Phone: "555555555555555555555555555555555555555…" has 50 characters; the maximum is 40.',
    ],
    [
      'date',
      '- object: Opportunity\n  fields:\n    CloseDate: tomorrow',
      '5:5 (TESTDATA_MAIN_42_O0000001): Opportunity.CloseDate: "tomorrow" isn\'t a date such as 2026-01-15.',
    ],
    [
      'reference to nothing',
      '- object: Contact\n  fields: {AccountId: Acme}',
      '4:12 (TESTDATA_MAIN_42_C0000001): Contact.AccountId: "Acme" isn\'t the key of a row.',
    ],
    [
      'reference to another object',
      '- object: Contact\n  fields: {AccountId: "${{this}}"}',
      '4:12 (TESTDATA_MAIN_42_C0000001): Contact.AccountId: the row is one of Contact; the field refers to Account.',
    ],
    [
      'division by zero',
      '- object: Account\n  count: 2\n  fields: {AnnualRevenue: "${{1 // (1 - child_index)}}"}',
      '5:12 (TESTDATA_MAIN_42_A0000002): division or modulo by zero.',
    ],
    [
      'unique reference without a row left',
      '- object: Account\n- object: Contact\n  count: 2\n  fields: {AccountId: {random_reference: {to: Account, unique: true}}}',
      '6:12 (TESTDATA_MAIN_42_C0000002): All 1 Account rows are taken: `unique` has none left.',
    ],
    [
      'literal reference to a row before the first',
      '- object: Account\n  fields: {ParentId: {reference: {object: Account, id: 0}}}',
      '4:12 (TESTDATA_MAIN_42_A0000001): id must be a whole number from 1; got 0.',
    ],
    [
      'literal reference to half a row',
      '- object: Account\n  fields: {ParentId: {reference: {object: Account, id: 1.5}}}',
      '4:12 (TESTDATA_MAIN_42_A0000001): id must be a whole number from 1; got 1.5.',
    ],
    [
      'literal reference beyond all rows',
      '- object: Account\n  fields: {ParentId: {reference: {object: Account, id: 9999999999999999999999}}}',
      '4:12 (TESTDATA_MAIN_42_A0000001): id must be a whole number from 1; got 9999999999999999999999.',
    ],
    [
      'range that ends before it starts',
      '- object: Account\n  fields: {AnnualRevenue: {random_number: {min: 2, max: 1}}}',
      '4:12 (TESTDATA_MAIN_42_A0000001): `max` must be at least `min` (2); got 1.',
    ],
  ]);

  it("objects whose files would be one file where capitals don't count", async () => {
    const recipe =
      '- snowfakery_version: 3\n- object: Invoice__c\n- object: __hidden\n- object: __Hidden\n- object: invoice__c';
    expect(await refusalOf(recipe)).toEqual([
      'main.recipe.yml:5:3: The objects "Invoice__c" and "invoice__c" would share a file on a Mac or Windows. Salesforce doesn\'t tell them apart either: use one spelling.',
    ]);
  });

  it('a reference that was never filled', async () => {
    const recipe =
      '- object: Contact\n  fields: {AccountId: {reference: Account}}\n- object: Account\n  count: 0';
    expect(await refusalOf(recipe)).toEqual([
      'main.recipe.yml:3:3 (TESTDATA_MAIN_42_C0000001): A row refers to `Account`, but none was made after it.',
    ]);
  });

  it("numbers that can't add up, with the settings to change", async () => {
    const recipe =
      '- object: Account\n  count: 100\n  friends:\n    - object: Contact\n      count: {spread: {average: 3, max: 2}}';
    expect(await refusalOf(recipe)).toEqual([
      'main.recipe.yml:5:15: The settings contradict each other: an average of 3 Contact for each Account, but 100 ' +
        'Account rows take at most 200. Lower the average of Contact, or raise the maximum of 2.',
    ]);
  });
});

describe('options', () => {
  const misspelt = { options: { szie: 2 } };

  it('a misspelled one is a warning, as in Snowfakery', async () => {
    const recipe = '- option: size\n  default: 1\n- object: Account';
    expect(await warningsOf(recipe, misspelt)).toEqual(['The recipe has no option `szie`.']);
  });

  it('a misspelled one is refused with a strict catalog', async () => {
    const recipe = '- catalog: strict\n- option: size\n  default: 1\n- object: Account';
    expect(await refusalOf(recipe, misspelt)).toEqual([
      '--option: The recipe has no option `szie`. Did you mean size?',
    ]);
  });

  it('a misspelled one is reported with the one that is missing for it', async () => {
    expect(await refusalOf('- option: size', misspelt)).toEqual([
      'main.recipe.yml:1:3: Option `size` is required: it has no default. Add --option size=…',
      '--option: The recipe has no option `szie`. Did you mean size?',
    ]);
  });

  it("one that isn't declared changes nothing", async () => {
    const recipe = '- object: Account\n  fields: {Name: x}';
    expect(await rowsOf(recipe, misspelt)).toEqual(await rowsOf(recipe));
  });

  it('one without a default has to be given', async () => {
    expect(await refusalOf('- option: size')).toEqual([
      'main.recipe.yml:1:3: Option `size` is required: it has no default. Add --option size=…',
    ]);
  });
});

describe('all problems', () => {
  refused([
    [
      'of keys and macros come at once',
      '- object: Account\n  feilds: {}\n  include: nowhere\n- objct: Contact',
      '6:3: Unknown statement `objct`. Did you mean object?',
      '4:3: Unknown key `feilds` in `object`. Did you mean fields?',
      '5:12: Unknown macro `nowhere`.',
    ],
    [
      'of names come at once',
      '- object: Account\n  fields: {Nmae: x, Phone: "${{chlid_index}}"}\n- object: Contact\n  fields: {LastNmae: x, Title: {fkae: job}}',
      '4:12: Account has no field `Nmae`. Did you mean Name?',
      '4:31: Unknown name `chlid_index`. Did you mean child_index?',
      '6:12: Contact has no field `LastNmae`. Did you mean LastName?',
      '6:33: Unknown function `fkae`. Did you mean fake?',
    ],
    [
      'of rows come at once, one for each field',
      '- object: Account\n  count: 3\n  fields: {NumberOfEmployees: many, AnnualRevenue: much}',
      '5:12 (TESTDATA_MAIN_42_A0000001): Account.NumberOfEmployees: "many" isn\'t a whole number.',
      '5:37 (TESTDATA_MAIN_42_A0000001): Account.AnnualRevenue: "much" isn\'t a number with at most 18 digits.',
    ],
  ]);

  it('of the values of a row come at once, without those of fields that use what failed', async () => {
    const recipe = `- snowfakery_version: 3
- object: Account
  count: 2
  fields:
    one: \${{1/0}}
    two: \${{one + 1}}
    three: {if: [{choice: {when: "\${{two > 1}}", pick: x}}]}
    four: {random_number: {min: 5, max: 1}}
    five: {object: Contact, fields: {LastName: "\${{Account.one}}"}}
    six: \${{child_index}}
    seven: {random_number: {min: 1, max: 5, step: 0}}`;
    expect(await refusalOf(recipe)).toEqual([
      'main.recipe.yml:5:5 (TESTDATA_MAIN_42_A0000001): division by zero.',
      'main.recipe.yml:8:5 (TESTDATA_MAIN_42_A0000001): `max` must be at least `min` (5); got 1.',
      'main.recipe.yml:11:5 (TESTDATA_MAIN_42_A0000001): step must be above 0.',
    ]);
  });

  it('of YAML, statements, plugins, options, names and values come in one round, without their echoes', async () => {
    const recipe = `- snowfakery_version: 3
- include_file: broken.yml
- plugin: nowhere.Nothing
- option: needed
- object: Account
  feilds: {Name: x, __note: y}
  fields:
    Phone: {random_chioce: [a, b]}
    Fax: {Nothing.value: 1}
    Site: \${{Nothing.other}} \${{needed}} \${{__note}}
    Type: {fake: frist_name}
    Industry: \${{'x' | uper}}
- objct: Contact
  nickname: boss
- object: Task
  fields: {WhoId: {reference: boss}, WhatId: {reference: Account}, Subject: {random_number: {min: many}}}`;
    const files = { 'broken.yml': '- object: A\n  fields: {Name: "open\n' };
    const lines = await refusalOf(recipe, { files });
    expect(lines.map((line) => line.replace(/ (?:Did you|To make|Valid|Add|Write).*/, ''))).toEqual([
      'broken.yml:2:18: Missing closing "quote',
      'main.recipe.yml:13:3: Unknown statement `objct`.',
      'main.recipe.yml:6:3: Unknown key `feilds` in `object`.',
      'main.recipe.yml:3:3: Unknown plugin `nowhere.Nothing`.',
      'main.recipe.yml:4:3: Option `needed` is required: it has no default.',
      'main.recipe.yml:8:13: Unknown function `random_chioce`.',
      'main.recipe.yml:11:12: Unknown fake `frist_name`.',
      'main.recipe.yml:12:24: Unknown filter `uper`.',
      'main.recipe.yml:16:78: `random_number` needs max.',
    ]);
  });

  it.each([
    [
      'a key',
      '- object: Account\n  freinds:\n    - object: Contact\n- object: Task\n  fields: {WhoId: {reference: Contact}}',
      1,
    ],
    ['a statement', '- objct: Contact\n- object: Task\n  fields: {WhoId: "${{Contact + 1}}"}', 1],
    ['a parent', '- objct: Contact\n- object: Task\n  fields: {WhoId: {random_reference: Contact}}', 1],
    ['a macro', '- object: T\n  include: nowhere\n  fields: {a: "${{street + 1}}"}', 1],
    [
      'a key, but not another name',
      '- object: T\n  feilds: {a: 1}\n  fields: {b: "${{a + 1}}", c: "${{d + 1}}"}',
      2,
    ],
    [
      'an option that is missing',
      '- option: n\n- object: T\n  count: ${{n}}\n  fields: {a: "${{n + 1}}"}',
      1,
    ],
    ['a variable', '- var: v\n- object: T\n  fields: {a: "${{v + 1}}"}', 1],
  ])("a slip in %s isn't reported again by what refers to it", async (_, recipe, count) => {
    expect(await refusalOf(`- snowfakery_version: 3\n${recipe}`)).toHaveLength(count);
  });

  it('of a value hide no misspelled name, since a value defines none', async () => {
    const recipe =
      '- snowfakery_version: 3\n- object: Account\n  fields: {Name: 2026-13-45, ParentId: {reference: Acount}, Site: "${{nonono}}"}';
    expect(await refusalOf(recipe)).toEqual([
      'main.recipe.yml:3:18: month must be in 1..12.',
      'main.recipe.yml:3:52: Unknown object, nickname, or field `Acount`. Did you mean Account?',
      'main.recipe.yml:3:70: Unknown name `nonono`.',
    ]);
  });

  it('of an industry come together with those of the recipe', () =>
    inFolder(async (folder) => {
      const write = (name: string, text: string) => {
        writeFileSync(join(folder, name), text);
        return join(folder, name);
      };
      write('mine.yml', 'name: mine\n');
      const recipe = write('r.recipe.yml', '- object: Account\n  fields: {Name: {fake: naem}}\n');
      const file = write(
        'c.yml',
        `recipe: ${JSON.stringify(recipe)}\nindustries: [{name: mine, template: mine.yml}]\n`,
      );
      const { config } = resolveConfig({ file, env: {}, settings: [] });
      const error = await generate({ config, options: new Map(), folder: undefined }).catch(
        (thrown) => thrown,
      );
      const files = new Set((error as UserError).problems.map(({ place }) => basename(place!.file!)));
      expect([...files]).toEqual(['mine.yml', 'r.recipe.yml']);
    }));

  it("of single values don't hide others", async () => {
    const recipe = `- object: Account
  fields: {Name: 2026-13-45, Type: *nope, Site: {feck: 1}}
- plugin: no.Way
- object: Contact
  fields: {<<: *none, LastName: {fake: nonono}, Title: "\${{1 +}}", Email: {if: 5}}`;
    const lines = await refusalOf(recipe);
    expect(lines.map((line) => line.replace(/ (?:Did you|To make|Mark).*/, ''))).toEqual([
      'main.recipe.yml:2:18: month must be in 1..12.',
      expect.stringMatching(/^main\.recipe\.yml:2:36: .*nope/),
      expect.stringMatching(/^main\.recipe\.yml:5:16: .*none/),
      'main.recipe.yml:3:3: Unknown plugin `no.Way`.',
      'main.recipe.yml:2:50: Unknown function `feck`.',
      'main.recipe.yml:5:34: Unknown fake `nonono`.',
      expect.stringMatching(/^main\.recipe\.yml:5:\d+: `\+` needs a value after it/),
      expect.stringMatching(/^main\.recipe\.yml:5:\d+: `if` must be a list of `choice`/),
    ]);
  });

  it('of included files name their file', async () => {
    const files = { 'part.yml': '- object: Account\n  feilds: {}' };
    expect(await refusalOf('- include_file: part.yml\n- object: Contact\n  cuont: 1', { files })).toEqual([
      'part.yml:2:3: Unknown key `feilds` in `object`. Did you mean fields?',
      'main.recipe.yml:3:3: Unknown key `cuont` in `object`. Did you mean count?',
    ]);
  });
});

describe('without a strict catalog', () => {
  it('what Snowfakery ignores is a warning', async () => {
    const recipe =
      '- snowfakery_version: 3\n  note: x\n- plugin: snowfakery.standard_plugins.Math\n  note: x\n- option: o\n  default: 1\n  help: x\n- macro: m\n  value: 1\n- object: Account';
    expect(await warningsOf(recipe)).toEqual([
      'Unknown key `note` in `snowfakery_version`.',
      'Unknown key `note` in `plugin`.',
      'Unknown key `help` in `option`.',
      'Unknown key `value` in `macro`.',
    ]);
  });

  it('what Snowfakery refuses is an error', async () => {
    expect(
      await refusalOf(
        '- macro: m\n  value: 1\n- object: T\n  include: m\n  note: 1\n- var: v\n  value: 1\n  note: 1',
      ),
    ).toEqual([
      'main.recipe.yml:5:3: Unknown key `note` in `object`. Valid keys: object, nickname, count, for_each, just_once, include, fields, friends, update_key.',
      'main.recipe.yml:2:3: Unknown key `value` in `macro`. Valid keys: macro, fields, friends, include.',
      'main.recipe.yml:8:3: Unknown key `note` in `var`. Valid keys: var, value.',
    ]);
  });

  it('unknown fields, lengths and types are warnings', async () => {
    const recipe = '- object: Account\n  fields: {Nmae: x, NumberOfEmployees: many}\n- object: Thing';
    expect(await warningsOf(recipe)).toEqual([
      'Account has no field `Nmae`.',
      'The catalog has no object Thing.',
      'Account.NumberOfEmployees: "many" isn\'t a whole number.',
    ]);
  });

  it('a key that appears twice is one, also in what is included', async () => {
    const recipe = '- object: Account\n  count: 2\n  fields: {Name: a}\n  count: 1';
    const files = { 'part.yml': recipe };
    expect(await warningsOf('- include_file: part.yml', { files })).toEqual(['Duplicate key `count`.']);
  });

  it('a recipe of macros alone is one', async () => {
    expect(await warningsOf('- macro: m\n  fields: {a: 1}')).toEqual([
      'The recipe makes no objects: the dataset is empty.',
    ]);
  });
});

test('rows that counts multiply to are refused where there are too many, before any is made', async () => {
  const below = (object: string, count: number, friends = '') =>
    `{object: ${object}, count: ${count}, friends: [${friends}]}`;
  const recipe = `- object: A\n  count: 1000\n  friends: [${below('B', 1000, below('C', 1000, below('D', 2)))}]`;
  expect(await refusalOf(recipe)).toEqual([
    'main.recipe.yml:3:67: The counts multiply to 1,000,000,000 rows of C; a run can make 100,000,000 at most.',
  ]);
});

describe('a recipe that asks for too much is refused at once', () => {
  const chain = (length: number, link: (i: number) => string) =>
    Array.from({ length }, (_, i) => (i === 0 ? '- macro: m0\n  friends: [{object: Z}]\n' : link(i))).join(
      '',
    );
  it.each([
    [
      'of macros that include each other twice',
      chain(40, (i) => `- macro: m${i}\n  include: m${i - 1}, m${i - 1}\n`),
      39,
      '`include` can add at most 10000 friends.',
    ],
    [
      'of macros whose friends include each other twice',
      chain(
        40,
        (i) =>
          `- macro: m${i}\n  friends: [{object: A, include: m${i - 1}}, {object: B, include: m${i - 1}}]\n`,
      ),
      39,
      'Macros repeat more than 100,000 objects up to here.',
    ],
    [
      'of a long chain of macros',
      chain(3_000, (i) => `- macro: m${i}\n  include: m${i - 1}\n`),
      2_999,
      'Macros can include each other at most 50 deep.',
    ],
  ])('%s', async (_, macros, last, message) => {
    expect((await refusalOf(`${macros}- object: A\n  include: m${last}\n`)).join('\n')).toContain(message);
  });

  it('of very many fields', async () => {
    const fields = Array.from({ length: 400_000 }, (_, i) => `    f${i}: 1\n`).join('');
    expect(await refusalOf(`- object: A\n  fields:\n${fields}`)).toEqual([
      'main.recipe.yml: A recipe can have 200,000 lines and list items at most. Put data into a CSV file, and read it with `Dataset`.',
    ]);
  });

  it.each([
    ['parentheses', `${'('.repeat(5_000)}1${')'.repeat(5_000)}`],
    ['conditions', `${'1 if 0 else '.repeat(5_000)}2`],
    ['negations', `${'not '.repeat(5_000)}1`],
    ['filters', `1${' | string'.repeat(5_000)}`],
    ['attributes', `A${'.b'.repeat(5_000)}`],
    ['alternatives', Array(5_000).fill('0').join(' or ')],
  ])('of a formula of 5,000 %s', async (_, formula) => {
    const [line] = await refusalOf(`- object: A\n  fields: {x: "\${{${formula}}}"}`);
    expect(line).toMatch(/^main\.recipe\.yml:2:\d+: A formula can be nested 250 deep at most\./);
  });
});

it('adds up 5,000 terms', async () => {
  const sum = Array(5_000).fill('1').join(' + ');
  expect((await rowsOf(`- object: A\n  fields: {x: "\${{${sum}}}"}`)).A).toMatchObject([{ x: '5000' }]);
});
