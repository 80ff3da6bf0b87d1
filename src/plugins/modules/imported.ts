import { Console } from 'node:console';
import { readFileSync } from 'node:fs';
import { type LoadFnOutput, type LoadHookContext, registerHooks } from 'node:module';
import { resolve } from 'node:path';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ending } from '../../shared/ending.ts';
import { UserError } from '../../shared/errors.ts';
import { begun } from './endless.ts';

/** A module that takes longer to load is waiting for something that never happens. */
const LIMIT_MS = 5_000;

/** Keeps the process alive while a module loads. */
let usual: number | undefined;

/**
 * Returns the exports of a plugin's module, or the reason why it can't be loaded; gives up on a module that never
 * finishes.
 */
export async function importedPlugin(file: string): Promise<Record<string, unknown> | Error> {
  const url = pathToFileURL(resolve(file)).href;
  usual ??= activeResources();
  ending.isAfterPlugins = true;
  // A plugin's output must not mix with ours, which a program may parse.
  globalThis.console = new Console(process.stderr);
  const allowExit = refuseExit(file);
  const end = begun(
    new UserError({
      message: "The plugin can't be loaded: its top level never ends, as if it had an endless loop.",
      place: { file },
    }),
  );
  let giveUp = (): void => {};
  const never = new Promise<Error>((answer) => {
    giveUp = () => answer(new Error('its top level waits for something that never comes (`await`)'));
  });
  // Without pending work, the process would end during the import.
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

/** Describes what a plugin threw, which can be any value. */
export function messageOf(thrown: unknown): string {
  try {
    return thrown instanceof Error ? String(thrown.message) : String(thrown);
  } catch {
    return 'it threw something that has no text';
  }
}

/** A plugin that ends the process would look like a success, so the files made so far are deleted. */
export function refuseExit(file: string, discard = (): void => {}): () => void {
  const ended = (): void => {
    discard();
    if (ending.isTold) return;
    const message = 'A plugin ended the process; nothing was written.';
    ending.tell(new UserError({ message, place: { file } }));
  };
  // Before the folder is unlocked together with its content.
  process.prependOnceListener('exit', ended);
  return () => process.removeListener('exit', ended);
}

/** The time that a plugin's pending work, such as a timer, gets to finish. */
const MOST_MS = 2_000;

/** Waits for the plugins' pending work, so that its errors are raised before anything is written. */
export async function settled(): Promise<void> {
  if (usual === undefined) return;
  const begun = performance.now();
  // A rejected promise is reported between two turns of the event loop.
  await setImmediate();
  while (activeResources() > usual && performance.now() - begun < MOST_MS) await sleep(10);
}

function activeResources(): number {
  return process.getActiveResourcesInfo().length;
}

/** Formats of files that a `package.json` declares as CommonJS (the default of `npm init`), and those of modules. */
const MODULES: Readonly<Record<string, string>> = {
  commonjs: 'module',
  'commonjs-typescript': 'module-typescript',
};

/** A statement that is valid only in a module. */
const MODULE_SYNTAX =
  /^[ \t]*(?:export[ \t]*(?:[{*]|(?:const|let|var|async|function|class|default|type|interface|enum)\b)|import[ \t]*(?:[{*'"]|type\b|[\w$]+[ \t]*(?:,|from\b)))/m;

/** Loads a file that is written as a module as one, whatever its package says about files of its kind. */
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
