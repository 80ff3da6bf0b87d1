import { idStem, sameId } from '../../catalog/record-id.ts';
import type { OrgObject } from '../../org/describe.ts';
import type { OrgRecord } from '../../org/query.ts';
import { counted, countText } from '../../shared/counted.ts';
import type { Problem } from '../../shared/errors.ts';
import { matchForm } from './match-fields.ts';

/** A row without a record of its key, and its values in the fields by which it may take one over. */
export interface MatchRow {
  key: string;
  file: string;
  line: number;
  /** One for each field; a row with a blank one matches nothing. */
  forms: readonly string[];
  /** The record that an earlier load took over for this row. */
  earlier: string | undefined;
}

interface Match {
  /** The records that rows take over, by key. */
  adopted: Map<string, OrgRecord>;
  problems: Problem[];
}

/** Ids or keys that a message names. */
const NAMED = 5;
/** Rows without an end of which each has a message of its own. */
const TOLD = 20;

/**
 * Finds for each row the one record with its values, or the one that an earlier load took over. Rows that could take over
 * several, and rows that could take over the same one, are problems: a person has to decide.
 */
export function matchRecords(
  rows: readonly MatchRow[],
  records: readonly OrgRecord[],
  { sobject, fields, org }: { sobject: string; fields: readonly string[]; org: OrgObject },
): Match {
  const named = new Map<string, OrgRecord[]>();
  const byId = new Map<string, OrgRecord>();
  for (const record of records) {
    byId.set(idStem(record.Id), record);
    const name = nameOf(fields.map((field) => matchForm(org.fields[field]!, record[field])));
    if (name === undefined) continue;
    const same = named.get(name);
    if (same) same.push(record);
    else named.set(name, [record]);
  }
  const adopted = new Map<string, OrgRecord>();
  const takers = new Map<string, MatchRow[]>();
  const take = (row: MatchRow, record: OrgRecord) => {
    adopted.set(row.key, record);
    const id = String(record.Id);
    takers.set(id, [...(takers.get(id) ?? []), row]);
  };
  const problems: Problem[] = [];
  const by = fields.join(' and ');
  const unmatched: MatchRow[] = [];
  for (const row of rows) {
    const name = nameOf(row.forms);
    const found = name === undefined ? [] : (named.get(name) ?? []);
    // Of several, the one that this row has had stays its own.
    const own = found.length > 1 ? found.find(({ Id }) => sameId(Id, row.earlier)) : found[0];
    if (own) take(row, own);
    else if (found.length === 0) unmatched.push(row);
    else
      problems.push({
        message: `${countText(found.length, `${sobject} record`)} of the org have the ${by} of this row: ${someOf(found.map(({ Id }) => String(Id)))}. Only one can be taken over.`,
        place: { file: row.file, line: row.line, key: row.key },
        hint: `Merge these records, or add a field to \`match\` of ${sobject} that tells them apart.`,
      });
  }
  // A value that was changed since, on either side, doesn't part a row from its record.
  for (const row of unmatched) {
    const record = byId.get(idStem(row.earlier));
    if (record && !takers.has(String(record.Id))) take(row, record);
  }
  for (const [id, sharing] of takers) {
    const [first, ...others] = sharing;
    if (others.length === 0 || !first) continue;
    problems.push({
      message: `${counted(sharing.length)} rows match ${sobject} ${id} by ${by}: ${someOf(sharing.map(({ key }) => key))}. Only one can take it over.`,
      place: { file: first.file, line: first.line, key: first.key },
      hint: `Give the rows different values, or add a field to \`match\` of ${sobject} that tells them apart.`,
    });
  }
  if (problems.length <= TOLD + 1) return { adopted, problems };
  const rest = `${counted(problems.length - TOLD)} more rows of ${sobject} can't take over one record each.`;
  return { adopted, problems: [...problems.slice(0, TOLD), { message: rest }] };
}

/** The values of a row or a record as one text; undefined where one of them is blank. */
function nameOf(forms: readonly string[]): string | undefined {
  return forms.includes('') ? undefined : forms.join('\u0000');
}

function someOf(names: readonly string[]): string {
  return `${names.slice(0, NAMED).join(', ')}${names.length > NAMED ? ', …' : ''}`;
}
