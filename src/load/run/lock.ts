import {
  existsSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { mayShareKeys } from '../../dataset/prefix.ts';
import { atExit } from '../../shared/at-exit.ts';
import { EXIT, UserError } from '../../shared/errors.ts';
import { type FileLock, lockFile } from '../../shared/files/file-lock.ts';
import { makeFolder } from '../../shared/files/make-folder.ts';
import { isAlive, startOf } from '../../shared/files/process-alive.ts';

const holder = z.object({
  pid: z.number(),
  /** When the process was started, as `startOf` says it. */
  started: z.string().optional(),
  host: z.string(),
  /** The numbers of processes that `pid` is one of: those of a container are its own. */
  namespace: z.string().optional(),
  since: z.string(),
  what: z.string(),
  /** What the keys begin with that the work is about. */
  prefix: z.string().optional(),
  /** The dataset's folder. */
  dir: z.string().optional(),
});

type Holder = z.infer<typeof holder>;

/** How often the holder of a lock shows that it is at work. */
const BEAT_MS = 10_000;
/** A holder that hasn't shown itself for so long has ended, as far as can be told from another container. */
const SILENT_MS = 60_000;

/** What a lock tells others of the work. */
export type Work = Pick<Holder, 'what' | 'prefix' | 'dir'>;

/**
 * Does work that nothing else may do at the same time with one dataset in one org. The lock is `lock.json` in the folder of
 * the runs; one whose process has ended is taken over, one of a process at work is a UserError. `shared` is a folder that
 * all copies of the dataset on this machine share for the org: it keeps work apart whose keys may be the same.
 */
export async function withLock<T>(
  runs: string,
  work: Work,
  run: () => Promise<T>,
  shared?: string,
): Promise<T> {
  const held = [take(runs, 'lock.json', work)];
  try {
    if (shared !== undefined) held.push(...takeShared(shared, work));
    return await run();
  } finally {
    for (const one of held) one.release();
  }
}

/** The lock that copies share; none where that folder takes no locks, as on some network drives. */
function takeShared(folder: string, work: Work): { release(): void }[] {
  try {
    return [take(folder, `${fileName(work.prefix ?? '')}.lock.json`, work)];
  } catch (error) {
    if (error instanceof UserError && error.exitCode === EXIT.preflight) throw error;
    return [];
  }
}

function take(folder: string, name: string, work: Work): { release(): void } {
  makeFolder(folder);
  const file = join(folder, name);
  const own: Holder = {
    ...{ pid: process.pid, started: startOf(process.pid), host: hostname(), namespace: namespaceOf() },
    ...{ since: new Date().toISOString(), ...work },
  };
  const text = `${JSON.stringify(own)}\n`;
  alone(folder, () => {
    for (const other of readdirSync(folder)) {
      if (!other.endsWith('lock.json') || (other !== name && !overlaps(join(folder, other), own))) continue;
      refuseHeld(join(folder, other));
    }
    writeFileSync(file, text);
  });
  // A process that was stopped for long may have lost its lock to another one.
  const isHeld = () => existsSync(file) && readFileSync(file, 'utf8') === text;
  const beat = setInterval(() => isHeld() && showsItself(file), BEAT_MS).unref();
  const release = () => {
    clearInterval(beat);
    stays();
    try {
      alone(folder, () => isHeld() && rmSync(file, { force: true }));
    } catch {
      // What the work itself threw says more, and a lock of a process that has ended is taken over.
    }
  };
  const stays = atExit(release);
  return { release };
}

const fileName = (prefix: string) => prefix.replaceAll(/\W/g, '_');

function overlaps(file: string, own: Holder): boolean {
  return mayShareKeys(holderOf(file)?.prefix ?? '', own.prefix ?? '');
}

/** What process numbers on this system are unique in; undefined where all processes have one list of numbers. */
function namespaceOf(): string | undefined {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return undefined;
  }
}

function showsItself(file: string): void {
  const now = new Date();
  try {
    utimesSync(file, now, now);
  } catch {
    // A load doesn't fail because others can't see that it is at work.
  }
}

/** Who holds a lock and may be at work, also this process for another name of the org; undefined where it has ended. A process with our number that was started at another time ran in another container. */
export function workerOf(file: string): Holder | undefined {
  const held = holderOf(file);
  if (!held || held.host !== hostname()) return held;
  if (held.namespace !== undefined && held.namespace !== namespaceOf())
    return Date.now() - statSync(file).mtimeMs < SILENT_MS ? held : undefined;
  if (held.pid === process.pid && held.started === undefined) return undefined;
  return isAlive(held.pid, held.started) ? held : undefined;
}

/** The work of other processes whose locks are in a folder. */
export function worksIn(folder: string | undefined): Work[] {
  if (folder === undefined) return [];
  const locks = readdirSync(folder).filter((name) => name.endsWith('lock.json'));
  return locks.flatMap((name) => workerOf(join(folder, name)) ?? []);
}

/** Throws where a lock is there whose process may be at work. */
export function refuseHeld(file: string): void {
  const held = workerOf(file);
  if (!held) return;
  const isThisHost = held.host === hostname();
  const isOtherContainer = held.namespace !== undefined && held.namespace !== namespaceOf();
  const isHere = isThisHost && !isOtherContainer;
  if (isHere && held.pid === process.pid)
    throw new UserError(
      {
        message: `This ${held.what} already works in this org under another name.`,
        hint: 'Name each org once.',
      },
      { exitCode: EXIT.preflight },
    );
  const where = isHere ? '' : isThisHost ? ' of another container' : ` on ${held.host}`;
  const from = held.dir === undefined ? '' : ` from ${held.dir}`;
  throw new UserError(
    {
      message: `A ${held.what} of this dataset in this org is already running${from} since ${held.since}, in process ${held.pid}${where}.`,
      place: { file },
      hint: isOtherContainer
        ? 'Wait for it to finish; the lock lapses a minute after its process ended.'
        : "Wait for it to finish. If it isn't an sfdc-datagen process, delete the lock file.",
    },
    { exitCode: EXIT.preflight, ...(isHere ? { next: `ps -fp ${held.pid}` } : {}) },
  );
}

/** Looks at the lock and changes it while no other process does. */
function alone(folder: string, work: () => unknown): void {
  const file = join(folder, '.lock');
  let guard: FileLock | undefined;
  try {
    guard = lockFile(file, 10_000);
  } catch (cause) {
    throw unlockable(folder, cause);
  }
  if (!guard) throw unlockable(folder);
  try {
    work();
  } finally {
    guard.release();
  }
}

/** Without a cause, another process has it. */
function unlockable(folder: string, cause?: unknown): UserError {
  const [message, hint] =
    cause === undefined
      ? ['Another process has held the lock of this folder for 10 s.', 'Try again.']
      : /^SQLITE_FULL|^ENOSPC/.test(String((cause as { code?: string }).code))
        ? ['The disk is full.', 'Free some space and run the command again.']
        : [
            `The folder can't be locked: ${(cause as Error).message}.`,
            'It needs free space, write access, and a file system with file locks.',
          ];
  return new UserError({ message, place: { file: folder }, hint }, { exitCode: EXIT.preflight, cause });
}

/** Who holds a lock; undefined where the file is gone or has no holder. */
function holderOf(file: string): Holder | undefined {
  try {
    return holder.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}
