import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** The test files, relative to the project, divided by whether they run something whole. */
export function testFiles(): { fast: string[]; whole: string[] } {
  const files = readdirSync(join(root, 'tests'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => `tests/${name.split(sep).join('/')}`)
    .filter((name) => !name.startsWith('tests/practice-org/slow/'))
    .sort();
  return {
    fast: files.filter((file) => !runsWhole(file)),
    whole: files.filter((file) => runsWhole(file)),
  };
}

/** The load of a whole dataset within the process of a test. */
const LOADS = join(root, 'tests', 'load', 'in-process', 'stage.ts');

/** True if a test file starts processes or loads whole datasets: it imports `node:child_process`, `execa`, or the stage of such loads, itself or through other files of `tests/`. */
export function runsWhole(file: string, seen = new Set<string>()): boolean {
  const path = resolve(root, file);
  if (seen.has(path)) return false;
  seen.add(path);
  const imports = [...readFileSync(path, 'utf8').matchAll(/^(?:import|export) [^;]*?'([^']+)';/gms)];
  return imports.some(([statement, name = '']) => {
    if (/^(?:import|export) type /.test(statement!)) return false;
    if (name === 'node:child_process' || name === 'execa') return true;
    const to = resolve(dirname(path), name);
    if (to === LOADS) return true;
    const isOfTests = name.startsWith('.') && relative(join(root, 'tests'), to).split(sep)[0] !== '..';
    return isOfTests && existsSync(to) && runsWhole(to, seen);
  });
}
