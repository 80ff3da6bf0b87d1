import { isRecordId } from '../../catalog/record-id.ts';
import type { PreparedExport } from '../../export/prepare.ts';
import { oneOf, query, reachOf } from '../../org/query.ts';
import type { Session } from '../../org/session.ts';
import { counted, countText } from '../../shared/counted.ts';
import { shellLine } from '../../shared/shell-words.ts';
import type { OrgState } from '../difference/read-org.ts';
import type { SentStore } from '../receipts/sent-store.ts';
import type { Finding } from './preflight.ts';

/** Ids of an object that are asked for, and how many in one query: those of a dataset that was cleaned up are not there. */
const MOST = 10_000;
const AT_ONCE = 400;

interface Input {
  prepared: PreparedExport;
  state: Pick<OrgState, 'ids'>;
  sent: Pick<SentStore, 'idOf' | 'adopted'>;
  session: Pick<Session, 'rest' | 'org'>;
  externalIdField: string;
}

/**
 * An error where the org still has records that earlier loads made for rows, without their keys: an upsert would make
 * them a second time. The keys were emptied, or earlier loads kept them in another field.
 */
export async function lostKeys(input: Input): Promise<Finding[]> {
  const { prepared, state, sent, externalIdField } = input;
  // An object may have several files, for other kinds of parents.
  const wantedOf = new Map<string, Map<string, string>>();
  for (const { sobject, match, pass, rows } of prepared.compiled.files) {
    if (match.by !== 'external_id' || pass !== 'records') continue;
    const wanted = wantedOf.get(sobject) ?? new Map<string, string>();
    wantedOf.set(sobject, wanted);
    for (const { key } of rows) {
      const id = state.ids.has(key) ? undefined : sent.idOf(key);
      // One that another row takes over now is no record of this one any more.
      if (id === undefined || !isRecordId(id) || wanted.size >= MOST) continue;
      if (!sent.adopted(id) || prepared.catalog[sobject]?.adoptBy === undefined)
        wanted.set(id.slice(0, 15), key);
    }
  }
  const findings: Finding[] = [];
  for (const [sobject, wanted] of wantedOf) {
    const ids = await living(input, sobject, [...wanted.keys()]);
    const [first] = ids;
    if (first === undefined) continue;
    if (sent.adopted(first)) {
      findings.push(unmatched(sobject, first, wanted.get(first.slice(0, 15))!));
      continue;
    }
    const more = ids.length > 1 ? ` and ${counted(ids.length - 1)} more` : '';
    const key = wanted.get(first.slice(0, 15))!;
    findings.push({
      severity: 'error',
      problem: {
        message: `${sobject} ${first}${more}: an earlier load created the record as ${key}, and its ${externalIdField} no longer has that value; a load would create it again.`,
        hint: 'Set the key again or delete the record. If earlier loads used another `external_id_field`, continue with that one.',
      },
      next: shellLine([
        ...['sf', 'data', 'update', 'record', '--sobject', sobject, '--record-id', first],
        ...['--values', `${externalIdField}=${key}`],
        ...(input.session.org === undefined ? [] : ['--target-org', input.session.org]),
      ]),
    });
  }
  return findings;
}

/** Keys of an object that are looked for in another field. */
const LOOKED_FOR = 50;

/**
 * An error where the org has records with the keys of rows in another External ID field, and no receipts say so: a load
 * after a change of `external_id_field` would make them a second time.
 */
export async function keysElsewhere({
  prepared,
  state,
  sent,
  session,
  externalIdField,
}: Input): Promise<Finding[]> {
  const findings: Finding[] = [];
  const files = prepared.compiled.files.filter(
    ({ match, pass }) => match.by === 'external_id' && pass === 'records',
  );
  for (const [sobject, own] of Map.groupBy(files, (file) => file.sobject)) {
    const isSent = (field: string) => own.some(({ columns }) => columns.some((one) => one.field === field));
    const fields = Object.values(prepared.schema[sobject]?.fields ?? {}).filter(
      ({ name, type, externalId, unfilterable }) =>
        externalId && type === 'string' && !unfilterable && name !== externalIdField && !isSent(name),
    );
    if (fields.length === 0) continue;
    const keys: string[] = [];
    for (const { rows } of own)
      for (const { key } of rows)
        if (keys.length < LOOKED_FOR && !state.ids.has(key) && sent.idOf(key) === undefined) keys.push(key);
    if (keys.length === 0) continue;
    const { and, how } = reachOf(sobject);
    for (const { name } of fields) {
      const soql = `SELECT Id, ${name} FROM ${sobject} WHERE ${oneOf(name, keys)}${and} LIMIT 1`;
      const [record] = await query(session.rest, soql, how);
      if (!record) continue;
      const message = `${sobject} ${record.Id} has the record key ${record[name]} in ${name}, not in ${externalIdField}; a load would create it a second time.`;
      const hint = `Continue with \`external_id_field: ${name}\`, or clean up with it first.`;
      findings.push({ severity: 'error', problem: { message, hint } });
    }
  }
  return findings;
}

/** Without `match`, nothing says any more that a record which people made is the row's. */
function unmatched(sobject: string, id: string, key: string): Finding {
  const message = `${sobject} ${id}: an earlier load took over the record for ${key}, and the configuration no longer has a \`match\` of ${sobject}; a load would create it a second time.`;
  return {
    severity: 'error',
    problem: { message, hint: `Set \`objects: {${sobject}: {match: …}}\` again.` },
  };
}

/** Those of some ids that are of living records. */
async function living({ session }: Input, sobject: string, ids: readonly string[]): Promise<string[]> {
  const { and, how } = reachOf(sobject);
  const found: string[] = [];
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const where = oneOf('Id', ids.slice(at, at + AT_ONCE));
    const records = await query(session.rest, `SELECT Id FROM ${sobject} WHERE ${where}${and}`, how);
    for (const { Id } of records) found.push(String(Id));
  }
  return found;
}

/** Keys of an object that are named. */
const NAMED = 5;

/** Keys that more than one record of the org carries, where the field is not unique there: one finding an object. */
export function repeatedKeys(state: Pick<OrgState, 'repeated'>, externalIdField: string): Finding[] {
  const byObject = new Map<string, Set<string>>();
  for (const { sobject, key } of state.repeated)
    byObject.set(sobject, (byObject.get(sobject) ?? new Set()).add(key));
  return [...byObject].map(([sobject, repeated]): Finding => {
    const keys = [...repeated];
    const more = keys.length > NAMED ? `, and ${countText(keys.length - NAMED, 'more key')}` : '';
    return {
      severity: 'error',
      problem: {
        message: `More than one ${sobject} has the ${externalIdField} ${keys.slice(0, NAMED).join(', ')}${more}, so an upsert can't choose.`,
        hint: 'Delete all but one of them, or clean up the dataset.',
      },
    };
  });
}
