import type { Prepared } from '../../export/prepare.ts';
import { countsText } from '../counts-text.ts';
import type { OrgState } from '../difference/read-org.ts';
import { recognized } from '../difference/recognized.ts';
import type { KnownLoad } from '../receipts/known-loads.ts';
import { SentStore } from '../receipts/sent-store.ts';
import { runsOf } from '../run-folder.ts';
import { cleanupCommand } from '../way-on.ts';
import type { Finding } from './preflight.ts';

interface OtherDataSetInput {
  prepared: Prepared;
  state: OrgState;
  org: { name: string; org: string | undefined; orgId: string };
  externalIdField: string;
  prefix: string;
  sent: SentStore;
  /** This data set, as a load of it is noted. */
  own: KnownLoad;
  /** The loads under this prefix that the user's machine knows of, also those of this folder. */
  loads: readonly KnownLoad[];
}

/**
 * An error where the org holds records under the data set's prefix that are another data set's: an upsert would overwrite
 * them without a word. They are this one's where its receipts, or those of another folder with the same recipe, know them;
 * another's where receipts say so, and where not one of them says what the row with its key says.
 */
export function otherDataSet(input: OtherDataSetInput): Finding[] {
  const { prepared, state, externalIdField, prefix, sent, own } = input;
  if (prepared.neutral.update) return [];
  const keyed = state.held.flatMap(({ sobject, records }) =>
    prepared.compiled.files.some((file) => file.sobject === sobject && file.match.by === 'external_id')
      ? [{ sobject, records }]
      : [],
  );
  const all = keyed.flatMap(({ records }) =>
    records.map((record) => ({ key: String(record[externalIdField]), id: record.Id })),
  );
  const isKnownTo = (store: SentStore) => all.some(({ key, id }) => store.knows(key, id));
  if (all.length === 0 || isKnownTo(sent)) return [];
  const others = input.loads.filter(({ dir }) => dir !== own.dir);
  const knowing = others.filter(({ dir }) => isKnownTo(new SentStore(runsOf(dir, input.org))));
  if (knowing.some(({ recipe }) => recipe !== '' && recipe === own.recipe)) return [];
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
  const message = `${input.org.name} holds ${held} under ${prefix} from another dataset${from ? ` (${from.dir})` : ''}; a load would overwrite ${counts.shared} of them.`;
  const hint =
    'Give this dataset keys of its own (another `--seed`, or another name with `dataset` in the config), or delete the other one first.';
  return [{ severity: 'error', problem: { message, hint }, next: cleanupCommand(prefix, input.org.org) }];
}
