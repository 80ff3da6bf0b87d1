import { datagen, shellWord } from '../shared/shell-words.ts';

/** ` --target-org qa` for the next command; empty for the CLI's default org. */
export function targetFlag(org: string | undefined): string {
  return org === undefined ? '' : ` --target-org ${shellWord(org)}`;
}

/** The error of an interrupted load or cleanup; without `next`, nothing was changed yet. */
export function interruptedText(next: string | undefined): string {
  if (next === undefined) return 'Interrupted.';
  return `Interrupted. The org continues the jobs that were sent; the next load or cleanup waits for them. Next: ${next}`;
}

/** The command that deletes a dataset from an org. */
export function cleanupCommand(prefix: string, org: string | undefined): string {
  return datagen('cleanup', '--prefix', prefix) + targetFlag(org);
}

/** The command that deploys the External ID field into an org. */
export function setupCommand(org: string | undefined): string {
  return datagen('setup') + targetFlag(org);
}

/** The command that loads a dataset, given by `source`, into an org. */
export function loadCommand(source: readonly string[], org: string | undefined): string {
  return datagen('load', ...source) + targetFlag(org);
}
