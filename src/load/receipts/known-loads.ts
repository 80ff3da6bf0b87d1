import { appendFileSync, existsSync, readFileSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { mayShareKeys } from '../../dataset/prefix.ts';
import type { Neutral } from '../../export/neutral.ts';
import { userPlace } from './user-place.ts';

const knownLoad = z.object({
  /** What the keys begin with. */
  prefix: z.string(),
  /** The dataset's folder. */
  dir: z.string(),
  dataset: z.string(),
  /** sha256 of the recipe; '' where it is not known. */
  recipe: z.string(),
  /** True if only changes of another dataset's records were loaded. */
  update: z.boolean().optional(),
});

/** That a folder of this machine loaded keys into an org. */
export type KnownLoad = z.infer<typeof knownLoad>;

const fileIn = (place: string) => join(place, 'loads.jsonl');

/** That a cleanup of keys with a prefix keeps its runs in a folder of this machine. */
const knownCleanup = knownLoad.pick({ prefix: true, dir: true });

const cleanupsIn = (place: string) => join(place, 'cleanups.jsonl');

export function knownLoadOf(dir: string, prefix: string, neutral: Neutral): KnownLoad {
  return {
    prefix,
    dir: realFolder(dir),
    dataset: neutral.dataset ?? neutral.name,
    recipe: neutral.recipe ?? '',
    ...(neutral.update ? { update: true } : {}),
  };
}

/** A folder as loads are noted with it, whatever links lead there. */
export function realFolder(dir: string): string {
  return existsSync(dir) ? realpathSync(dir) : resolve(dir);
}

/** The loads of one org from this machine under a prefix, the last of each folder; `place` is the user's for the org. */
export function knownLoads(place: string | undefined, prefix: string): KnownLoad[] {
  if (place === undefined) return [];
  const loads = read(fileIn(place), knownLoad).filter((load) => load.prefix === prefix);
  return [...new Map(loads.map((load) => [load.dir, load])).values()];
}

/** The loads of this machine into one org under a dataset's prefix: as one of its own is noted, and all that are known. */
export interface LoadsOfPrefix {
  own: KnownLoad;
  loads: readonly KnownLoad[];
}

export function loadsOfPrefix(
  dir: string,
  prefix: string,
  neutral: Neutral,
  org: { orgId: string },
): LoadsOfPrefix {
  return { own: knownLoadOf(dir, prefix, neutral), loads: knownLoads(userPlace(org.orgId), prefix) };
}

/** The folders whose loads or cleanups in one org may be about keys with a prefix: the same, a longer or a shorter one. */
export function foldersOf(place: string | undefined, prefix: string): string[] {
  if (place === undefined) return [];
  const known = [...read(fileIn(place), knownLoad), ...read(cleanupsIn(place), knownCleanup)];
  return [...new Set(known.filter((one) => mayShareKeys(one.prefix, prefix)).map(({ dir }) => dir))];
}

/** Notes a load; nothing where the last one of its folder was the same. */
export function noteLoad(place: string | undefined, load: KnownLoad): void {
  if (place === undefined) return;
  const before = knownLoads(place, load.prefix).find(({ dir }) => dir === load.dir);
  if (JSON.stringify(before) !== JSON.stringify(load)) note(fileIn(place), load);
}

/** Notes where a cleanup keeps its runs. */
export function noteCleanup(place: string | undefined, prefix: string, dir: string): void {
  if (place === undefined) return;
  const cleanup = { prefix, dir: realFolder(dir) };
  const known = read(cleanupsIn(place), knownCleanup);
  if (!known.some((one) => one.prefix === prefix && one.dir === cleanup.dir))
    note(cleanupsIn(place), cleanup);
}

function note(file: string, entry: object): void {
  try {
    // The line break before closes a line that a killed process left unfinished.
    appendFileSync(file, `\n${JSON.stringify(entry)}\n`);
  } catch {
    // What other folders did is a help, and no command may fail for want of it.
  }
}

/** The entries of a file; none of one that can't be read. */
function read<T>(file: string, entry: z.ZodType<T>): T[] {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((line) => parsed(line, entry));
  } catch {
    return [];
  }
}

function parsed<T>(line: string, entry: z.ZodType<T>): T[] {
  try {
    return [entry.parse(JSON.parse(line))];
  } catch {
    return [];
  }
}
