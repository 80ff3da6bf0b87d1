import type { Config } from '../../config/schema.ts';
import { prefixOf } from '../../dataset/prefix.ts';
import type { Neutral } from '../../export/neutral.ts';
import type { Limits } from '../../org/about-org.ts';
import { CallLog } from '../../org/call-log.ts';
import { isProduction, type Organization } from '../../org/guard.ts';
import { openSession } from '../../org/session/open-session.ts';
import type { Way } from '../../org/session.ts';
import type { OrgName } from '../../org/sf-argv.ts';
import { counted, countsText, countText } from '../../shared/counted.ts';
import { problemText } from '../../shared/errors.ts';
import { type AdoptedRecord, adoptedLines, adoptedRecords } from '../adopt/adopted-text.ts';
import { type Extra, extras, forgetAccounted } from '../difference/extra.ts';
import { readOrg } from '../difference/read-org.ts';
import { planLoad } from '../plan.ts';
import { loadsOfPrefix } from '../receipts/known-loads.ts';
import { SentStore } from '../receipts/sent-store.ts';
import { runsOf } from '../run/run-folder.ts';
import { againstRecords } from './against-records.ts';
import { examine } from './examine.ts';
import type { Finding } from './preflight.ts';

/** What an org is, and which rows of a dataset it couldn't take. */
export interface Validation {
  org: string;
  username: string;
  host: string;
  production: boolean;
  organization: Organization;
  limits: Limits;
  /** What a load would send, by sobject. */
  sends: Record<string, number>;
  /** The records that rows would take over. */
  adopted: AdoptedRecord[];
  findings: Finding[];
}

interface ValidateOptions {
  config: Config;
  /** The way to the org; see `openSession`. */
  via?: Way | undefined;
  asOf: string | undefined;
  /** The objects to load; all without it. */
  only?: readonly string[] | undefined;
  /** The dataset's folder. */
  dir: string;
  /** Called with what is being waited for. */
  say(line: string): void;
}

/** Asks an org all that a load needs to know, and sends nothing. */
export async function validate(
  org: OrgName,
  neutral: Neutral,
  { config, via, asOf, dir, only, say }: ValidateOptions,
): Promise<Validation> {
  const { retry_attempts: retryAttempts } = config.salesforce;
  const session = await openSession({ org, log: new CallLog(say), retryAttempts }, via);
  const examined = await examine(session, neutral, config, { asOf, only });
  const { organization, limits, prepared, findings } = examined;
  const externalIdField = config.salesforce.external_id_field;
  const sends: Record<string, number> = {};
  const sent = new SentStore(runsOf(dir, session));
  const context = { externalIdField, prefix: prefixOf(neutral), sent };
  const known = loadsOfPrefix(dir, context.prefix, neutral, session);
  const state = await readOrg(session, prepared, context);
  forgetAccounted(state, neutral, known, session);
  const wanted = state.differences.filter(({ sobject }) => !only || only.includes(sobject));
  const steps = planLoad(wanted, externalIdField, neutral.load);
  for (const step of steps) {
    if ('file' in step && step.file.pass === 'records') {
      sends[step.sobject] = (sends[step.sobject] ?? 0) + step.file.rows.length;
    }
    if (step.kind === 'update') sends[step.sobject] = (sends[step.sobject] ?? 0) + step.records.length;
  }
  findings.push(...(await againstRecords(examined, state, steps, { ...context, session, known })));
  findings.push(...extras(state, context.prefix).map(extraFinding));
  const { name, username, host } = session;
  return {
    org: name,
    username,
    host,
    production: isProduction(organization),
    organization,
    limits,
    sends,
    adopted: adoptedRecords(wanted),
    findings,
  };
}

function extraFinding({ text }: Extra): Finding {
  return { severity: 'warning', problem: { message: text } };
}

/** What a person reads after `validate`. */
export function validationText(validation: Validation): string {
  const { org, username, host, production, organization, limits, sends, findings } = validation;
  const kind = production
    ? 'PRODUCTION'
    : organization.isSandbox
      ? 'sandbox'
      : organization.type || 'not production';
  const left = [
    limits.storageMb === undefined ? '' : `${counted(limits.storageMb)} MB of data storage`,
    limits.apiRequests === undefined ? '' : countText(limits.apiRequests, 'API request'),
    limits.bulkBatches === undefined ? '' : countText(limits.bulkBatches, 'bulk batch', 'bulk batches'),
  ].filter(Boolean);
  const lines = [`${org}: ${organization.name}, ${kind}, ${host}, as ${username}`];
  if (left.length > 0) lines.push(`left today: ${left.join(', ')}`);
  for (const severity of ['error', 'warning', 'note'] as const) {
    for (const finding of findings) {
      if (finding.severity === severity) lines.push(`${severity}: ${problemText(finding.problem)}`);
    }
  }
  lines.push(...adoptedLines(validation.adopted));
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const next = findings.find((finding) => finding.next)?.next;
  if (errors > 0)
    lines.push(`${countText(errors, 'error blocks', 'errors block')} a load.${next ? ` Next: ${next}` : ''}`);
  else
    lines.push(
      Object.keys(sends).length > 0
        ? `A load would send ${countsText(sends)}.`
        : 'The org already has the whole dataset.',
    );
  return lines.join('\n');
}
