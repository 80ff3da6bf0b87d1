import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { inFolder } from '../../support/data-set.ts';

const since = '2026-11-02T08:00:00.000Z';

it('a lock that many take over at once goes to one of them', () =>
  inFolder(async (folder) => {
    const ended = spawn(process.execPath, ['-e', '']);
    await new Promise((resolve) => ended.once('exit', resolve));
    const stale = { pid: ended.pid, host: hostname(), since, what: 'load' };
    writeFileSync(join(folder, 'lock.json'), JSON.stringify(stale));
    const script = `import { withLock } from ${JSON.stringify(join(import.meta.dirname, '../../../src/load/run/lock.ts'))};
        const hold = async () => { console.log('held'); for await (const _ of process.stdin); };
        try { await withLock(${JSON.stringify(folder)}, { what: 'load' }, hold); }
        catch (error) { console.log(error.name); }`;
    const children = Array.from({ length: 4 }, () =>
      spawn(process.execPath, ['--input-type=module', '-e', script]),
    );
    // None ends before all have said how it went for them.
    const said = await Promise.all(
      children.map(
        (child) =>
          new Promise<string>((resolve) => child.stdout.once('data', (text) => resolve(String(text).trim()))),
      ),
    );
    for (const child of children) child.stdin.end();
    expect(said.toSorted()).toEqual(['UserError', 'UserError', 'UserError', 'held']);
  }));
