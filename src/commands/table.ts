import type { CommandModule } from 'yargs';
import type { Command } from './settings.ts';

/** Every command: how it is called, what it is for, and the module that does it. */
const COMMANDS: Record<
  string,
  [command: string, describe: string, load: () => Promise<{ default: Command }>]
> = {
  init: [
    'init [folder]',
    'Prepare a folder: configuration, a small recipe, files for git',
    () => import('./init.ts'),
  ],
  generate: [
    'generate',
    'Make the rows of a data set from a recipe and a seed',
    () => import('./generate.ts'),
  ],
  enrich: [
    'enrich [dir]',
    'Write the texts of a data set: from the cache, by a model, or offline',
    () => import('./enrich.ts'),
  ],
  report: [
    'report [dir]',
    'Tell what a data set holds: rows, who wrote its texts, and how good they are',
    () => import('./report.ts'),
  ],
  cache: [
    'cache <action> [targets..]',
    'Look into the cache of texts, move it as text, check it, clear it out',
    () => import('./cache.ts'),
  ],
  verify: [
    'verify [dir]',
    'Check a data set: manifest, hashes, keys, references, types, lengths',
    () => import('./verify.ts'),
  ],
  export: ['export [dir]', 'Compile a data set into files that an org takes', () => import('./export.ts')],
  setup: [
    'setup',
    'Deploy the External ID fields and the permission set that a load needs',
    () => import('./setup.ts'),
  ],
  validate: [
    'validate [dir]',
    'Hold a data set against an org: what would stop a load, and how to mend it',
    () => import('./validate.ts'),
  ],
  load: ['load [dir]', 'Bring a data set into one or more orgs, again and again', () => import('./load.ts')],
  cleanup: [
    'cleanup [dir]',
    'Delete a data set from an org, by the prefix of its keys',
    () => import('./cleanup.ts'),
  ],
  catalog: [
    'catalog <action> [objects..]',
    'Show the objects that are known, import one from an org, or check them against it',
    () => import('./catalog.ts'),
  ],
  recipe: [
    'recipe <action> <object>',
    'Write a recipe for an object of an org: required fields, picklists, and lookups filled in',
    () => import('./recipe.ts'),
  ],
  config: [
    'config <action>',
    'Show the configuration and where each part came from',
    () => import('./config.ts'),
  ],
};

/** The commands for yargs; the module of one is loaded when it is called, so that each starts as fast as it can. */
export const commands: CommandModule[] = Object.values(COMMANDS).map(([command, describe, load]) => ({
  command,
  describe,
  builder: async (yargs) => {
    const { builder } = (await load()).default;
    return typeof builder === 'function' ? builder(yargs) : yargs;
  },
  handler: async (args) => (await load()).default.handler(args),
}));
