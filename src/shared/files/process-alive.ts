import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * True if a process runs; a zombie doesn't. With `started`, what `startOf` said of it, a later process with its number isn't
 * taken for it.
 */
export function isAlive(pid: number, started?: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // A process of another user is running, too.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  if (statOf(pid)?.[0] === 'Z') return false;
  return started === undefined || (startOf(pid) ?? started) === started;
}

/** When a process was started, in the system's own words; undefined where it doesn't say. */
export function startOf(pid: number): string | undefined {
  // Source: proc_pid_stat(5), field 22; the fields here begin with the third, the state.
  const ticks = statOf(pid)?.[19];
  if (ticks !== undefined || process.platform === 'linux' || process.platform === 'win32') return ticks;
  const { stdout } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
  });
  return stdout?.trim() || undefined;
}

/** What Linux says of a process after its name, which may have any characters. */
function statOf(pid: number): string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(') ') + 2).split(' ');
  } catch {
    return undefined;
  }
}
