import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { readText } from '../shared/files/read-file.ts';
import { writeNew } from '../shared/files/write-file.ts';
import { packageRoot } from '../shared/package-root.ts';
import { datagen, shellLine } from '../shared/shell-words.ts';
import { defineCommand } from './options/define-command.ts';
import { nextLine } from './output/next-line.ts';
import { printJson, printLines } from './output/output.ts';

/** The files of a new folder, each with the file that it is a copy of. */
const FILES: readonly (readonly [file: string, from: string])[] = [
  ['config.yml', 'templates/init/config.yml'],
  ['recipes/starter.recipe.yml', 'templates/init/recipes/starter.recipe.yml'],
  ['.env.example', '.env.example'],
  // npm doesn't pack files with these names.
  ['.gitignore', 'templates/init/gitignore'],
  ['.gitattributes', 'templates/init/gitattributes'],
];

/** Files whose lines protect something: .gitignore protects secrets, .gitattributes line ends. */
const LISTS = new Set(['.gitignore', '.gitattributes']);

/** The schemas with which editors check these files. */
const SCHEMAS = new Map([
  ['config.yml', 'config.schema.json'],
  ['recipes/starter.recipe.yml', 'recipe.schema.json'],
]);

/** The first line of a file with a schema: its path from there, in `node_modules` if the tool is installed. */
function editorLine(name: string, file: string): string {
  const schema = SCHEMAS.get(name);
  if (schema === undefined) return '';
  const path = relative(resolve(dirname(file)), join(packageRoot, 'schemas', schema));
  return `# yaml-language-server: $schema=${path.replaceAll(sep, '/')}\n`;
}

/** The command that appends the missing lines to an existing file. */
function addition({ name, file, text }: { name: string; file: string; text: string }): string[] {
  const own = readText(file, { noun: 'file' });
  const there = new Set(own.split(/\r?\n/));
  const missing = text.split('\n').filter((line) => line !== '' && !line.startsWith('#') && !there.has(line));
  if (missing.length === 0) return [];
  // Without a line break at the end, the first new line would join the last one.
  const begin = own === '' || own.endsWith('\n') ? [] : [''];
  return [`${shellLine(['printf', '%s\\n', ...begin, ...missing])} >> ${name}`];
}

export default defineCommand({
  positionals: { folder: { type: 'string', default: '.', describe: 'Folder to prepare' } },
  options: {},
  run(args) {
    const files = FILES.map(([name, from]) => {
      const file = join(args.folder, name);
      return { name, file, text: editorLine(name, file) + readFileSync(join(packageRoot, from), 'utf8') };
    });
    const made = new Set(writeNew(files));
    const names = (isMade: boolean) =>
      files.filter(({ file }) => made.has(file) === isMade).map(({ name }) => name);
    const [written, kept] = [names(true), names(false)];
    const lacking = files.filter(({ name, file }) => LISTS.has(name) && !made.has(file)).flatMap(addition);
    const there = args.folder === '.' ? [] : [shellLine(['cd', args.folder])];
    const next = [
      ...there,
      ...lacking,
      ...['generate', 'enrich'].map((command) => nextLine(datagen(command), [], { folder: args.folder })),
    ];
    if (args.json) return printJson({ folder: args.folder, written, kept, next });
    if (args.quiet) return;
    printLines([
      ...(written.length > 0 ? [`Written: ${written.join(', ')}`] : []),
      ...(kept.length > 0 ? [`Unchanged: ${kept.join(', ')}`] : []),
      'Next:',
      ...next.map((line) => `  ${line}`),
    ]);
  },
});
