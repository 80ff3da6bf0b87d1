import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PARTS } from './long-text.ts';

test('texts of 150,000 characters take time in proportion to their length, whatever they are made of', () => {
  // In a process of its own, which is ended: a test in this one could not end what never does.
  const { stdout, signal, stderr } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, 'long-text.ts')],
    {
      encoding: 'utf8',
      timeout: 170_000,
      killSignal: 'SIGKILL',
    },
  );
  // What comes after the last of these is what did not end.
  expect(stdout.trim().split('\n')).toEqual(PARTS.map((part) => JSON.stringify(part)));
  expect({ signal, stderr }).toEqual({ signal: null, stderr: '' });
}, 180_000);
