import { catalogOf } from '../../catalog/overlay.ts';
import type { Config } from '../../config/schema.ts';
import { type Neutral, withTables } from '../../export/neutral.ts';
import { type PreparedExport, prepareExport, readOrgFor } from '../../export/prepare.ts';
import { type Limits, readDuplicateRules, readLimits, readOrganization } from '../../org/about-org.ts';
import type { OrgSchema } from '../../org/describe.ts';
import type { Organization } from '../../org/guard.ts';
import { targetFlag } from '../../org/next-command.ts';
import type { Session } from '../../org/session.ts';
import { declaredFindings, updateKeyFindings } from './declared.ts';
import { type Finding, preflight } from './preflight.ts';

/** What an org is, a dataset compiled for it, and the problems found. */
export interface Examination {
  organization: Organization;
  limits: Limits;
  prepared: PreparedExport;
  findings: Finding[];
  /** The same of the objects to load alone, with those that can't be read. */
  checked: PreparedExport;
  /** False where the org lacks what records of an object to load would be found by. */
  readable: boolean;
}

/** Rows of Snowfakery's special objects: Salesforce makes the contact of a person account with the account. */
const MADE_WITH_OTHERS: ReadonlySet<string> = new Set(['PersonContact']);

/** Asks an org at once for all that a load must know before it compiles, and compiles. */
export async function examine(
  session: Session,
  neutral: Neutral,
  config: Config,
  {
    asOf,
    only,
    allowDuplicates = false,
  }: {
    asOf: string | undefined;
    only?: readonly string[] | undefined;
    allowDuplicates?: boolean | undefined;
  },
): Promise<Examination> {
  const isWanted = (sobject: string) => !MADE_WITH_OTHERS.has(sobject) && (!only || only.includes(sobject));
  const sobjects = neutral.tables.map((table) => table.sobject);
  const wanted = sobjects.filter(isWanted);
  const [organization, { org, names, namesakes }, duplicateRules, limits] = await Promise.all([
    readOrganization(session),
    readOrgFor(session, neutral),
    readDuplicateRules(session, wanted),
    readLimits(session),
  ]);
  const externalIdField = config.salesforce.external_id_field;
  const options = { org, names, namesakes, newRowsApart: true, ...(asOf ? { asOf } : {}) };
  const unreadable = unreadableObjects(neutral.tables, { config, org, externalIdField });
  const absent = new Set([...unreadable].filter((sobject) => !isWanted(sobject)));
  const all = prepareExport(
    withTables(
      neutral,
      sobjects.filter((sobject) => !absent.has(sobject)),
    ),
    config,
    { ...options, absent },
  );
  const checked =
    wanted.length < sobjects.length
      ? prepareExport(withTables(neutral, wanted), config, { ...options, absent })
      : all;
  const findings = preflight({
    ...{
      prepared: checked,
      externalIdField,
      duplicateRules,
      allowDuplicates,
      target: targetFlag(session.org),
    },
  });
  findings.push(
    ...declaredFindings(neutral.load, asOf),
    ...updateKeyFindings(checked.neutral.tables, externalIdField),
  );
  // What the org has of the other objects is still read, so that all problems are reported at once.
  const files = all.compiled.files.filter(({ sobject }) => !unreadable.has(sobject));
  return {
    ...{ organization, limits, findings, checked },
    prepared: { ...all, compiled: { ...all.compiled, files } },
    readable: !wanted.some((sobject) => unreadable.has(sobject)),
  };
}

/** The objects that an org lacks, or whose records it can't find: without the External ID field, theirs or a parent's. */
function unreadableObjects(
  tables: Neutral['tables'],
  { config, org, externalIdField }: { config: Config; org: OrgSchema; externalIdField: string },
): Set<string> {
  const catalog = catalogOf(config.objects);
  const isKeyed = (sobject: string) => org[sobject]?.fields[externalIdField]?.externalId === true;
  const unreadable = new Set<string>();
  const isUnreadable = (sobject: string): boolean => {
    if (!org[sobject]) return true;
    if (isKeyed(sobject)) return false;
    const match = catalog[sobject]?.match ?? { by: 'external_id' };
    if (match.by === 'external_id') return true;
    const parents = match.by === 'parents' ? match.fields : [match.parent];
    const known = parents.flatMap((field) => org[sobject]!.fields[field]?.referenceTo ?? []);
    return known.length > 0 && known.every((parent) => unreadable.has(parent));
  };
  // Parents of an object may come after it.
  for (let before = -1; before < unreadable.size; ) {
    before = unreadable.size;
    for (const { sobject } of tables) if (isUnreadable(sobject)) unreadable.add(sobject);
  }
  return unreadable;
}
