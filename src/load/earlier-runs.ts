import { existsSync, lstatSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { readJournal } from './job/journal.ts';
import { refuseHeld } from './lock.ts';
import { linkName, newRunFolder, type RunsOrg, runsOf } from './run-folder.ts';

/**
 * Takes over runs that an earlier version left in a folder named after the alias or the user: those whose journal names
 * this org move to the folder of its id, so that what they left open is seen by every name of the org. A load under way
 * there is respected. To be called with the org's lock held; a kill between two moves is made up for by the next call.
 */
export function takeOverRuns(dataset: string, org: RunsOrg): void {
  const runs = runsOf(dataset, org);
  for (const name of readdirSync(dirname(runs))) {
    const old = join(dirname(runs), name);
    if (old === runs || isOrgId(name) || !lstatSync(old).isDirectory()) continue;
    const found = readdirSync(old).flatMap((run) => {
      const folder = join(old, run);
      return lstatSync(folder).isDirectory() ? [{ folder, orgId: orgIdOf(folder) }] : [];
    });
    const named = name === linkName(org.name);
    if (!named && !found.some(({ orgId }) => orgId === org.orgId)) continue;
    refuseHeld(join(old, 'lock.json'));
    for (const { folder, orgId } of found) {
      if (orgId === org.orgId || (named && orgId === undefined)) move(folder, runs);
      else if (named && orgId !== undefined) move(folder, runsOf(dataset, { orgId }));
    }
    if (!named) continue;
    for (const file of ['lock.json', '.lock']) rmSync(join(old, file), { force: true });
    // What else is in it is not of a load, and the folder stays.
    if (readdirSync(old).length === 0) rmdirSync(old);
  }
}

const isOrgId = (name: string) => /^00D\w{12}(\w{3})?$/.test(name);

function orgIdOf(folder: string): string | undefined {
  const begin = readJournal(join(folder, 'journal.jsonl')).find((entry) => entry.event === 'begin');
  return begin?.event === 'begin' ? begin.orgId : undefined;
}

function move(folder: string, runs: string): void {
  const target = join(runs, basename(folder));
  if (!existsSync(target)) {
    // The folder of the org that it goes to may not be there yet.
    rmSync(newRunFolder(runs, '-moved'), { recursive: true });
    renameSync(folder, target);
  } else renameSync(folder, join(runs, `${basename(folder)}-2`));
}
