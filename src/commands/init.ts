import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Argv } from 'yargs';
import { packageRoot } from '../package-root.ts';
import { datagen, shellLine } from '../shared/shell-words.ts';
import { makeFolder } from '../shared/write-file.ts';
import { nextLine } from './next-line.ts';
import { printJson } from './org-options.ts';
import type { Command, GlobalOptions } from './settings.ts';

interface InitArguments extends GlobalOptions {
  folder: string;
}

/** The files of a new folder, and what each is a copy of. */
const FILES: readonly (readonly [file: string, from: string])[] = [
  ['config.yml', 'templates/init/config.yml'],
  ['recipes/starter.recipe.yml', 'templates/init/recipes/starter.recipe.yml'],
  ['.env.example', '.env.example'],
  // npm packs no file of these names.
  ['.gitignore', 'templates/init/gitignore'],
  ['.gitattributes', 'templates/init/gitattributes'],
];

const handler = (args: InitArguments): void => {
  const written: string[] = [];
  const kept: string[] = [];
  for (const [file, from] of FILES) {
    const text = readFileSync(join(packageRoot, from), 'utf8');
    (writeNew(join(args.folder, file), text) ? written : kept).push(file);
  }
  const there = args.folder === '.' ? [] : [shellLine(['cd', args.folder])];
  const next = [
    ...there,
    ...['generate', 'enrich'].map((command) => nextLine(datagen(command), [], { folder: args.folder })),
  ];
  if (args.json) printJson({ folder: args.folder, written, kept, next });
  if (args.json || args.quiet) return;
  const lines = [
    ...(written.length > 0 ? [`Written: ${written.join(', ')}`] : []),
    ...(kept.length > 0 ? [`Left as they are: ${kept.join(', ')}`] : []),
    'Next:',
    ...next.map((line) => `  ${line}`),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
};

/** False where there is such a file already, which stays as it is. */
function writeNew(file: string, text: string): boolean {
  makeFolder(dirname(file));
  try {
    writeFileSync(file, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

export default {
  builder: (yargs: Argv) =>
    yargs.positional('folder', { type: 'string', default: '.', describe: 'Folder to prepare' }),
  handler,
} as unknown as Command;
