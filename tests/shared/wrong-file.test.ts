import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readJsonDocument } from '../../src/export/json-document.ts';
import { loadIndustries } from '../../src/generate/input/industry.ts';
import { readLoadDeclarations } from '../../src/generate/input/load-declarations.ts';
import { loadRecipe } from '../../src/recipe/load.ts';
import { UserError } from '../../src/shared/errors.ts';
import { configOf, inFolder } from '../support/data-set.ts';

const SECRET = 'AbCdEfGhIj'.repeat(9);

/** Files that are something else than was meant. */
const CONTENTS: Readonly<Record<string, string>> = {
  'variables of an environment': `OPENAI_API_KEY=${SECRET}\nA=b\n`,
  'a key in PEM': `-----BEGIN PRIVATE KEY-----\n${SECRET}\n${SECRET}\n-----END PRIVATE KEY-----\n`,
  'a text': SECRET,
  'a list of texts': `- ${SECRET}\n- ${SECRET}`,
  'other keys': `${SECRET}: 1\n`,
  'a list of other keys': `- ${SECRET}: 1\n- ${SECRET}: 1\n`,
  'other values': `accounts: ${SECRET}\nindustries: ${SECRET}\nname: [${SECRET}]\nsf_object: [${SECRET}]\n`,
  'a list of other values': `- object: {${SECRET}: 1}\n- sf_object: A\n  api: ${SECRET}\n- include_file: ${SECRET}`,
  'an alias without an anchor': `a: *${SECRET}`,
  'a tag': `a: !${SECRET} 1`,
  'a broken list': `a: [1\n"${SECRET}"`,
  'JSON of another kind': `{"format": "${SECRET}", "${SECRET}": 1}`,
  'broken JSON': `{"a": ${SECRET}`,
};

/** Whatever reads a file that the user names. */
const READERS: Readonly<Record<string, (file: string) => unknown>> = {
  configuration: (file) => configOf({}, { file }),
  template: (file) => loadIndustries(configOf({ industries: [{ name: 'a', template: file }] })),
  // What is wrong with a recipe comes with it, so that all is told in one round.
  recipe: (file) => {
    const { problems } = loadRecipe(file);
    if (problems.length > 0) throw new UserError([...problems]);
  },
  declarations: (file) => readLoadDeclarations([file], ['A']),
  document: readJsonDocument,
};

const CASES = Object.keys(READERS).flatMap((reader) =>
  Object.keys(CONTENTS).flatMap((content) =>
    ['notes.txt', '.env'].map((name) => ({ reader, content, name })),
  ),
);

test.for(CASES)(
  'a $reader that is $content in $name is reported without its text',
  ({ reader, content, name }) =>
    inFolder((folder) => {
      const file = join(folder, name);
      writeFileSync(file, CONTENTS[content]!);
      let message = '';
      try {
        READERS[reader]!(file);
      } catch (error) {
        expect(error).toBeInstanceOf(UserError);
        message = (error as UserError).message;
      }
      expect(message).toContain(name);
      expect(message).not.toContain(SECRET.slice(0, name === '.env' ? 8 : 41));
    }),
);
