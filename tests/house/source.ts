import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parseSync } from 'oxc-parser';

/** The folder of the source. */
const SRC = join(import.meta.dirname, '../../src');

/** One module of the source as the tests of its layout see it; paths are relative to `src/`. */
export interface SourceFile {
  path: string;
  text: string;
  imports: Import[];
  /** The names that it exports. */
  exports: string[];
}

export interface Import {
  to: string;
  /** Types only: gone when the program runs. */
  type: boolean;
  /** An `import()`, which runs when it is called. */
  dynamic: boolean;
  line: number;
}

/** All modules of `src/`, by path. */
export function readSourceFiles(folder = SRC): SourceFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => sourceFile(name, readFileSync(join(folder, name), 'utf8')));
}

/** A module from its text; `path` is relative to `src/`. */
export function sourceFile(path: string, text: string): SourceFile {
  const { module } = parseSync(path, text, { sourceType: 'module' });
  const own = (specifier: string, at: number, flags: Pick<Import, 'type' | 'dynamic'>): Import[] =>
    specifier.startsWith('.')
      ? [
          {
            to: relative('/', resolve('/', dirname(path), specifier)),
            line: text.slice(0, at).split('\n').length,
            ...flags,
          },
        ]
      : [];
  return {
    path,
    text,
    imports: [
      ...module.staticImports.flatMap(({ moduleRequest, entries, start }) =>
        own(moduleRequest.value, start, {
          type: entries.length > 0 && entries.every(({ isType }) => isType),
          dynamic: false,
        }),
      ),
      ...module.staticExports.flatMap(({ entries, start }) =>
        entries.flatMap(({ moduleRequest, isType }) =>
          moduleRequest ? own(moduleRequest.value, start, { type: isType, dynamic: false }) : [],
        ),
      ),
      ...module.dynamicImports.flatMap(({ moduleRequest: { start, end } }) => {
        const specifier = text.slice(start, end);
        return /^'.*'$/.test(specifier)
          ? own(specifier.slice(1, -1), start, { type: false, dynamic: true })
          : [];
      }),
    ],
    exports: module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ exportName }) => (exportName.name === null ? [] : [exportName.name])),
    ),
  };
}
