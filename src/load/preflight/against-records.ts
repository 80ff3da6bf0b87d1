import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { PreparedExport } from '../../export/prepare.ts';
import type { Limits } from '../../org/about-org.ts';
import { loadCommand } from '../../org/next-command.ts';
import type { Session } from '../../org/session.ts';
import { counted, countsText, countText, recordsText, rowsText } from '../../shared/counted.ts';
import { NULL_CELL } from '../../shared/special-cells.ts';
import { adoptedFindings } from '../adopt/adopt-findings.ts';
import type { CompareContext, OrgState } from '../difference/read-org.ts';
import type { LoadStep } from '../plan.ts';
import type { LoadsOfPrefix } from '../receipts/known-loads.ts';
import type { Examination } from './examine.ts';
import { requiredFields } from './fields.ts';
import { keysElsewhere, lostKeys, repeatedKeys } from './keys.ts';
import { otherDataSet } from './other-data-set.ts';
import { personFields } from './persons.ts';
import type { Finding } from './preflight.ts';

/** The checks of a load that need to know which of its records the org has. */
export async function againstRecords(
  { prepared, checked, limits }: Pick<Examination, 'prepared' | 'checked' | 'limits'>,
  state: OrgState,
  steps: readonly LoadStep[],
  context: CompareContext & { session: Session; known: LoadsOfPrefix },
): Promise<Finding[]> {
  const { session, externalIdField, known } = context;
  const present = new Set(state.ids.keys());
  return [
    ...otherDataSet({ ...context, ...known, prepared, state, org: session }),
    ...(await lostKeys({ ...context, prepared, state })),
    ...(await keysElsewhere({ ...context, prepared, state })),
    ...adoptedFindings(state.adopted),
    ...updateWithoutRecords(checked, present, { dir: known.own.dir, org: session.org }),
    ...requiredFields(checked, present),
    ...personFields(checked, present),
    ...capacity(steps, present, limits),
    ...repeatedKeys(state, externalIdField),
    ...blankFindings(state.blanks.unknown),
    ...yieldingFindings(state),
    ...unclaimedFindings(state),
  ];
}

/** A warning on rows that can't become the primary record of their parent, since a record of others is. */
function yieldingFindings({ differences }: OrgState): Finding[] {
  return differences.flatMap((one): Finding[] => {
    const keys = one.by === 'insert' ? one.part.yielding : [];
    if (keys.length === 0) return [];
    const which = keys.length > 3 ? `${keys.slice(0, 3).join(', ')}, …` : keys.join(', ');
    const message = `${one.sobject}: ${rowsText(keys.length)} not made primary because another record already is (${which}).`;
    return [{ severity: 'warning', problem: { message } }];
  });
}

/** A warning on records that stay since nothing tells if they are of an earlier version of the dataset. */
function unclaimedFindings({ differences }: OrgState): Finding[] {
  return differences.flatMap((one): Finding[] => {
    const count = one.by === 'insert' ? one.part.unclaimed : 0;
    if (count === 0) return [];
    const message = `${one.sobject}: ${recordsText(count)} under the dataset's records ${count === 1 ? "isn't in it and stays" : "aren't in it and stay"}; this folder has no results of earlier loads that show whose ${count === 1 ? 'it is' : 'they are'}.`;
    return [{ severity: 'warning', problem: { message } }];
  });
}

const SHOWN = 5;

/** One warning on all blank cells of records without receipts: `unknown` counts them by `Account.Phone`. */
function blankFindings(unknown: ReadonlyMap<string, number>): Finding[] {
  const total = [...unknown.values()].reduce((sum, count) => sum + count, 0);
  if (total === 0) return [];
  const most = [...unknown].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  const shown = most.slice(0, SHOWN).map(([field, count]) => `${field} ${counted(count)}`);
  const fields = `${shown.join(', ')}${most.length > SHOWN ? ', …' : ''}`;
  const cells = total === 1 ? '1 blank cell leaves a value' : `${counted(total)} blank cells leave values`;
  const message = `${cells} of the org unchanged (${fields}): this folder has no results of a load that sent one.`;
  const hint = `To empty a field, write \`${NULL_CELL}\` in its cell.`;
  return [{ severity: 'warning', problem: { message, hint } }];
}

