import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  symlinkSync,
  unlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../../shared/files/make-folder.ts';

/** What names an org among runs: its id is the folder, its name a link to that for people. */
export interface RunsOrg {
  name: string;
  orgId: string;
}

/** Where the runs of a dataset into one org are, by the org's id: an alias and a username of one org share them. */
export function runsOf(dataset: string, { orgId }: Pick<RunsOrg, 'orgId'>): string {
  return join(dataset, 'runs', orgId.replaceAll(/\W/g, '_'));
}

/** The name of an org as a file may be called. */
export function linkName(org: string): string {
  const name = org.replaceAll(/[^\w.@+-]/g, '_');
  return /^\.*$/.test(name) ? '_' : name;
}

/**
 * Makes the folder of an org's runs, and `runs/<name>` a link to it. Returns the path that people know it by; a file system
 * without links, or a folder of an earlier version at that place, leaves the one with the id.
 */
export function openRuns(dataset: string, org: RunsOrg): string {
  const runs = runsOf(dataset, org);
  makeFolder(runs);
  const target = org.orgId.replaceAll(/\W/g, '_');
  const link = join(dataset, 'runs', linkName(org.name));
  try {
    if (isLink(link)) {
      if (readlinkSync(link) === target) return link;
      unlinkSync(link);
    }
    symlinkSync(target, link, 'dir');
    return link;
  } catch {
    return runs;
  }
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

/** Makes the folder of a new run, named after the time. */
export function newRunFolder(runs: string, suffix = ''): string {
  makeFolder(runs);
  const time = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
  for (let count = 1; ; count++) {
    const folder = join(runs, `${time}${suffix}${count > 1 ? `-${count}` : ''}`);
    try {
      mkdirSync(folder);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue;
      throw error;
    }
    for (const part of ['files', 'sf']) mkdirSync(join(folder, part));
    return folder;
  }
}

/** How the folder of a cleanup ends, behind its time. */
export const CLEANUP = '-cleanup';
const OF_CLEANUP = new RegExp(`${CLEANUP}(?:-\\d+)?$`);

/** The folders of the runs that sent jobs, the latest last. */
export function journaledIn(runs: string): string[] {
  if (!existsSync(runs)) return [];
  return readdirSync(runs)
    .filter((name) => existsSync(join(runs, name, 'journal.jsonl')))
    .sort()
    .map((name) => join(runs, name));
}

/** Those of the loads alone. */
export function loadsIn(runs: string): string[] {
  return journaledIn(runs).filter((folder) => !OF_CLEANUP.test(folder));
}
