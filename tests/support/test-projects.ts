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

/** What runs something whole within the process of a test: the load of a dataset, and the model that writes all texts of one. */
const WHOLE = ['load/in-process/stage.ts', 'llm/server.ts'].map((file) => join(root, 'tests', file));

/** True if a test file starts processes, or loads or enriches whole datasets: it imports `node:child_process`, `execa`, the stage of such loads, or the model server, itself or through other files of `tests/`. */
export function runsWhole(file: string, seen = new Set<string>()): boolean {
  const path = resolve(root, file);
  if (seen.has(path)) return false;
  seen.add(path);
  const imports = [...readFileSync(path, 'utf8').matchAll(/^(?:import|export) [^;]*?'([^']+)';/gms)];
  return imports.some(([statement, name = '']) => {
    if (/^(?:import|export) type /.test(statement!)) return false;
    if (name === 'node:child_process' || name === 'execa') return true;
    const to = resolve(dirname(path), name);
    if (WHOLE.includes(to)) return true;
    const isOfTests = name.startsWith('.') && relative(join(root, 'tests'), to).split(sep)[0] !== '..';
    return isOfTests && existsSync(to) && runsWhole(to, seen);
  });
}
