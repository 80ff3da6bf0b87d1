import type { Survivors } from './survivors.ts';

/** The part of Stryker's JSON report that is read here. */
export interface Report {
  files: Record<string, { source: string; mutants: Mutant[] }>;
}

interface Mutant {
  status: string;
  replacement?: string;
  mutatorName: string;
  location: { start: { line: number } };
}

/** The score of a folder, and how its survivors compare with the list of those that have a reason. */
export interface Survived {
  found: number;
  all: number;
  /** Survivors without a reason, as `file:line: the line → the change`. */
  unlisted: string[];
  /** Entries of the list that hold no survivor anymore. */
  stale: string[];
}

/** Counts what was found, and compares what was not with the list. */
export function survivedOf(folder: string, { files }: Report, listed: readonly Survivors[]): Survived {
  const entries = listed.flatMap(({ where }) =>
    Object.entries(where).flatMap(([file, pieces]) => pieces.map((words) => ({ file, words, used: false }))),
  );
  let found = 0;
  let all = 0;
  const unlisted: string[] = [];
  for (const [path, { source, mutants }] of Object.entries(files)) {
    const lines = source.split('\n');
    for (const { status, location, mutatorName, replacement = '' } of mutants) {
      if (status === 'Killed' || status === 'Timeout') found++;
      else if (status !== 'Survived' && status !== 'NoCoverage') continue;
      all++;
      if (status === 'Killed' || status === 'Timeout') continue;
      const line = lines[location.start.line - 1]!.trim();
      const holding = entries.filter(
        ({ file, words }) =>
          path.startsWith(`src/${folder}/`) && path.endsWith(`/${file}`) && line.includes(words),
      );
      for (const entry of holding) entry.used = true;
      if (holding.length > 0) continue;
      const change = `${mutatorName} ${replacement.replaceAll(/\s+/g, ' ').slice(0, 60)}`;
      unlisted.push(`${path}:${location.start.line}: ${line} → ${change}`);
    }
  }
  const stale = entries.filter(({ used }) => !used).map(({ file, words }) => `${file}: ${words}`);
  return { found, all, unlisted, stale };
}
