import type { Config } from '../../config/schema.ts';
import type { Neutral } from '../../export/neutral.ts';
import { type PreparedExport, prepareExport, readOrgFor } from '../../export/prepare.ts';
import { type Limits, readDuplicateRules, readLimits, readOrganization } from '../../org/about-org.ts';
import type { Organization } from '../../org/guard.ts';
import { targetFlag } from '../../org/next-command.ts';
import type { Session } from '../../org/session.ts';
import { declaredFindings, updateKeyFindings } from './declared.ts';
import { requiredFields } from './fields.ts';
import { type Finding, preflight } from './preflight.ts';

/** What an org is, a dataset compiled for it, and the problems found. */
export interface Examination {
  organization: Organization;
  limits: Limits;
  prepared: PreparedExport;
  findings: Finding[];
  /** False where the org lacks what its records of the dataset would be found by. */
  readable: boolean;
}

/** Asks an org at once for all that a load must know before it compiles, and compiles. */
export async function examine(
  session: Session,
  neutral: Neutral,
  config: Config,
  asOf: string | undefined,
): Promise<Examination> {
  const sobjects = neutral.tables.map((table) => table.sobject);
  const [organization, { org, names }, duplicateRules, limits] = await Promise.all([
    readOrganization(session),
    readOrgFor(session, neutral),
    readDuplicateRules(session, sobjects),
    readLimits(session),
  ]);
  const prepared = prepareExport(neutral, config, {
    ...{ org, names },
    newRowsApart: true,
    ...(asOf ? { asOf } : {}),
  });
  const externalIdField = config.salesforce.external_id_field;
  const findings = preflight({ prepared, externalIdField, duplicateRules, target: targetFlag(session.org) });
  findings.push(
    ...declaredFindings(neutral.load, asOf),
    ...updateKeyFindings(neutral.tables, externalIdField),
  );
  const readable = sobjects.every((name) => org[name]) && !findings.some((one) => one.unreadable);
  // Without its records all rows are new to the org.
  if (!readable) findings.push(...requiredFields(prepared, new Set()));
  return { organization, limits, prepared, findings, readable };
}
