import type { Org } from '../org.ts';
import type { OrgField } from '../schema/types.ts';
import type { OrgRecord, Value } from '../value.ts';
import type { Column, Found } from './run.ts';

/** REST writes `2026-01-15T14:30:00.000+0000`, the Bulk API `2026-01-15T14:30:00.000Z`. */
function restValue(value: Value, field: OrgField | undefined): Value {
  return field?.type === 'datetime' && typeof value === 'string' ? value.replace(/Z$/, '+0000') : value;
}

/** A record in REST's JSON: parents nested, a missing parent null. */
export function restRecord(org: Org, sobject: string, columns: Column[], record: OrgRecord, base: string) {
  const attributes = (type: string, id: string) => ({ type, url: `${base}/sobjects/${type}/${id}` });
  const answer: Record<string, unknown> = { attributes: attributes(sobject, record.Id) };
  for (const { name, via, field, read } of columns) {
    let at = answer;
    let holder: OrgRecord | undefined = record;
    for (const relationship of via) {
      const object = org.schema.get((holder ? org.records.sobjectOf(holder.Id)! : '').toLowerCase());
      const link: OrgField | undefined =
        object && [...object.fields.values()].find((each) => each.relationship === relationship);
      holder = link && holder && org.records.get(String(holder[link.name] ?? ''));
      if (!holder) {
        at[relationship] = null;
        break;
      }
      at[relationship] ??= {
        attributes: attributes(
          field?.label === 'Type' ? 'Name' : org.records.sobjectOf(holder.Id)!,
          holder.Id,
        ),
      };
      at = at[relationship] as Record<string, unknown>;
    }
    if (holder) at[name] = restValue(read!(record), field);
  }
  return answer;
}

/** All rows of an answer in REST's JSON. */
export function restRows(org: Org, found: Found, base: string): unknown[] {
  if (found.groups)
    return found.groups.map((group) => ({
      attributes: { type: 'AggregateResult' },
      ...Object.fromEntries(
        found.columns.map(({ name, field, ofGroup }) => [name, restValue(ofGroup(group), field)]),
      ),
    }));
  return found.matched.map((record) => restRecord(org, found.object.name, found.columns, record, base));
}
