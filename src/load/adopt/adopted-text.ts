import { counted } from '../../shared/counted.ts';
import type { SObjectDifference } from '../difference/read-org.ts';

/** A record that people made and that a row of the dataset took over. */
export interface AdoptedRecord {
  sobject: string;
  key: string;
  id: string;
  /** The fields by which it was found. */
  by: readonly string[];
}

const NOTHING = { ids: new Map<string, string>(), by: [] };

/** The records that rows of some objects take over, in the order of the objects. */
export function adoptedRecords(differences: readonly SObjectDifference[]): AdoptedRecord[] {
  return differences.flatMap((one) => {
    const { ids, by } = (one.by === 'external_id' ? one.adopted : one.part.adopted) ?? NOTHING;
    return [...ids].map(([key, id]) => ({ sobject: one.sobject, key, id, by }));
  });
}

/** Records of an object that a line names; a report in JSON has all. */
const NAMED = 10;

/** One line an object: how many records rows take over, by what, and which. */
export function adoptedLines(adopted: readonly AdoptedRecord[]): string[] {
  return [...Map.groupBy(adopted, ({ sobject }) => sobject)].map(([sobject, all]) => {
    const named = all.slice(0, NAMED).map(({ key, id }) => `${id} (${key})`);
    const more = all.length > NAMED ? `, and ${counted(all.length - NAMED)} more` : '';
    return `Adopted ${counted(all.length)} ${sobject} by ${all[0]!.by.join(' and ')}: ${named.join(', ')}${more}.`;
  });
}
