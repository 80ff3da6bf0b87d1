import { countsText, recordsText } from '../../shared/counted.ts';
import { placeText } from '../../shared/errors.ts';
import { tableLines } from '../../shared/table-text.ts';
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
        ...report.objects.map((one) => [one.sobject, ...columns.map((column) => String(one[column]))]),
        ['', ...columns.map((column) => String(total[column]))],
      ],
      columns.map((_, at) => at + 1),
    ),
  );
  if (report.deleted > 0)
    lines.push('', `Deleted, since the dataset no longer has them: ${recordsText(report.deleted)}.`);
  if (Object.keys(report.left).length > 0)
    lines.push('', `Left in the org, though the dataset no longer has them: ${countsText(report.left)}.`);
  if (report.failed.length > 0)
    lines.push('', ...causeLines(causesOf(report.failed), rowPlace, `${report.folder}/failed.csv`));
  if (report.skipped.length > 0)
    lines.push('', ...report.skipped.slice(0, SHOWN).map((group) => skippedText(group, report)));
  if (report.skipped.length > SHOWN)
    lines.push(`and ${report.skipped.length - SHOWN} more in ${report.folder}/report.json`);
  for (const { job, sobject, rows } of report.pending) {
    lines.push(
      '',
      `Job ${job} of ${rows} ${sobject} rows is still under way; \`load --resume\` picks it up.`,
    );
  }
  if (report.extra.length > 0) lines.push('', ...report.extra.map(({ text }) => text));
  lines.push(...report.next.map((next) => `Next: ${next}`));
  const { sf, rest } = report.calls;
  lines.push(
    '',
    `${report.seconds.toFixed(1)} s, ${sf} sf commands, ${rest} REST calls. Details: ${report.folder}`,
  );
  return lines.join('\n');
}

function rowPlace({ file, line, key }: FailedRow): string {
  return file === '' ? key : placeText({ file, line, key });
}

function skippedText(group: SkippedGroup, report: LoadReport): string {
  const parts = Object.entries(group.rows).map(([sobject, rows]) => `${rows} ${sobject}`);
  const failed = report.failed.some((row) => row.key === group.parent);
  const why = failed ? 'which failed' : 'which is not in the org';
  return `skipped: ${parts.join(', ')} hang on ${group.sobject} ${group.parent}, ${why}.`;
}
