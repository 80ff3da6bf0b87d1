import { Console } from 'node:console';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { EXIT } from '../../errors.ts';
import { ending } from '../../shared/ending.ts';

/** A module that takes longer to load waits for something that does not come. */
const LIMIT_MS = 5_000;

let isAny = false;

/** The exports of a plugin's module, or why there are none; a module that never finishes is given up. */
export async function importedPlugin(file: string): Promise<Record<string, unknown> | Error> {
  const url = pathToFileURL(resolve(file)).href;
  isAny = true;
  // What a plugin prints for its author is no part of the output, which a program may read.
  globalThis.console = new Console(process.stderr);
  const allowExit = refuseExit(file);
  let giveUp = (): void => {};
  const never = new Promise<Error>((answer) => {
    giveUp = () => answer(new Error('its top level waits for something that never comes (`await`)'));
  });
  // Without anything left to do, the process would end in the midst of the import.
  process.once('beforeExit', giveUp);
  const timer = setTimeout(giveUp, LIMIT_MS).unref();
  try {
    return await Promise.race([import(url) as Promise<Record<string, unknown>>, never]);
  } catch (error) {
    return new Error(messageOf(error));
  } finally {
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
    process.exitCode = EXIT.usage;
    process.stderr.write(`Error: ${file}: A plugin ended the process; nothing was written.\n`);
  };
  process.once('exit', ended);
  return () => process.removeListener('exit', ended);
}

/** Ends the process, once all is printed, where a plugin left timers or connections that would keep it alive. */
export function endAfterPlugins(): void {
  if (!isAny) return;
  setInterval(() => {
    if (process.stdout.writableLength === 0 && process.stderr.writableLength === 0) process.exit();
  }, 500).unref();
}
