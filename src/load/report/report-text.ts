import { counted, countsText, countText, recordsText } from '../../shared/counted.ts';
import { placeText } from '../../shared/errors.ts';
import { tableLines } from '../../shared/table-text.ts';
import { adoptedLines } from '../adopt/adopted-text.ts';
import { causeLines, causesOf } from './causes.ts';
import type { FailedRow, LoadReport, SkippedGroup } from './report.ts';

const SHOWN = 10;
const COLUMNS = ['records', 'sent', 'created', 'updated', 'unchanged', 'failed', 'skipped'] as const;

/** What a person reads at the end of a load. */
export function reportText(report: LoadReport): string {
  const lines = [
    `${report.dataset} in ${report.org} (${report.host}, ${report.username}), as of ${report.as_of}`,
    '',
  ];
  const pending = report.objects.some((one) => one.pending > 0);
  const columns = [...COLUMNS, ...(pending ? (['pending'] as const) : []), 'in_org' as const];
  const total = Object.fromEntries(
    columns.map((column) => [column, report.objects.reduce((sum, one) => sum + one[column], 0)]),
  );
  lines.push(
    ...tableLines(
      ['', ...columns.map((column) => column.replace('_', ' '))],
      [
        ...report.objects.map((one) => [one.sobject, ...columns.map((column) => counted(one[column]))]),
        ['', ...columns.map((column) => counted(total[column] ?? 0))],
      ],
      columns.map((_, at) => at + 1),
    ),
  );
  if (report.adopted.length > 0) lines.push('', ...adoptedLines(report.adopted));
  if (Object.keys(report.released).length > 0)
    lines.push(
      '',
      `No longer in the dataset, and never deleted, since they were adopted: ${countsText(report.released)}.`,
    );
  if (report.deleted > 0)
    lines.push('', `Deleted because they are no longer in the dataset: ${recordsText(report.deleted)}.`);
  if (Object.keys(report.pruned).length > 0)
    lines.push('', `Pruned because they are no longer in the dataset: ${countsText(report.pruned)}.`);
  for (const text of report.unpruned) lines.push('', `Not pruned: ${text}`);
  if (Object.keys(report.left).length > 0)
    lines.push('', `Left in the org although no longer in the dataset: ${countsText(report.left)}.`);
  if (report.failed.length > 0)
    lines.push('', ...causeLines(causesOf(report.failed), rowPlace, `${report.folder}/failed.csv`));
  if (report.skipped.length > 0)
    lines.push('', ...report.skipped.slice(0, SHOWN).map((group) => skippedText(group, report)));
  if (report.skipped.length > SHOWN)
    lines.push(`and ${counted(report.skipped.length - SHOWN)} more in ${report.folder}/report.json`);
  for (const { job, sobject, rows } of report.pending) {
    lines.push(
      '',
      `Job ${job} with ${countText(rows, `${sobject} row`)} is still running; use \`--resume\` later.`,
    );
  }
  if (report.extra.length > 0) lines.push('', ...report.extra.map(({ text }) => text));
  lines.push(...report.next.map((next) => `Next: ${next}`));
  const { sf, rest } = report.calls;
  lines.push(
    '',
    `${report.seconds.toFixed(1)} s, ${countText(sf, 'sf command')}, ${countText(rest, 'REST call')}. Details: ${report.folder}`,
  );
  return lines.join('\n');
}

function rowPlace({ file, line, key }: FailedRow): string {
  return file === '' ? key : placeText({ file, line, key });
}

function skippedText(group: SkippedGroup, report: LoadReport): string {
  const failed = report.failed.some((row) => row.key === group.parent);
  const why = failed ? 'failed' : "isn't in the org";
  return `skipped: ${countsText(group.rows)} (parent ${group.sobject} ${group.parent} ${why})`;
}
