import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A fenced block of a page that a comment before it marks: a session to run, or a file that it needs. */
export type ReadmeBlock = { kind: 'run'; steps: Step[] } | { kind: 'file'; name: string; text: string };

/** A command of a session and what it prints. */
interface Step {
  command: string;
  output: string;
}

export const root: string = join(import.meta.dirname, '..', '..');

const MARKED = /<!-- readme: (run|file (\S+)) -->\n```\w+\n([\s\S]*?)```/g;

/** The pages for users, README first. */
export const pages: readonly string[] = [
  'README.md',
  ...readdirSync(join(root, 'docs'))
    .sort()
    .map((name) => `docs/${name}`),
];

export function pageText(page: string): string {
  return readFileSync(join(root, page), 'utf8');
}

export function readmeBlocks(text: string): ReadmeBlock[] {
  return [...text.matchAll(MARKED)].map(([, kind, name, body]): ReadmeBlock => {
    if (kind !== 'run') return { kind: 'file', name: name!, text: body! };
    const steps = body!
      .split(/^\$ /m)
      .slice(1)
      .map((step) => {
        const [command = '', ...output] = step.split('\n');
        return { command, output: output.join('\n') };
      });
    return { kind: 'run', steps };
  });
}
