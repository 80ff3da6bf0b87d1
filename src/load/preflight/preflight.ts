import type { PreparedExport } from '../../export/prepare.ts';
import type { DuplicateRule } from '../../org/about-org.ts';
import { rowsText } from '../../shared/counted.ts';
import { EXIT, type Problem, UserError } from '../../shared/errors.ts';
import type { Progress } from '../../shared/progress.ts';
import { datagen } from '../../shared/shell-words.ts';
import { isEmptyCell } from '../../shared/special-cells.ts';
import { matchFieldFindings } from '../adopt/adopt-findings.ts';
import { hasUniqueKey } from '../loaders/send-settings.ts';
import { dependentFindings } from './dependent.ts';
import { lengthProblems, picklistFindings } from './fields.ts';
import { seriesFindings } from './series.ts';
import { wrongValues } from './values.ts';

/** One thing that a load should know before it begins. An error stops it. */
export interface Finding {
  severity: 'error' | 'warning' | 'note';
  problem: Problem;
  /** The command that fixes it. */
  next?: string;
  /** The object whose records can't be read, since the org lacks what a load finds them by. */
  unreadable?: string;
}

interface PreflightInput {
  prepared: PreparedExport;
  externalIdField: string;
  duplicateRules: readonly DuplicateRule[];
  /** True where the load uses `--allow-duplicates`. */
  allowDuplicates: boolean;
  /** For the commands to run: ` --target-org qa`. */
  target: string;
}

/** Checks a compiled dataset against an org's schema: pure, nothing is asked here. */
export function preflight(input: PreflightInput): Finding[] {
  const { prepared } = input;
  const warnings = prepared.compiled.warnings.map((problem): Finding => ({ severity: 'warning', problem }));
  const errors = (problems: readonly Problem[]) =>
    problems.map((problem): Finding => ({ severity: 'error', problem }));
  return [
    ...errors(prepared.compiled.problems),
    ...externalIds(input),
    ...matchFieldFindings(prepared),
    ...unknownObjects(input),
    ...errors(wrongParents(prepared)),
    ...errors(lengthProblems(prepared)),
    ...errors(wrongValues(prepared)),
    ...seriesFindings(prepared),
    ...warnings,
    ...picklistFindings(prepared.compiled.unknownValues),
    ...dependentFindings(prepared),
    ...input.duplicateRules.map((rule) => duplicateFinding(rule, input)),
    ...prepared.compiled.notes.map((message): Finding => ({ severity: 'note', problem: { message } })),
  ];
}

/** What an active duplicate rule means for a load: only calls get past it, and only where a key is unique they are used. */
function duplicateFinding(
  { sobject, name }: DuplicateRule,
  { prepared, externalIdField, allowDuplicates }: PreflightInput,
): Finding {
  const rule = `The duplicate rule "${name}" of ${sobject} is active`;
  const deactivate = 'deactivate it for the load (Setup, Duplicate Rules)';
  const warning = (message: string, hint: string): Finding => ({
    ...{ severity: 'warning', problem: { message, hint } },
  });
  if (!hasUniqueKey(prepared.schema[sobject], externalIdField)) {
    const jobs = `${sobject}.${externalIdField} isn't unique, so the rows are sent as a bulk job, which can't override it`;
    const message = allowDuplicates
      ? `${rule}, and \`--allow-duplicates\` doesn't apply to it: ${jobs}.`
      : `${rule}: ${jobs}.`;
    return warning(message, `If it rejects records, ${deactivate}.`);
  }
  if (allowDuplicates)
    return warning(
      `${rule}; \`--allow-duplicates\` saves what it only warns about.`,
      `If it blocks records, ${deactivate}.`,
    );
  return warning(
    `${rule}, and a bulk job can't override it.`,
    `If it rejects records, use \`--via api --allow-duplicates\`, or ${deactivate}.`,
  );
}

