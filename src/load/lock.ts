import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { EXIT, UserError } from '../errors.ts';
import { isAlive } from './job/process-alive.ts';

const holder = z.object({ pid: z.number(), host: z.string(), since: z.string(), what: z.string() });

/**
 * Does work that nothing else may do at the same time with one data set in one org. The lock is a file in the folder of the
 * runs; one whose process has ended is taken over, one of a process at work is a UserError.
 */
export async function withLock<T>(runs: string, what: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(runs, { recursive: true });
  const file = join(runs, 'lock.json');
  take(file, what);
  const release = () => rmSync(file, { force: true });
  // An interrupted load ends by `process.exit`, where nothing is awaited any more.
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
}

function take(file: string, what: string): void {
  const own = { pid: process.pid, host: hostname(), since: new Date().toISOString(), what };
  for (;;) {
    if (appears(file, `${JSON.stringify(own)}\n`)) return;
    const held = holderOf(file);
    if (held && (held.host !== own.host || (held.pid !== own.pid && isAlive(held.pid)))) {
      const where = held.host === own.host ? '' : ` on ${held.host}`;
      throw new UserError(
        {
          message: `A ${held.what} of this data set in this org is under way since ${held.since}, in process ${held.pid}${where}.`,
          place: { file },
          hint: 'Wait for its end; remove the file if that process is none of ours.',
        },
        { exitCode: EXIT.preflight },
      );
    }
    rmSync(file, { force: true });
  }
}

/** Makes a file with its whole text at once; false where it is there already. */
function appears(file: string, text: string): boolean {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, text);
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Who holds a lock; undefined where the file has gone meanwhile or says nothing. */
function holderOf(file: string): z.infer<typeof holder> | undefined {
  try {
    return holder.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}
