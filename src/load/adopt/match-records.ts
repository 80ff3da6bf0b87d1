import { idStem } from '../../catalog/record-id.ts';
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
/** Problems of an object that a refusal lists; it counts the rest. */
const TOLD = 20;

/**
 * Finds for each row the record that an earlier load took over, or else the one with its values. Rows that could take over
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
    const sharing = takers.get(id);
    if (sharing) sharing.push(row);
    else takers.set(id, [row]);
  };
  const takeOnly = (row: MatchRow, found: readonly OrgRecord[]) => {
    const [only, ...more] = found;
    if (only && more.length === 0) take(row, only);
    else if (only)
      problems.push({
        message: `${countText(found.length, `${sobject} record`)} of the org have the ${by} of this row: ${someOf(found.slice(0, NAMED + 1).map(({ Id }) => String(Id)))}. Only one can be taken over.`,
        place: { file: row.file, line: row.line, key: row.key },
        hint: `Merge these records, or add a field to \`match\` of ${sobject} that tells them apart.`,
      });
  };
  const problems: Problem[] = [];
  const by = fields.join(' and ');
  const changed: { row: MatchRow; found: readonly OrgRecord[]; earlier: OrgRecord }[] = [];
  for (const row of rows) {
    const name = nameOf(row.forms);
    const found = name === undefined ? [] : (named.get(name) ?? []);
    const earlier = byId.get(idStem(row.earlier));
    if (!earlier) takeOnly(row, found);
    else if (found.includes(earlier)) take(row, earlier);
    else changed.push({ row, found, earlier });
  }
  // A value that was changed since, on either side, doesn't part a row from its record, nor does another record with its value.
  for (const { row, found, earlier } of changed)
    if (takers.has(String(earlier.Id))) takeOnly(row, found);
    else take(row, earlier);
  for (const [id, sharing] of takers) {
    const [first, ...others] = sharing;
    if (others.length === 0 || !first) continue;
    problems.push({
      message: `${counted(sharing.length)} rows match ${sobject} ${id} by ${by}: ${someOf(sharing.map(({ key }) => key))}. Only one can take it over.`,
      place: { file: first.file, line: first.line, key: first.key },
      hint: `Give the rows different values, or add a field to \`match\` of ${sobject} that tells them apart.`,
    });
  }
  return { adopted, problems };
}

/** The problems of an object as far as a person reads them, and how many more there are. */
export function problemsToList(problems: readonly Problem[], sobject: string): readonly Problem[] {
  if (problems.length <= TOLD + 1) return problems;
  const rest = `${counted(problems.length - TOLD)} more rows of ${sobject} can't take over one record each.`;
  return [...problems.slice(0, TOLD), { message: rest }];
}

/** The values of a row or a record as one text; undefined where one of them is blank. */
function nameOf(forms: readonly string[]): string | undefined {
  return forms.includes('') ? undefined : forms.join('\u0000');
}

function someOf(names: readonly string[]): string {
  return `${names.slice(0, NAMED).join(', ')}${names.length > NAMED ? ', …' : ''}`;
}
