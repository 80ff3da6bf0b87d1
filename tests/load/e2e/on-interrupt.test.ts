import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const file = join(import.meta.dirname, '../../../src/shared/on-interrupt.ts');

it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s ends any wait with a word on how to go on',
  async (signal) => {
    const script = `import { interruptible } from ${JSON.stringify(file)};
    await interruptible(() => console.log('Next: load --resume'), async () => {
      console.log('waiting');
      await new Promise((resolve) => setTimeout(resolve, 60_000));
    });`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    const ended = once(child, 'close');
    child.stdout.on('data', (text) => {
      said += text;
      if (said === 'waiting\n') child.kill(signal);
    });
    expect((await ended)[0]).toBe(130);
    expect(said).toBe('waiting\nNext: load --resume\n');
  },
);
