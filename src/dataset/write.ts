import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '../process-alive.ts';

/**
 * A folder that appears whole or not at all: files are written to `path`, `commit` puts it in the place of `name`,
 * `discard` leaves what was there before.
 */
export interface PendingFolder {
  path: string;
  commit(): void;
  discard(): void;
}

/** Opens a folder beside the place where it will stand, so that the final rename stays on one file system. */
export function openFolder(parent: string, name: string): PendingFolder {
  const path = join(parent, `.tmp-${name}-${process.pid}`);
  const previous = join(parent, `.tmp-${name}-${process.pid}-before`);
  const target = join(parent, name);
  mkdirSync(parent, { recursive: true });
  sweep(parent);
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path, { recursive: true });
  return {
    path,
    commit() {
      rmSync(previous, { recursive: true, force: true });
      try {
        renameSync(target, previous);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      }
      renameSync(path, target);
      rmSync(previous, { recursive: true, force: true });
    },
    discard() {
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** Removes what processes left that were killed on the way. */
function sweep(parent: string): void {
  for (const name of readdirSync(parent)) {
    const pid = /^\.tmp-[a-z]+-(\d+)$/.exec(name)?.[1];
    if (pid && !isAlive(Number(pid))) rmSync(join(parent, name), { recursive: true, force: true });
  }
}
