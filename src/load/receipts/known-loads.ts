import { appendFileSync, existsSync, readFileSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { Neutral } from '../../export/neutral.ts';

const knownLoad = z.object({
  /** What the keys begin with. */
  prefix: z.string(),
  /** The data set's folder. */
  dir: z.string(),
  dataset: z.string(),
  /** sha256 of the recipe; '' where it is not known. */
  recipe: z.string(),
});

/** That a folder of this machine loaded keys into an org. */
export type KnownLoad = z.infer<typeof knownLoad>;

const fileIn = (place: string) => join(place, 'loads.jsonl');

export function knownLoadOf(dir: string, prefix: string, neutral: Neutral): KnownLoad {
  return {
    prefix,
    dir: realFolder(dir),
    dataset: neutral.dataset ?? neutral.name,
    recipe: neutral.recipe ?? '',
  };
}

/** A folder as loads are noted with it, whatever links lead there. */
export function realFolder(dir: string): string {
  return existsSync(dir) ? realpathSync(dir) : resolve(dir);
}

/** The loads of one org from this machine under a prefix, the last of each folder; `place` is the user's for the org. */
export function knownLoads(place: string | undefined, prefix: string): KnownLoad[] {
  if (place === undefined || !existsSync(fileIn(place))) return [];
  const byDir = new Map<string, KnownLoad>();
  for (const line of linesIn(fileIn(place))) {
    const load = read(line);
    if (load?.prefix === prefix) byDir.set(load.dir, load);
  }
  return [...byDir.values()];
}

/** The folders whose loads into one org may have keys with a prefix: with the same, a longer or a shorter one. */
export function foldersOf(place: string | undefined, prefix: string): string[] {
  if (place === undefined || !existsSync(fileIn(place))) return [];
  const loads = linesIn(fileIn(place)).flatMap((line) => read(line) ?? []);
  return [...new Set(loads.filter((load) => mayShareKeys(load.prefix, prefix)).map(({ dir }) => dir))];
}

/** True if a key may begin with both, one of which may be the beginning of the other. */
export function mayShareKeys(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one);
}

/** Notes a load; nothing where the last one of its folder was the same. */
export function noteLoad(place: string | undefined, load: KnownLoad): void {
  if (place === undefined) return;
  const before = knownLoads(place, load.prefix).find(({ dir }) => dir === load.dir);
  if (JSON.stringify(before) === JSON.stringify(load)) return;
  try {
    // The line break before closes a line that a killed process left unfinished.
    appendFileSync(fileIn(place), `\n${JSON.stringify(load)}\n`);
  } catch {
    // What other folders loaded is a help, and no load may fail for want of it.
  }
}

/** None of a file that cannot be read: what other folders loaded is a help. */
function linesIn(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
}

function read(line: string): KnownLoad | undefined {
  try {
    return knownLoad.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}
