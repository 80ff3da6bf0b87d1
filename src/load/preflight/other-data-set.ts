import { readStage } from '../../dataset/read.ts';
import type { ExportFile } from '../../export/compile/export-file.ts';
import type { PreparedExport } from '../../export/prepare.ts';
import { neutralSettings } from '../../export/read-neutral.ts';
import type { OrgObject } from '../../org/describe.ts';
import { cleanupCommand } from '../../org/next-command.ts';
import type { OrgRecord } from '../../org/query.ts';
import { counted, countsText } from '../../shared/counted.ts';
import { UserError } from '../../shared/errors.ts';
import type { Rows } from '../../shared/rows/rows.ts';
import { isEmptyCell } from '../../shared/special-cells.ts';
import { heldByKey } from '../difference/held.ts';
import type { OrgState } from '../difference/read-org.ts';
import { sameValue } from '../difference/same-value.ts';
import type { KnownLoad } from '../receipts/known-loads.ts';
import { SentStore } from '../receipts/sent-store.ts';
import { runsOf } from '../run/run-folder.ts';
import type { Finding } from './preflight.ts';

const OWN_KEYS = 'use another `--seed` or `key_prefix` for this dataset, or delete the other one first.';

interface OtherDataSetInput {
  prepared: PreparedExport;
  state: OrgState;
  org: { name: string; org: string | undefined; orgId: string };
  externalIdField: string;
  prefix: string;
  sent: SentStore;
  /** This dataset, as a load of it is noted. */
  own: KnownLoad;
  /** The loads under this prefix that the user's machine knows of, also those of this folder. */
  loads: readonly KnownLoad[];
}

/**
 * An error where the org has records with the dataset's prefix that are another dataset's: an upsert would overwrite
 * them without a word. They are this one's where its receipts, or those of another folder with the same recipe and
 * settings, know them; another's where receipts say so, and where not one of them says what the row with its key says.
 */
export function otherDataSet(input: OtherDataSetInput): Finding[] {
  const { prepared, state, externalIdField, prefix, sent, own } = input;
  if (prepared.neutral.update) return [];
  const keyed = state.held.flatMap(({ sobject, records }) =>
    prepared.compiled.files.some((file) => file.sobject === sobject && file.match.by === 'external_id')
      ? [{ sobject, records }]
      : [],
  );
  const isKnownTo = (store: SentStore) =>
    keyed.some(({ records }) =>
      records.some((record) => store.knows(String(record[externalIdField]), record.Id)),
    );
  if (keyed.every(({ records }) => records.length === 0) || isKnownTo(sent)) return [];
  const others = input.loads.filter(({ dir, update }) => dir !== own.dir && !update);
  const knowing = others.filter(({ dir }) => isKnownTo(new SentStore(runsOf(dir, input.org))));
  const ofRecipe = knowing.filter(({ recipe }) => recipe !== '' && recipe === own.recipe);
  if (ofRecipe.length > 0) return otherSettings(input, ofRecipe);
  const counts = { shared: 0, recognized: 0 };
  for (const { sobject, records } of keyed) {
    const files = prepared.compiled.files.filter((file) => file.sobject === sobject);
    const found = recognized(files, records, { org: prepared.schema[sobject]!, externalIdField });
    counts.shared += found.shared;
    counts.recognized += found.recognized;
  }
  const foreign = knowing.find(({ dataset }) => dataset !== own.dataset);
  if (!foreign && counts.recognized > 0) return [];
  const held = countsText(
    Object.fromEntries(
      keyed
        .filter(({ records }) => records.length > 0)
        .map(({ sobject, records }) => [sobject, records.length]),
    ),
  );
  const from = foreign ?? knowing[0];
  const message = `${input.org.name} has ${held} with prefix ${prefix} from another dataset${from ? ` (${from.dir})` : ''}; a load would overwrite ${counted(counts.shared)} of them.`;
  const hint = `${OWN_KEYS[0]!.toUpperCase()}${OWN_KEYS.slice(1)}`;
  return [{ severity: 'error', problem: { message, hint }, next: cleanupCommand(prefix, input.org.org) }];
}

/** The same where the other folder has a dataset of this recipe that was made with other settings, and its rows differ. */
function otherSettings(
  { prepared, state, org, prefix }: OtherDataSetInput,
  loads: readonly KnownLoad[],
): Finding[] {
  const { settings } = prepared.neutral;
  const made = loads.map(({ dir }) => ({ dir, settings: settingsIn(dir) }));
  const isOther = made.every((one) => one.settings !== undefined && one.settings !== settings);
  const changed = changedRows(state);
  if (settings === undefined || !isOther || changed === 0) return [];
  const { dir } = made[0]!;
  const message = `The records of ${org.name} with prefix ${prefix} were loaded from ${dir}, which was generated with other settings or templates; a load would change ${counted(changed)} of them.`;
  return [
    {
      severity: 'error',
      problem: { message, hint: `Load that folder, ${OWN_KEYS}` },
      next: cleanupCommand(prefix, org.org),
    },
  ];
}

/** How many of the org's keyed records a load would change. */
function changedRows({ differences, ids }: OrgState): number {
  const keys = differences.flatMap((one) =>
    one.by === 'external_id' ? one.parts.flatMap(({ file }) => file.rows.map(({ key }) => key)) : [],
  );
  return new Set(keys.filter((key) => ids.has(key))).size;
}

/** What the dataset that a folder has now was made with; undefined where it has none that can be read. */
function settingsIn(dir: string): string | undefined {
  try {
    return neutralSettings(readStage(dir, 'generated').manifest.inputs);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** Types of which two records often have the same value by chance, or another by an `--as-of`. */
const VAGUE = new Set(['boolean', 'date', 'datetime', 'time', 'picklist', 'multipicklist']);

/**
 * How many of the org's records have the key of a row, and how many of those say what the row says: at least half of its
 * texts and numbers. A row without any is given the benefit of the doubt.
 */
function recognized(
  files: readonly ExportFile[],
  records: Rows<OrgRecord>,
  context: { org: OrgObject; externalIdField: string },
): { shared: number; recognized: number } {
  const byKey = heldByKey(records, context.externalIdField);
  let shared = 0;
  let same = 0;
  for (const { pass, columns, rows } of files) {
    if (pass !== 'records') continue;
    const told = columns.flatMap((column, at) => {
      const field = context.org.fields[column.field];
      return column.kind === 'value' && field && !VAGUE.has(field.type) ? [{ at, field }] : [];
    });
    for (const row of rows) {
      const record = byKey.get(row.key);
      if (!record) continue;
      shared++;
      const cells = told.filter(({ at }) => !isEmptyCell(row.cells[at]!));
      const equal = cells.filter(({ at, field }) => sameValue(field, row.cells[at]!, record[field.name]));
      if (equal.length * 2 >= cells.length) same++;
    }
  }
  return { shared, recognized: same };
}
