import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { generate } from '../../src/generate/generate.ts';
import { UserError } from '../../src/shared/errors.ts';
import { configOf, inFolder } from '../support/data-set.ts';

const RECIPE = `
- snowfakery_version: 3
- object: Owner
  nickname: boss
  just_once: true
  fields: {Name: "\${{fake.first_name}}", Since: {date: "2026-01-15"}, Code: "\${{unique_id}}"}
- object: Pet
  count: 2
  fields: {Owner: {reference: boss}, Since: "\${{boss.Since}}", Code: "\${{unique_id}}"}
`;

const BOSS = '"key": "TESTDATA_MAIN_42_';

/** An edit of a continuation file by hand: what is replaced by what, and what is said of it. */
const EDITS: readonly (readonly [string, string, string])[] = [
  ['"date": "2026-01-15"', '"date": "object2026-01-15"', 'lasting.Owner.values.Since.date has a wrong value'],
  ['"date": "2026-01-15"', '"date": "2026-02-30"', 'lasting.Owner.values.Since.date has a wrong value'],
  [
    '"date": "2026-01-15"',
    '"datetime": "0000-01-01"',
    'lasting.Owner.values.Since.datetime has a wrong value',
  ],
  ['"top_rows": 2', '"top_rows": 9007199254740991', 'tables.Pet.top_rows has a wrong value'],
  ['"rows": 2', '"rows": 1e15', 'tables.Pet.rows has a wrong value'],
  ['"index": 3', '"index": 9007199254740991', 'ids.numeric.index has a wrong value'],
  ['"iterations": 1', '"iterations": 9007199254740991', 'iterations has a wrong value'],
  ['"number": 0', '"number": -1', 'number has a wrong value'],
  [BOSS, '"key": "a b,', 'key has a wrong value'],
  [BOSS, '"key": "TESTDATA_MAIN_7_', "The row isn't one of the run"],
  [BOSS, '"key": "OTHER_42_', "The row isn't one of the run"],
];

test.each(EDITS)('a continuation file with %s as %s is refused', (from, to, says) =>
  inFolder(async (folder) => {
    const recipe = join(folder, 'main.recipe.yml');
    const state = join(folder, 'c.json');
    writeFileSync(recipe, RECIPE);
    const input = { config: configOf({ recipe }), options: new Map(), folder: undefined };
    await generate({ ...input, continueTo: state });
    const text = readFileSync(state, 'utf8');
    expect(text).toContain(from);
    writeFileSync(state, text.replace(from, to));
    const error = await generate({ ...input, continueFrom: state }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).problems[0]!.place?.file).toBe(state);
    expect((error as UserError).message).toContain(says);
  }),
);
