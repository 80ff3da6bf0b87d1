import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** The test files, relative to the project, divided by whether they start processes. */
export function testFiles(): { fast: string[]; process: string[] } {
  const files = readdirSync(join(root, 'tests'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => `tests/${name.split(sep).join('/')}`)
    .filter((name) => !name.startsWith('tests/practice-org/slow/'))
    .sort();
  return {
    fast: files.filter((file) => !startsProcesses(file)),
    process: files.filter((file) => startsProcesses(file)),
  };
}

/** True if a test file imports `node:child_process` or `execa`, itself or through other files of `tests/`. */
export function startsProcesses(file: string, seen = new Set<string>()): boolean {
  const path = resolve(root, file);
  if (seen.has(path)) return false;
  seen.add(path);
  const imports = [...readFileSync(path, 'utf8').matchAll(/^(?:import|export) [^;]*?'([^']+)';/gms)];
  return imports.some(([statement, name = '']) => {
    if (/^(?:import|export) type /.test(statement!)) return false;
    if (name === 'node:child_process' || name === 'execa') return true;
    const to = resolve(dirname(path), name);
    const isOfTests = name.startsWith('.') && relative(join(root, 'tests'), to).split(sep)[0] !== '..';
    return isOfTests && existsSync(to) && startsProcesses(to, seen);
  });
}
