import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Lines that are tried together: most of a function's changes lie in so many. */
const LINES = 8;

/** One of every `nth` parts of a folder's source, as Stryker takes them: `src/load/plan.ts:9-16`. The same parts each time. */
export function sampleOf(folder: string, without: readonly string[], nth: number): string[] {
  const files = readdirSync(join('src', folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `src/${folder}/${name.replaceAll('\\', '/')}`)
    .filter((name) => name.endsWith('.ts') && !without.some((one) => name.startsWith(`src/${one}/`)))
    .sort();
  const parts = files.flatMap((file) => {
    const lines = readFileSync(file, 'utf8').split('\n').length;
    return Array.from({ length: Math.ceil(lines / LINES) }, (_, part) => {
      const first = part * LINES + 1;
      return `${file}:${first}-${Math.min(first + LINES - 1, lines)}`;
    });
  });
  return parts.filter((_, at) => at % nth === 0);
}
