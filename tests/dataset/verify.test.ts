import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { standardCatalog } from '../../src/catalog/standard.ts';
import type { Manifest } from '../../src/dataset/manifest.ts';
import { verify } from '../../src/dataset/verify.ts';
import { generate } from '../../src/generate/generate.ts';
import { sha256 } from '../../src/random/hash.ts';
import { problemText } from '../../src/shared/errors.ts';
import { configOf, inFolder } from '../support/data-set.ts';

let whole: string;
let release: () => void;

/** A data set of five accounts that all tests copy. */
beforeAll(
  () =>
    new Promise<void>((ready, reject) => {
      inFolder(async (folder) => {
        await generate({ config: configOf({ 'generation.accounts': 5 }), options: new Map(), folder });
        whole = folder;
        const done = new Promise<void>((resolve) => {
          release = resolve;
        });
        ready();
        await done;
      }).catch(reject);
    }),
);
afterAll(() => release());

interface Copy {
  dir: string;
  /** Changes a file's text and, unless told not to, makes the manifest fit it. */
  edit(object: string, change: (text: string) => string, options?: { hash?: boolean }): void;
  manifest(change: (manifest: Manifest) => void): void;
}

/** What `verify` finds in a copy of the data set that was broken on purpose. */
function problemsOf(breakIt: (copy: Copy) => void): Promise<string[]> {
  return inFolder((folder) => {
    cpSync(whole, folder, { recursive: true });
    const dir = join(folder, 'generated');
    const manifest: Copy['manifest'] = (change) => {
      const file = join(dir, 'manifest.json');
      const read = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
      change(read);
      writeFileSync(file, JSON.stringify(read));
    };
    const edit: Copy['edit'] = (object, change, { hash = true } = {}) => {
      const file = join(dir, `${object}.csv`);
      const before = readFileSync(file, 'utf8');
      const after = change(before);
      if (after === before) throw new Error('Nothing was changed.');
      writeFileSync(file, after);
      if (!hash) return;
      manifest((read) => {
        const entry = read.files.find((one) => one.object === object)!;
        entry.sha256 = sha256(after);
        entry.rows = after.trimEnd().split('\n').length - 1;
      });
    };
    breakIt({ dir, edit, manifest });
    return verify(folder, standardCatalog).problems.map((problem) =>
      problemText(problem).replaceAll(`${folder}/`, ''),
    );
  });
}

/** Puts a value into the cell of the first row below a header. */
function cell(column: string, value: string): (text: string) => string {
  return (text) => {
    const [header, first, ...rest] = text.split('\n');
    const cells = first!.split(',');
    cells[header!.split(',').indexOf(column)] = value;
    return [header, cells.join(','), ...rest].join('\n');
  };
}

const A1 = 'TESTDATA_42_A0000001';

