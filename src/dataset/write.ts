import { existsSync, lstatSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '../shared/errors.ts';
import { notWritten } from '../shared/files/file-error.ts';
import { makeFolder, removeEmpty } from '../shared/files/make-folder.ts';
import { isAlive } from '../shared/files/process-alive.ts';
import { writeNew } from '../shared/files/write-file.ts';
import { peekManifest } from './manifest.ts';
import { refuseOtherStage } from './refuse-foreign.ts';

/**
 * A folder that is written atomically: files are written to `path`, `commit` moves it to `name`, and `discard` keeps
 * the old content.
 */
export interface PendingFolder {
  path: string;
  commit(): void;
  discard(): void;
  /** Converts a failure to write to an error that says what is safe. */
  failed(error: unknown): unknown;
}

/**
 * Opens a folder beside its target, so that the final rename is within one file system. Only an empty folder, or one
 * with a manifest of the same stage, is replaced, and files that its manifest doesn't name are kept.
 */
export function openFolder(parent: string, name: string, stage = name): PendingFolder {
  const path = join(parent, `.tmp-${name}-${process.pid}`);
  const previous = `${path}-before`;
  const target = join(parent, name);
  refuseOtherStage(target, stage);
  const failed = (error: unknown) =>
    notWritten(error, target, existsSync(target) ? `${target} is unchanged.` : 'Nothing was written.');
  /** Returns the outermost folder that didn't exist before. */
  let made: string | undefined;
  try {
    made = makeFolder(parent);
    recover(parent, name);
    rmSync(path, { recursive: true, force: true });
    makeFolder(path);
  } catch (error) {
    if (made !== undefined) removeEmpty(parent, made);
    throw failed(error);
  }
  return {
    path,
    commit() {
      refuseClash(target, path);
      rmSync(previous, { recursive: true, force: true });
      const had = existsSync(target);
      if (had) renameSync(target, previous);
      try {
        renameSync(path, target);
      } catch (error) {
        if (had && !existsSync(target)) renameSync(previous, target);
        throw error;
      }
      if (had) finish(previous, target);
    },
    discard() {
      rmSync(path, { recursive: true, force: true });
      if (made !== undefined) removeEmpty(parent, made);
    },
    failed,
  };
}

/** Refuses to replace a foreign file with the name of one of ours. */
function refuseClash(target: string, path: string): void {
  const clashes = othersIn(target).filter((name) => existsSync(join(path, name)));
  if (clashes.length > 0)
    throw new UserError(
      clashes.map((name) => ({
        message: "The manifest doesn't list this file, and it would be overwritten.",
        place: { file: join(target, name) },
        hint: 'Move the file away.',
      })),
    );
}

/** The files and folders in a folder that its manifest doesn't list, also within the folders that it does. */
function othersIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const listed: unknown = peekManifest(folder)?.files;
  const files = (Array.isArray(listed) ? listed : []).map((one) => String(one?.file).split('/'));
  const ours = new Set(['manifest.json', ...files.map((parts) => parts.join('/'))]);
  const folders = new Set(files.flatMap((parts) => parts.map((_, i) => parts.slice(0, i).join('/'))));
  const within = (path: string): string[] =>
    readdirSync(join(folder, path)).flatMap((name) => {
      const one = path === '' ? name : `${path}/${name}`;
      if (ours.has(one)) return [];
      return folders.has(one) && lstatSync(join(folder, one)).isDirectory() ? within(one) : [one];
    });
  return within('');
}

/** Completes the replacement of a folder: foreign files move to the new one, and the old one is deleted. */
function finish(previous: string, target: string): void {
  for (const name of othersIn(previous)) {
    if (existsSync(join(target, name))) continue;
    makeFolder(dirname(join(target, name)));
    renameSync(join(previous, name), join(target, name));
  }
  rmSync(previous, { recursive: true, force: true });
}

/**
 * Cleans up after killed processes. A folder that was moved away and not replaced is restored; one that was replaced
 * is deleted.
 */
function recover(parent: string, name: string): void {
  for (const entry of existsSync(parent) ? readdirSync(parent) : []) {
    const [, of, pid, before] = /^\.tmp-(.+?)-(\d+)(-before)?$/.exec(entry) ?? [];
    if (of !== name || isAlive(Number(pid))) continue;
    const left = join(parent, entry);
    const target = join(parent, name);
    if (!before) rmSync(left, { recursive: true, force: true });
    else if (existsSync(target)) finish(left, target);
    else renameSync(left, target);
  }
}

/** Keeps git from changing line ends, which would change the hashes of a dataset's files. */
export const DATASET_ATTRIBUTES = '* -text\n';

/** Adds `.gitattributes` to a folder without one. */
export function writeGitAttributes(folder: string, text: string): void {
  writeNew([{ file: join(folder, '.gitattributes'), text }]);
}
