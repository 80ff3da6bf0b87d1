import type { Cleanup } from '../../load/cleanup/cleanup.ts';
import { uncountedText } from '../../load/cleanup/refuse-foreign.ts';
import { causeLines, causesOf } from '../../load/report/causes.ts';
import { countsText } from '../../shared/counted.ts';

/** Reports what a cleanup deleted from one org, or would delete, and what it kept. */
export function cleanupLines(done: Cleanup): string[] {
  const { org, prefix, dryRun, found, left, adopted, foreign, losing, uncounted, failed, folder } = done;
  const lines = [
    dryRun
      ? `Nothing was deleted: ${org} has ${countsText(found)} with prefix ${prefix}.`
      : `${org}: prefix ${prefix}: found ${countsText(found)}; ${remainText(left)}.`,
  ];
  if (Object.keys(adopted).length > 0)
    lines.push(`Records that a load adopted ${dryRun ? 'would stay' : 'stay'}: ${countsText(adopted)}.`);
  const isAny = (counts: object) => Object.keys(counts).length > 0;
  if (isAny(foreign)) {
    const what = dryRun ? 'would be deleted with it, or block the delete' : 'depended on it';
    lines.push(
      `Records that aren't part of it and ${what}: ${countsText(foreign)}. See ${folder}/foreign.csv.`,
    );
  }
  if (isAny(losing)) {
    const what = dryRun ? 'would lose' : 'lost';
    lines.push(
      `Records that aren't part of it and ${what} a reference to it: ${countsText(losing)}. See ${folder}/foreign.csv.`,
    );
  }
  lines.push(...uncounted.map(uncountedText));
  if (dryRun && (isAny(foreign) || isAny(losing) || uncounted.length > 0))
    lines.push('A cleanup refuses to touch these, unless you use `--take-foreign`.');
  lines.push(...causeLines(causesOf(failed), ({ id }) => id, `${folder}/failed.csv`, 'record'));
  return lines;
}

function remainText(left: Readonly<Record<string, number>>): string {
  const count = Object.values(left).reduce((sum, one) => sum + one, 0);
  if (count === 0) return '0 records remain';
  return `${countsText(left)} ${count === 1 ? 'remains' : 'remain'}`;
}
