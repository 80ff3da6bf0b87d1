import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { EXIT, UserError } from '../errors.ts';
import { isAlive } from '../process-alive.ts';

const holder = z.object({ pid: z.number(), host: z.string(), since: z.string(), what: z.string() });

/**
 * Does work that nothing else may do at the same time with one data set in one org. The lock is a file in the folder of the
 * runs; one whose process has ended is taken over, one of a process at work is a UserError.
 */
export async function withLock<T>(runs: string, what: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(runs, { recursive: true });
  const file = join(runs, 'lock.json');
  const own = { pid: process.pid, host: hostname(), since: new Date().toISOString(), what };
  alone(runs, () => {
    refuseHeld(file, own);
    writeFileSync(file, `${JSON.stringify(own)}\n`);
  });
  const release = () => alone(runs, () => rmSync(file, { force: true }));
  // An interrupted load ends by `process.exit`, where nothing is awaited any more.
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
}

type Holder = z.infer<typeof holder>;

function refuseHeld(file: string, own: Holder): void {
  const held = holderOf(file);
  if (!held || (held.host === own.host && (held.pid === own.pid || !isAlive(held.pid)))) return;
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

/** Looks at the lock and changes it while no other process does: SQLite's lock on a file ends with its process. */
function alone(runs: string, work: () => void): void {
  const db = new Database(join(runs, '.lock'), { timeout: 10_000 });
  try {
    db.exec('BEGIN EXCLUSIVE');
    work();
  } finally {
    db.close();
  }
}

/** Who holds a lock; undefined where the file has gone meanwhile or says nothing. */
function holderOf(file: string): Holder | undefined {
  try {
    return holder.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}
