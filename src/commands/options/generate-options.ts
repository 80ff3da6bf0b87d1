import { dropEdits } from './dataset-options.ts';
import type { ArgumentsOf } from './define-command.ts';
import { orgOptions, viaOption } from './org-options.ts';

/** The options of `generate`. */
export const options = {
  seed: { type: 'string', describe: 'Same seed, same bytes (default: 42)' },
  accounts: { type: 'string', describe: 'Number of accounts (default: 100)' },
  industries: {
    type: 'string',
    describe: 'Some of the configured industries (example: insurance,finserv,hightech,fieldservice)',
  },
  density: {
    type: 'string',
    describe: 'Shares of the density tiers (example: rich=25,moderate=50,sparse=25)',
  },
  recipe: { type: 'string', describe: 'Recipe (default: recipes/full_org.recipe.yml)' },
  option: {
    type: 'string',
    array: true,
    nargs: 1,
    describe: 'Option of the recipe: name=value, or two words',
  },
  'plugin-option': { type: 'string', array: true, nargs: 1, describe: 'Option of a plugin (example: pid=3)' },
  'load-declarations': {
    type: 'string',
    array: true,
    nargs: 1,
    describe: 'How to load objects, instead of the .load.yml beside the recipe',
  },
  'target-number': {
    type: 'string',
    alias: 'target-count',
    describe: 'Repeat the recipe until it reaches this row count (example: 1000 Account)',
  },
  reps: { type: 'number', describe: 'Number of times to run the recipe' },
  root: {
    type: 'string',
    describe: 'Folder that the recipe can read (default: the git work tree that contains the recipe)',
  },
  set: {
    type: 'string',
    array: true,
    nargs: 1,
    describe: 'Any setting (example: generation.contacts_per_account=3)',
  },
  'as-of': {
    type: 'string',
    describe: 'Base date for all generated dates, or today (example: 2026-11-02)',
  },
  output: {
    type: 'string',
    describe: 'Dataset folder (default: output/<dataset>), or a .json file for `load --file`',
  },
  ...orgOptions,
  ...viaOption,
  ...dropEdits,
  'dry-run': { type: 'boolean', default: false, describe: 'Write and load nothing' },
  'validate-only': { type: 'boolean', default: false, describe: 'Check the recipe and make no rows' },
  'generate-continuation-file': { type: 'string', describe: 'Write what a later run needs to continue' },
  'continuation-file': { type: 'string', describe: 'Continue from this file' },
  'update-input-file': {
    type: 'string',
    describe: 'Give new values to the rows of this CSV file, which formulas see as `input`',
  },
  'update-passthrough-fields': {
    type: 'string',
    describe: 'Columns to copy unchanged (example: Name,Phone)',
  },
} as const;

export type GenerateArguments = ArgumentsOf<typeof options>;