describe('verify', () => {
  it('finds nothing wrong in what generate made', async () => {
    expect(await problemsOf(() => {})).toEqual([]);
    expect(verify(whole, standardCatalog).stages).toEqual([
      { stage: 'generated', files: 8, rows: expect.any(Number) },
    ]);
  });

  const cases: [title: string, breakIt: (copy: Copy) => void, ...problems: string[]][] = [
    [
      'a file that was changed',
      ({ edit }) => edit('Account', cell('Name', 'Another Name'), { hash: false }),
      'generated/Account.csv: The file was edited after it was made.',
    ],
    [
      'a file that is missing',
      ({ dir }) => rmSync(join(dir, 'Event.csv')),
      "generated/Event.csv: The manifest lists this file, but it wasn't found.",
    ],
    [
      'a file too many',
      ({ dir }) => writeFileSync(join(dir, 'Lead.csv'), 'ExternalId\n'),
      "generated/Lead.csv: The manifest doesn't list this file.",
    ],
    [
      'another number of rows',
      ({ manifest }) =>
        manifest(({ files }) => {
          files[0]!.rows = 6;
        }),
      'generated/Account.csv: The manifest says 6 rows; the file has 5.',
    ],
    [
      'a row of another width',
      ({ edit }) => edit('Event', (text) => text.replace(/^(TESTDATA.*)$/m, '$1,x')),
      'generated/Event.csv:2: The row has 12 cells; the header has 11 columns.',
    ],
    [
      'several rows of another width, whose keys nobody is said to lack',
      ({ edit }) =>
        edit('Account', (text) =>
          text.replace(/^(.*_A0000002,.*)$/m, '$1,x').replace(/^(.*_A0000004),.*$/m, '$1'),
        ),
      expect.stringMatching(
        /^generated\/Account\.csv:3: The row has \d+ cells; the header has \d+ columns\.$/,
      ),
      expect.stringMatching(/^generated\/Account\.csv:5: The row has 1 cell; the header has \d+ columns\.$/),
    ],
    [
      'a heading that looks like a mark of a merge, in a row of another width',
      ({ edit }) => edit('Account', (text) => text.replace(/^(.*_A0000002,.*)$/m, '$1,"A\n=======\nB"')),
      expect.stringMatching(
        /^generated\/Account\.csv:3: The row has \d+ cells; the header has \d+ columns\.$/,
      ),
    ],
    [
      'a merge that was left open',
      ({ edit }) =>
        edit('Account', (text) =>
          text.replace(/^(.*_A0000002,.*)$/m, '<<<<<<< HEAD\n$1\n=======\n$1\n>>>>>>> team'),
        ),
      'generated/Account.csv:3: Unresolved git merge. Take one side of the whole folder, since the files of a dataset belong together.',
    ],
    [
      'keys that an org cannot keep apart, or not keep',
      ({ edit }) =>
        edit('Event', (text) => {
          const row = text.split('\n')[1]!;
          const [key] = row.split(',');
          const other = (name: string) => row.replace(key!, name);
          return `${text}${other(key!.replace(/E(\d+)$/, 'e$1'))}\n${other(key! + 'y'.repeat(300))}\n${other(`${key}\u202e`)}\n`;
        }),
      expect.stringMatching(/The key differs from \S+ only in case, which an External ID ignores\.$/),
      expect.stringMatching(/The key has \d+ characters; the maximum is 255\.$/),
      expect.stringMatching(/The key has characters other than letters, digits, and signs\.$/),
    ],
    [
      'a file without a header',
      ({ edit }) => edit('Event', () => ''),
      'generated/Event.csv:1: The file is empty; it needs a header.',
    ],
    [
      'a first column that is no key',
      ({ edit }) => edit('Event', (text) => text.replace('ExternalId', 'Id')),
      'generated/Event.csv:1: The first column must be ExternalId.',
      'generated/Event.csv:1: Event has no field Id.',
    ],
    [
      'a key with another prefix',
      ({ edit }) => edit('Event', (text) => text.replace(/^TESTDATA_(42_\w+)/m, 'OTHER_$1')),
      `generated/Event.csv:2 (OTHER_42_A0000001_E01): The key must begin with TESTDATA_42_.`,
    ],
    [
      'a key that stands twice',
      ({ edit }) => edit('Event', (text) => text.replace(/^TESTDATA_42_\w+/m, A1)),
      `generated/Event.csv:2 (${A1}): Duplicate record key, also in Account.`,
    ],
    [
      'a reference to nothing',
      ({ edit }) => edit('Contact', cell('AccountId', 'TESTDATA_42_A9999999')),
      `generated/Contact.csv:2 (${A1}_C01): AccountId: no row has the key TESTDATA_42_A9999999.`,
    ],
    [
      'a reference to another object',
      ({ edit }) => edit('Contact', cell('AccountId', `${A1}_C01`)),
      `generated/Contact.csv:2 (${A1}_C01): AccountId: ${A1}_C01 is a Contact; the field refers to Account.`,
    ],
    [
      'a field that the object does not have',
      ({ edit }) => edit('Account', (text) => text.replace('Fax', 'Fux')),
      'generated/Account.csv:1: Account has no field Fux.',
    ],
    [
      'a required field that is blank',
      ({ edit }) => edit('Contact', cell('LastName', '')),
      `generated/Contact.csv:2 (${A1}_C01): LastName: the field is required and blank.`,
    ],
    [
      'a word for a number',
      ({ edit }) => edit('Account', cell('NumberOfEmployees', 'many')),
      `generated/Account.csv:2 (${A1}): NumberOfEmployees: "many" isn't a whole number.`,
    ],
    [
      'a boolean of another language',
      ({ edit }) => edit('Contact', cell('HasOptedOutOfEmail', 'False')),
      `generated/Contact.csv:2 (${A1}_C01): HasOptedOutOfEmail: "False" isn't true or false.`,
    ],
    [
      'a date of another form',
      ({ edit }) => edit('Opportunity', cell('CloseDate', '6/15/26')),
      `generated/Opportunity.csv:2 (${A1}_O01): CloseDate: "6/15/26" isn't a date such as 2026-01-15.`,
    ],
    [
      'a time without a zone',
      ({ edit }) => edit('Event', cell('StartDateTime', '2026-01-15T14:30:00')),
      `generated/Event.csv:2 (${A1}_E01): StartDateTime: "2026-01-15T14:30:00" isn't a time such as 2026-01-15T14:30:00.000Z.`,
    ],
    [
      'a value that a restricted picklist lacks',
      ({ edit }) => edit('Event', cell('ShowAs', 'Bored')),
      `generated/Event.csv:2 (${A1}_E01): ShowAs: "Bored" isn't one of Busy, OutOfOffice, Free.`,
    ],
    [
      'a text that is too long',
      ({ edit }) => edit('Contact', cell('FirstName', 'x'.repeat(41))),
      `generated/Contact.csv:2 (${A1}_C01): FirstName: "${'x'.repeat(39)}…" has 41 characters; the maximum is 40.`,
    ],
    [
      'a comment that is too long in bytes',
      ({ edit }) => edit('CaseComment', (text) => text.replace('__LLM_PLACEHOLDER__', 'é'.repeat(2001))),
      expect.stringMatching(/CommentBody: "é+…" has 4002 bytes; the maximum is 4000\.$/) as string,
    ],
  ];
  for (const [title, breakIt, ...problems] of cases)
    it(`reports ${title}`, async () => expect(await problemsOf(breakIt)).toEqual(problems));

  it('lists five problems of a kind and counts the rest', async () => {
    const all = (text: string) => text.replaceAll(/^(TESTDATA_\w+),\w+/gm, '$1,nowhere');
    const problems = await problemsOf(({ edit }) => edit('OpportunityContactRole', all));
    const told = problems.filter((problem) => problem.includes('no row has the key nowhere.'));
    expect(told).toHaveLength(5);
    expect(problems.at(-1)).toMatch(
      /OpportunityContactRole\.csv: \d+ more problems of this kind \(reference\)\.$/,
    );
  });

  it('reports an enriched stage that was made from another one, and texts that it lacks', async () => {
    const problems = await problemsOf(({ dir }) => {
      cpSync(dir, join(dir, '../enriched'), { recursive: true });
      const file = join(dir, '../enriched/manifest.json');
      const manifest = JSON.parse(readFileSync(file, 'utf8'));
      writeFileSync(file, JSON.stringify({ ...manifest, stage: 'enriched', made_from: '0'.repeat(64) }));
    });
    expect(problems).toContainEqual(expect.stringContaining("CommentBody: the text isn't written yet."));
    expect(problems.at(-1)).toMatch(
      /^enriched\/manifest\.json: The enriched dataset was made from different generated rows\. Run sfdc-datagen enrich /,
    );
  });

  it('refuses a folder without a dataset, and a manifest that is none', () =>
    inFolder((folder) => {
      expect(() => verify(folder, standardCatalog)).toThrow('No generated dataset found.');
      cpSync(whole, folder, { recursive: true });
      writeFileSync(join(folder, 'generated/manifest.json'), '{');
      expect(() => verify(folder, standardCatalog)).toThrow("The manifest isn't JSON.");
      writeFileSync(join(folder, 'generated/manifest.json'), '{\n<<<<<<< HEAD\n"seed": 1\n=======\n');
      expect(() => verify(folder, standardCatalog)).toThrow(
        'generated/manifest.json:2: Unresolved git merge.',
      );
      writeFileSync(join(folder, 'generated/manifest.json'), '{}');
      expect(() => verify(folder, standardCatalog)).toThrow('`files` is missing; it must be a list.');
    }));
});