function externalIds({ prepared, externalIdField, target }: PreflightInput): Finding[] {
  const sobjects = new Set(
    prepared.compiled.files.flatMap((file) => (file.match.by === 'external_id' ? [file.sobject] : [])),
  );
  const next = `sfdc-datagen setup${target}`;
  // Those that the catalog lacks first: setup can do nothing for them until it has them.
  const isUnknown = (sobject: string) => prepared.unknown.includes(sobject);
  const inOrder = [...sobjects].sort((a, b) => Number(isUnknown(b)) - Number(isUnknown(a)));
  return inOrder.flatMap((sobject): Finding[] => {
    const org = prepared.schema[sobject]!;
    const field = org.fields[externalIdField];
    const error = (message: string): Finding[] => [
      { severity: 'error', problem: { message }, next, unreadable: sobject },
    ];
    if (!org.createable)
      return [
        {
          severity: 'error',
          problem: { message: `You don't have permission to create ${sobject} records.` },
        },
      ];
    if (!field) {
      const message = `${sobject} has no field ${externalIdField}, or you don't have access to it.`;
      if (!isUnknown(sobject)) return error(message);
      const hint =
        'Setup deploys it on objects of the catalog: add the output of the next command to the configuration, then run setup.';
      const command = importCommand(prepared, target);
      return [{ severity: 'error', problem: { message, hint }, next: command, unreadable: sobject }];
    }
    if (!field.externalId) return error(`${sobject}.${externalIdField} isn't an External ID field.`);
    if (!field.createable) return error(`You don't have edit access to ${sobject}.${externalIdField}.`);
    return [];
  });
}

/** Objects that the catalog lacks: a load takes what it needs from the org, but nothing else knows of them. */
function unknownObjects({ prepared, target }: PreflightInput): Finding[] {
  if (prepared.unknown.length === 0) return [];
  const message = `The catalog has no ${prepared.unknown.join(', ')}: a cleanup may leave their records.`;
  const hint = `Add the output of \`${importCommand(prepared, target)}\` to the configuration.`;
  return [{ severity: 'warning', problem: { message, hint } }];
}

function importCommand(prepared: PreparedExport, target: string): string {
  return datagen('catalog', 'import', ...prepared.unknown) + target;
}

/** Throws all errors among the findings at once, with the command that fixes the first one that has one. */
export function refuseErrors(findings: readonly Finding[]): void {
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return;
  const next = errors.find((one) => one.next)?.next;
  throw new UserError(
    errors.map(({ problem }) => problem),
    { exitCode: EXIT.preflight, ...(next ? { next } : {}) },
  );
}

/** Lookups to records of an object that the org's field doesn't accept, one problem for all rows of a file. */
function wrongParents({ compiled, schema }: Pick<PreparedExport, 'compiled' | 'schema'>): Problem[] {
  return compiled.files.flatMap(({ sobject, source, columns, rows }) =>
    columns.flatMap((column, at): Problem[] => {
      if (column.kind !== 'parent' || column.personContact) return [];
      const taken = schema[sobject]?.fields[column.field]?.referenceTo ?? [];
      const wrong = rows.filter((row) => !isEmptyCell(row.cells[at]!));
      const [first] = wrong;
      if (taken.length === 0 || taken.includes(column.to) || !first) return [];
      const count = rowsText(wrong.length);
      return [
        {
          message: `${sobject}.${column.field} refers to ${column.to} in ${count}; the org's field accepts ${taken.join(' or ')}.`,
          place: { file: source, line: first.line, key: first.key },
        },
      ];
    }),
  );
}

/** Prints warnings, and notes where details are wanted. */
export function tellFindings(findings: readonly Finding[], progress: Progress): void {
  for (const { severity, problem } of findings) {
    const text = `${severity}: ${problem.message}${problem.hint ? ` ${problem.hint}` : ''}`;
    if (severity === 'warning') progress.say(text);
    else progress.detail(text);
  }
}