/**
 * An error where an update gives new values to records that the org lacks: it has no other values of them, and an upsert
 * would make records of these alone. Rows below others of the update are new ones.
 */
function updateWithoutRecords(
  { neutral, compiled, keys }: PreparedExport,
  present: ReadonlySet<string>,
  { dir, org }: { dir: string; org: string | undefined },
): Finding[] {
  if (!neutral.update) return [];
  const isNew = (key: string) => {
    for (let at = key.lastIndexOf('_'); at > 0; at = key.lastIndexOf('_', at - 1))
      if (keys.has(key.slice(0, at))) return true;
    return false;
  };
  const lacking: Record<string, number> = {};
  for (const { sobject, match, pass, rows } of compiled.files) {
    if (match.by !== 'external_id' || pass !== 'records') continue;
    const count = rows.filter(({ key }) => !present.has(key) && !isNew(key)).length;
    if (count > 0) lacking[sobject] = count;
  }
  if (Object.keys(lacking).length === 0) return [];
  const base = join(dirname(dir), neutral.name.replace(/-update$/, ''));
  const problem = {
    message: `The org doesn't have ${countsText(lacking)} that this update changes; the update has only their new values.`,
    hint: 'Load the dataset that it updates first.',
  };
  const next = base !== dir && existsSync(base) ? loadCommand([relative('', base)], org) : undefined;
  return [{ severity: 'error', problem, ...(next ? { next } : {}) }];
}

/** What most records take in an org, whatever is in them. Source: Salesforce Help, Data and File Storage. */
const RECORD_KB = 2;
/** A batch of a bulk job holds up to 10,000 rows. */
const BATCH_ROWS = 10_000;
/** Creating, filling, closing and polling a job and reading its results. */
const REQUESTS_PER_JOB = 20;

/** Compares what a load will create with what the org has left. */
function capacity(steps: readonly LoadStep[], present: ReadonlySet<string>, limits: Limits): Finding[] {
  let created = 0;
  let batches = 0;
  let requests = 30;
  for (const step of steps) {
    if (!('file' in step)) continue;
    if (step.file.pass === 'records') created += step.file.rows.filter((row) => !present.has(row.key)).length;
    batches += Math.ceil(step.file.rows.length / BATCH_ROWS);
    requests += REQUESTS_PER_JOB;
  }
  const findings: Finding[] = [];
  const say = (severity: Finding['severity'], message: string, hint: string) =>
    findings.push({ severity, problem: { message, hint } });
  const needed = (created * RECORD_KB) / 1_024;
  if (limits.storageMb !== undefined && created > 0) {
    const text = `Creating ${recordsText(created)} takes about ${needed.toFixed(1)} MB; the org has ${counted(limits.storageMb)} MB of data storage left.`;
    const hint = 'Clean up an older dataset, empty the recycle bin, or generate fewer accounts.';
    // The org counts in whole megabytes and with a delay, so that only what surely doesn't fit is an error.
    if (needed > limits.storageMb + 1) say('error', text, hint);
    else if (needed > limits.storageMb * 0.8) say('warning', text, hint);
  }
  if (limits.apiRequests !== undefined && limits.apiRequests < requests) {
    say(
      'error',
      `This load needs about ${counted(requests)} API requests; the org has ${counted(limits.apiRequests)} left today.`,
      'Wait until more are available.',
    );
  }
  if (limits.bulkBatches !== undefined && limits.bulkBatches < batches) {
    say(
      'error',
      `This load needs ${countText(batches, 'bulk batch', 'bulk batches')}; the org has ${counted(limits.bulkBatches)} left today.`,
      'Wait until more are available.',
    );
  }
  return findings;
}
