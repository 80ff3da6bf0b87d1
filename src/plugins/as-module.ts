import { readFileSync } from 'node:fs';
import type { LoadFnOutput, LoadHookContext } from 'node:module';
import { fileURLToPath } from 'node:url';

/** Formats of what a `package.json` says is CommonJS, as `npm init` has it, and those of modules. */
const MODULES: Readonly<Record<string, string>> = {
  commonjs: 'module',
  'commonjs-typescript': 'module-typescript',
};

/** A statement that only a module has. */
const MODULE_SYNTAX =
  /^[ \t]*(?:export[ \t]*(?:[{*]|(?:const|let|var|async|function|class|default|type|interface|enum)\b)|import[ \t]*(?:[{*'"]|type\b|[\w$]+[ \t]*(?:,|from\b)))/m;

/** Loads a file that is written as a module as one, whatever its package says of files of this kind. */
export function asModule(
  url: string,
  context: LoadHookContext,
  next: (url: string, context: Partial<LoadHookContext>) => LoadFnOutput,
): LoadFnOutput {
  const format = MODULES[context.format ?? ''];
  if (!format || !url.startsWith('file:')) return next(url, context);
  const text = readFileSync(fileURLToPath(url), 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '');
  return next(url, MODULE_SYNTAX.test(text) ? { ...context, format } : context);
}
