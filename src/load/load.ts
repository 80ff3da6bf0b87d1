import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config/schema.ts';
import { EXIT, UserError } from '../errors.ts';
import { type Neutral, prefixOf } from '../export/neutral.ts';
import { type Prepared, prepare } from '../export/prepare.ts';
import type { Progress } from '../progress.ts';
import { readDuplicateRules, readLimits, readOrganization, readSchema } from './about-org.ts';
import { CallLog } from './call-log.ts';
import { capacity } from './capacity.ts';
import { countInOrg } from './count-in-org.ts';
import { insertDifference } from './difference-insert.ts';
import { execute, sfSlots } from './execute.ts';
import { guardProduction } from './guard.ts';
import { readHeld } from './held.ts';
import { Journal, openSubmissions, readJournal } from './journal.ts';
import { Outcomes } from './outcomes.ts';
import { type LoadStep, planLoad } from './plan.ts';
import { type Finding, preflight } from './preflight.ts';
import { type OrgState, readOrg } from './read-org.ts';
import { refuseErrors } from './refuse-errors.ts';
import { countObjects, failedRows, type LoadReport, skippedGroups } from './report.ts';
import { lastLoad, newRunFolder, runsOf } from './run-folder.ts';
import { openSession, type Session } from './session.ts';
import { settle } from './settle.ts';
import type { OrgName } from './sf-argv.ts';
import { writeReport } from './write-report.ts';

export interface LoadOptions {
  config: Config;
  /** The data set's folder: runs are kept below it. */
  dir: string;
  asOf?: string;
  resume: boolean;
  only?: readonly string[];
  dryRun: boolean;
  allowProduction?: string;
  waitMinutes: number;
  progress: Progress;
}

/** A plan that was made and not run. */
export interface DryRun {
  org: string;
  folder: string;
  steps: LoadStep[];
  findings: Finding[];
  prepared: Prepared;
  session: Session;
}

export type LoadResult = { kind: 'loaded'; report: LoadReport } | { kind: 'planned'; plan: DryRun };

/** Brings a data set into one org: what the org lacks of it, parents first, in jobs that survive this process. */
export async function load(org: OrgName, neutral: Neutral, options: LoadOptions): Promise<LoadResult> {
  const { config, progress } = options;
  const began = Date.now();
  const log = new CallLog();
  const session = await openSession(org, log, config.salesforce.retry_attempts);
  progress.detail(`${session.name}: ${session.username} at ${session.host}`);
  const runs = runsOf(options.dir, session.name);
  const target = org === undefined ? '' : ` --target-org ${org}`;
  const command = `sfdc-datagen load ${options.dir}${target}`;

  const sobjects = neutral.tables.map((table) => table.sobject);
  const [organization, schema, duplicateRules, limits] = await Promise.all([
    readOrganization(session),
    readSchema(session, sobjects),
    readDuplicateRules(session, sobjects),
    readLimits(session),
  ]);
  if (!options.dryRun) guardProduction(organization, session.host, options.allowProduction, command);

  const before = await finishEarlier(runs, session, options, neutral);
  const asOf = options.asOf ?? before?.as_of;
  const prepared = prepare(neutral, config, { org: schema, ...(asOf ? { asOf } : {}) });
  const externalIdField = config.salesforce.external_id_field;
  const findings = preflight({ prepared, externalIdField, duplicateRules, target });
  refuseErrors(findings);
  for (const { severity, problem } of findings) {
    const text = `${severity}: ${problem.message}${problem.hint ? ` ${problem.hint}` : ''}`;
    if (severity === 'warning') progress.say(text);
    else progress.detail(text);
  }

  const context = { externalIdField, prefix: prefixOf(neutral) };
  const state = await readOrg(session, prepared, context);
  const wanted = options.only
    ? state.differences.filter(({ sobject }) => options.only!.includes(sobject))
    : state.differences;
  const steps = planLoad(wanted, externalIdField);
  const present = new Set(state.ids.keys());
  const room = [...capacity(steps, present, limits), ...repeatedKeys(state, externalIdField)];
  refuseErrors(room);
  findings.push(...room);

  const folder = before?.folder ?? newRunFolder(runs, options.dryRun ? '-dry-run' : '');
  mkdirSync(join(folder, 'files'), { recursive: true });
  log.openFile(join(folder, 'calls.jsonl'));
  if (options.dryRun) {
    return { kind: 'planned', plan: { org: session.name, folder, steps, findings, prepared, session } };
  }

  const journal = new Journal(join(folder, 'journal.jsonl'));
  const outcomes = new Outcomes(present);
  const attempts = new Map<string, number>();
  for (const entry of before ? readJournal(join(folder, 'journal.jsonl')) : []) {
    if ('attempt' in entry) attempts.set(entry.step, Math.max(entry.attempt, attempts.get(entry.step) ?? 0));
    if (entry.event === 'results') outcomes.recall(entry.pass, entry.receipts);
  }
  for (const pass of ['records', 'links'] as const) outcomes.forgetFailures(pass, unchangedKeys(state, pass));
  if (!before) {
    const { name: dataset, hash } = neutral;
    const { orgId, username } = session;
    const as_of = prepared.neutral.as_of;
    journal.write({ event: 'begin', dataset, hash, as_of, org: session.name, orgId, username });
  }
  await execute(steps, {
    ...{ session, folder, journal, progress, outcomes, attempts },
    waitMs: options.waitMinutes * 60_000,
    retryAttempts: config.salesforce.retry_attempts,
    batchSize: config.salesforce.batch_size,
    slots: sfSlots(),
    async stillMissing(step, rows) {
      const ids = new Map(state.ids);
      await Promise.all(
        [
          ...new Set(step.file.columns.flatMap((column) => (column.kind === 'parent' ? [column.to] : []))),
        ].map((parent) =>
          readHeld(
            session,
            parent,
            prepared.compiled.files.filter((file) => file.sobject === parent),
            { ...context, schema, ids: new Map() },
          ).then((held) => {
            for (const record of held.records) ids.set(String(record[externalIdField]), String(record.Id));
          }),
        ),
      );
      const held = await readHeld(session, step.sobject, [step.file], { ...context, schema, ids });
      return [
        ...insertDifference({ ...step.file, rows }, { org: schema[step.sobject]!, held, ids }).file.rows,
      ];
    },
  });

  const listed = prepared.neutral.tables.filter(
    ({ sobject }) => !options.only || options.only.includes(sobject),
  );
  const inOrg = steps.length > 0 ? await countInOrg(session, prepared, context) : state.counts;
  const objects = countObjects(listed, outcomes, inOrg);
  const incomplete = objects.some((one) => one.failed + one.skipped + one.pending > 0);
  const report: LoadReport = {
    ...{ org: session.name, username: session.username, host: session.host, dataset: neutral.name },
    ...{ as_of: prepared.neutral.as_of, folder, objects },
    exitCode:
      incomplete || outcomes.withheld.length + outcomes.undeleted.length > 0 ? EXIT.partial : EXIT.done,
    seconds: (Date.now() - began) / 1_000,
    calls: {
      sf: log.calls.filter((call) => call.command.startsWith('sf ')).length,
      rest: log.calls.filter((call) => /^[A-Z]+ /.test(call.command)).length,
    },
    failed: failedRows(listed, outcomes),
    skipped: skippedGroups(outcomes, prepared.keys),
    pending: pendingJobs(outcomes),
    deleted: steps.reduce((sum, step) => sum + (step.kind === 'delete' ? step.records.length : 0), 0),
    findings: findings.map(({ severity, problem }) => ({
      severity,
      text: `${problem.message} ${problem.hint ?? ''}`.trim(),
    })),
  };
  writeReport(report);
  journal.write({ event: 'end', exitCode: report.exitCode });
  journal.close();
  return { kind: 'loaded', report };
}

