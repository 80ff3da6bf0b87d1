import type { Config } from '../config/schema.ts';
import type { Neutral } from '../export/neutral.ts';
import { prefixOf } from '../export/neutral.ts';
import { prepare } from '../export/prepare.ts';
import { type Limits, readDuplicateRules, readLimits, readOrganization, readSchema } from './about-org.ts';
import { CallLog } from './call-log.ts';
import { capacity } from './capacity.ts';
import { isProduction, type Organization } from './guard.ts';
import { planLoad } from './plan.ts';
import { type Finding, preflight } from './preflight.ts';
import { readOrg } from './read-org.ts';
import { openSession } from './session.ts';
import type { OrgName } from './sf-argv.ts';

/** What an org is, and what of a data set would not go into it. */
export interface Validation {
  org: string;
  username: string;
  host: string;
  production: boolean;
  organization: Organization;
  limits: Limits;
  /** What a load would send, by sobject. */
  sends: Record<string, number>;
  findings: Finding[];
}

/** Asks an org all that a load needs to know, and sends nothing. */
export async function validate(
  org: OrgName,
  neutral: Neutral,
  config: Config,
  asOf: string | undefined,
): Promise<Validation> {
  const session = await openSession(org, new CallLog(), config.salesforce.retry_attempts);
  const sobjects = neutral.tables.map((table) => table.sobject);
  const [organization, schema, duplicateRules, limits] = await Promise.all([
    readOrganization(session),
    readSchema(session, sobjects),
    readDuplicateRules(session, sobjects),
    readLimits(session),
  ]);
  const externalIdField = config.salesforce.external_id_field;
  const prepared = prepare(neutral, config, { org: schema, ...(asOf ? { asOf } : {}) });
  const target = org === undefined ? '' : ` --target-org ${org}`;
  const findings = preflight({ prepared, externalIdField, duplicateRules, target });
  const sends: Record<string, number> = {};
  if (!findings.some(({ severity }) => severity === 'error')) {
    const state = await readOrg(session, prepared, { externalIdField, prefix: prefixOf(neutral) });
    const steps = planLoad(state.differences, externalIdField);
    for (const step of steps) {
      if ('file' in step && step.file.pass === 'records') {
        sends[step.sobject] = (sends[step.sobject] ?? 0) + step.file.rows.length;
      }
    }
    findings.push(...capacity(steps, new Set(state.ids.keys()), limits));
  }
  const { name, username, host } = session;
  return {
    org: name,
    username,
    host,
    production: isProduction(organization),
    organization,
    limits,
    sends,
    findings,
  };
}
