import { join } from 'node:path';
import { fileParts } from '../export/compile/export-file.ts';
import { recordsText, rowsText } from '../shared/counted.ts';
import { makeFolder } from '../shared/files/make-folder.ts';
import { writeParts } from '../shared/files/write-parts.ts';
import { adoptedLines } from './adopt/adopted-text.ts';
import type { DryRun } from './load.ts';
import { CHANGES, loaderNamed } from './loaders/registry.ts';
import type { LoadStep } from './plan.ts';
import { sentPath } from './run/sent-file.ts';

/** The command of a step, or the REST call where it is none of `sf`'s. */
function commandOf(step: LoadStep, plan: DryRun): string {
  const path = sentPath(plan.folder, step.name, 1);
  return loaderNamed('file' in step ? plan.loader : CHANGES).commandOf(
    {
      ...{ ...step, operation: step.kind, rows: rowsOf(step) },
      ...{ bulkAbove: plan.settings.bulkAbove, object: plan.prepared.schema[step.sobject] },
    },
    path,
    plan.session.org,
  );
}

const rowsOf = (step: LoadStep) => ('file' in step ? step.file.rows.length : step.records.length);

/** The plan as it is printed: level by level, each step with the command that it would run. */
export function planText(plan: DryRun): string {
  const lines = [`Plan for ${plan.org}: nothing was sent. The files are in ${plan.folder}/files.`];
  if (plan.steps.length === 0) lines.push('The org already has the whole dataset.');
  let level = 0;
  for (const step of plan.steps) {
    if (step.level !== level) lines.push('', `Level ${step.level}`);
    level = step.level;
    lines.push(
      `  ${step.name}: ${step.kind} ${'file' in step ? rowsText(rowsOf(step)) : recordsText(rowsOf(step))}`,
      `    ${commandOf(step, plan)}`,
    );
  }
  if (plan.adopted.length > 0) lines.push('', ...adoptedLines(plan.adopted));
  if (plan.prunes.length > 0)
    lines.push(
      '',
      `Prune ${recordsText(plan.prunes.length)} that the dataset no longer has`,
      ...plan.prunes.map(({ sobject, key, id }) => `  ${sobject} ${key} (${id})`),
    );
  return lines.join('\n');
}

/** The plan as a JSON document. */
export function planDocument(plan: DryRun): unknown {
  const steps = plan.steps.map((step) => {
    const { name, sobject, level, needs, kind } = step;
    return { name, sobject, level, needs, kind, rows: rowsOf(step), command: commandOf(step, plan) };
  });
  const { org, folder, findings, prunes, adopted } = plan;
  return { org, dryRun: true, folder, steps, adopted, prunes, findings };
}

/** Writes the files of a plan, so that its commands can be run as they are printed. */
export function writePlan(plan: DryRun): void {
  makeFolder(join(plan.folder, 'files'));
  for (const step of plan.steps) {
    if ('file' in step) writeParts(sentPath(plan.folder, step.name, 1), fileParts(step.file));
  }
}
