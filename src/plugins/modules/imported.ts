import { Console } from 'node:console';
import { readFileSync } from 'node:fs';
import { type LoadFnOutput, type LoadHookContext, registerHooks } from 'node:module';
import { resolve } from 'node:path';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ending } from '../../shared/ending.ts';
import { UserError } from '../../shared/errors.ts';
import { begun } from './endless.ts';

/** A module that takes longer to load waits for something that does not come. */
const LIMIT_MS = 5_000;

/** What keeps the process alive without any plugin. */
let usual: number | undefined;

/** The exports of a plugin's module, or why there are none; a module that never finishes is given up. */
export async function importedPlugin(file: string): Promise<Record<string, unknown> | Error> {
  const url = pathToFileURL(resolve(file)).href;
  usual ??= activeResources();
  ending.isAfterPlugins = true;
  // What a plugin prints for its author is no part of the output, which a program may read.
  globalThis.console = new Console(process.stderr);
  const allowExit = refuseExit(file);
  const end = begun(
    new UserError({
      message: "The plugin can't be loaded: its top level never ends, as if it held an endless loop.",
      place: { file },
    }),
  );
  let giveUp = (): void => {};
  const never = new Promise<Error>((answer) => {
    giveUp = () => answer(new Error('its top level waits for something that never comes (`await`)'));
  });
  // Without anything left to do, the process would end in the midst of the import.
  process.once('beforeExit', giveUp);
  const timer = setTimeout(giveUp, LIMIT_MS).unref();
  const hooks = registerHooks({ load: asModule });
  try {
    return await Promise.race([import(url) as Promise<Record<string, unknown>>, never]);
  } catch (error) {
    return new Error(messageOf(error));
  } finally {
    hooks.deregister();
    end();
    allowExit();
    clearTimeout(timer);
    process.removeListener('beforeExit', giveUp);
  }
}

/** What a plugin threw, which may be anything, as words. */
export function messageOf(thrown: unknown): string {
  try {
    return thrown instanceof Error ? String(thrown.message) : String(thrown);
  } catch {
    return 'it threw something that has no text';
  }
}

/** A plugin that ends the process would look like a success; what was made so far is thrown away. */
export function refuseExit(file: string, discard = (): void => {}): () => void {
  const ended = (): void => {
    discard();
    if (ending.isTold) return;
    const message = 'A plugin ended the process; nothing was written.';
    ending.tell(new UserError({ message, place: { file } }));
  };
  // Before the folder is unlocked, which goes with what was made in it.
  process.prependOnceListener('exit', ended);
  return () => process.removeListener('exit', ended);
}

/** What a plugin began and nobody waits for, such as a timer, has so long to come to its end. */
const MOST_MS = 2_000;

/** Waits for what plugins left behind, so that what fails of it fails before anything is written. */
export async function settled(): Promise<void> {
  if (usual === undefined) return;
  const begun = performance.now();
  // A promise that failed is told between two turns.
  await setImmediate();
  while (activeResources() > usual && performance.now() - begun < MOST_MS) await sleep(10);
}

function activeResources(): number {
  return process.getActiveResourcesInfo().length;
}

/** Formats of what a `package.json` says is CommonJS, as `npm init` has it, and those of modules. */
const MODULES: Readonly<Record<string, string>> = {
  commonjs: 'module',
  'commonjs-typescript': 'module-typescript',
};

/** A statement that only a module has. */
const MODULE_SYNTAX =
  /^[ \t]*(?:export[ \t]*(?:[{*]|(?:const|let|var|async|function|class|default|type|interface|enum)\b)|import[ \t]*(?:[{*'"]|type\b|[\w$]+[ \t]*(?:,|from\b)))/m;

/** Loads a file that is written as a module as one, whatever its package says of files of this kind. */
function asModule(
  url: string,
  context: LoadHookContext,
  next: (url: string, context: Partial<LoadHookContext>) => LoadFnOutput,
): LoadFnOutput {
  const format = MODULES[context.format ?? ''];
  if (!format || !url.startsWith('file:')) return next(url, context);
  const text = readFileSync(fileURLToPath(url), 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '');
  return next(url, MODULE_SYNTAX.test(text) ? { ...context, format } : context);
}