describe('a dataset whose recipe asks for no strict catalog', () => {
  const recipe = `- object: Account
  fields: {Name: Fund, npsp__Batch__c: 7, NumberOfEmployees: many, ParentId: 17}
- object: Gift__c
  fields: {Donor__c: {reference: Account}}`;

  /** What `verify` finds in the data set of the recipe, once `breakIt` had it. */
  const found = (breakIt: (file: string) => void = () => {}) =>
    inFolder(async (folder) => {
      const file = join(folder, 'loose.recipe.yml');
      writeFileSync(file, recipe);
      await generate({ config: configOf({ recipe: file }), options: new Map(), folder });
      breakIt(join(folder, 'generated', 'Account.csv'));
      const { problems, doubts } = verify(folder, standardCatalog);
      return {
        problems: problems.map(({ message }) => message),
        doubts: doubts.map(({ message }) => message),
      };
    });

  it('is doubted for what the catalog would have otherwise, no more', async () => {
    expect(await found()).toEqual({
      problems: [],
      doubts: [
        'Account has no field npsp__Batch__c.',
        'NumberOfEmployees: "many" isn\'t a whole number.',
        'ParentId: no row has the key 17.',
      ],
    });
  });

  it('is refused for a file that was changed all the same', async () => {
    const { problems } = await found((file) => writeFileSync(file, `${readFileSync(file, 'utf8')}\n`));
    expect(problems).toContain('The file was edited after it was made.');
  });
});
