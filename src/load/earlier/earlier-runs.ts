import { existsSync, lstatSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { makeFolder } from '../../shared/files/make-folder.ts';
import { RECEIPTS } from '../receipts/sent-store.ts';
import { readJournal } from '../run/journal.ts';
import { refuseHeld } from '../run/lock.ts';
import { linkName, type RunsOrg, runsOf } from '../run/run-folder.ts';

/**
 * Takes over runs that an earlier version left in a folder named after the alias or the user: those whose journal names
 * this org move to the folder of its id, so that what they left open is seen by every name of the org. A load under way
 * there is respected. To be called with the org's lock held; a kill between two moves is made up for by the next call.
 */
export function takeOverRuns(dataset: string, org: RunsOrg): void {
  const runs = runsOf(dataset, org);
  for (const name of readdirSync(dirname(runs))) {
    const old = join(dirname(runs), name);
    if (old === runs || isOrgId(name) || !isFolder(old)) continue;
    const found = readdirSync(old).flatMap((run) => {
      const folder = join(old, run);
      return isFolder(folder) ? [{ folder, orgId: orgIdOf(folder) }] : [];
    });
    const named = name === linkName(org.name);
    if (!named && !found.some(({ orgId }) => orgId === org.orgId)) continue;
    refuseHeld(join(old, 'lock.json'));
    for (const { folder, orgId } of found) {
      if (orgId === org.orgId || (named && orgId === undefined)) move(folder, runs);
      else if (named && orgId !== undefined) move(folder, runsOf(dataset, { orgId }));
    }
    if (!named) continue;
    // A copy that followed the links has the receipts here as well: where there are none under the id, they are these.
    const receipts = join(old, RECEIPTS);
    const ofThisOrg = found.every(({ orgId }) => orgId === undefined || orgId === org.orgId);
    if (ofThisOrg && existsSync(receipts)) {
      if (!existsSync(join(runs, RECEIPTS))) renameSync(receipts, join(runs, RECEIPTS));
      else if (readFileSync(receipts).equals(readFileSync(join(runs, RECEIPTS)))) rmSync(receipts);
    }
    for (const file of ['lock.json', '.lock']) rmSync(join(old, file), { force: true });
    // What else is in it is not of a load, and the folder stays.
    if (readdirSync(old).length === 0) rmdirSync(old);
  }
}

const isFolder = (path: string) => lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
const isOrgId = (name: string) => /^00D\w{12}(\w{3})?$/.test(name);

function orgIdOf(folder: string): string | undefined {
  for (const entry of readJournal(join(folder, 'journal.jsonl')))
    if (entry.event === 'begin') return entry.orgId;
  return undefined;
}

function move(folder: string, runs: string): void {
  makeFolder(runs);
  const target = join(runs, basename(folder));
  let free = target;
  for (let count = 2; existsSync(free); count++) free = `${target}-${count}`;
  renameSync(folder, free);
}