/**
 * Sees to what the last load into this org left open: its jobs are waited for, so that nothing is sent twice. Answers
 * the run to go on with, where `--resume` asks for it and there is something to resume.
 */
async function finishEarlier(runs: string, session: Session, options: LoadOptions, neutral: Neutral) {
  const folder = lastLoad(runs);
  const nothing = () => {
    if (options.resume) options.progress.say('There is no interrupted load to resume; this is a new one.');
    return undefined;
  };
  if (!folder) return nothing();
  const file = join(folder, 'journal.jsonl');
  const entries = readJournal(file);
  const begin = entries.find((entry) => entry.event === 'begin');
  if (begin?.event !== 'begin' || begin.orgId !== session.orgId) return nothing();
  const open = openSubmissions(entries);
  if (open.length > 0 && !options.dryRun) {
    const journal = new Journal(file);
    const { progress } = options;
    const waitMs = options.waitMinutes * 60_000;
    try {
      for (const submission of open) {
        const settled = await settle(submission, { session, folder, journal, waitMs, say: progress.say });
        if (settled !== 'running') continue;
        throw new UserError(
          {
            message: `A job of ${submission.step} of an earlier load is still under way.`,
            place: { file: folder },
          },
          {
            exitCode: EXIT.partial,
            next: `sfdc-datagen load ${options.dir} --target-org ${session.name} --resume`,
          },
        );
      }
    } finally {
      journal.close();
    }
  }
  const end = entries.at(-1);
  if (!options.resume) return undefined;
  if (end?.event === 'end' && end.exitCode === EXIT.done) return nothing();
  if (begin.hash !== neutral.hash) {
    throw new UserError(
      { message: 'The data set was changed after the load that is to be resumed.', place: { file: folder } },
      { next: `sfdc-datagen load ${options.dir} --target-org ${session.name}` },
    );
  }
  return { folder, as_of: begin.as_of };
}

function unchangedKeys(state: OrgState, pass: 'records' | 'links'): string[] {
  return state.differences.flatMap((one) => {
    if (one.by === 'insert') return pass === 'records' ? one.part.unchanged : [];
    return one.parts.filter(({ file }) => file.pass === pass).flatMap((part) => part.unchanged);
  });
}

function repeatedKeys(state: OrgState, externalIdField: string): Finding[] {
  return state.repeated.slice(0, 10).map(({ sobject, key }) => ({
    severity: 'error',
    problem: {
      message: `More than one ${sobject} carries ${externalIdField} ${key}, so that an upsert cannot choose.`,
      hint: 'Delete all but one of them, or clean the data set up.',
    },
  }));
}

function pendingJobs(outcomes: Outcomes): LoadReport['pending'] {
  const jobs = new Map<string, { job: string; sobject: string; rows: number }>();
  for (const { job, sobject } of outcomes.pending) {
    const one = jobs.get(`${job} ${sobject}`) ?? { job, sobject, rows: 0 };
    one.rows++;
    jobs.set(`${job} ${sobject}`, one);
  }
  return [...jobs.values()];
}
