import type { ExportFile } from '../../export/export-file.ts';
import { byContent } from './by-content.ts';
import { byParents } from './by-parents.ts';
import type { InsertContext, InsertDifference } from './insert-context.ts';

/**
 * Compares rows without an External ID with the org's records: by the pair of their parents (what differs is updated by
 * its id), or by their parent and what they say. What no row says any more is deleted where receipts prove that it is of
 * this dataset; records of others are never touched.
 */
export function insertDifference(file: ExportFile, context: InsertContext): InsertDifference {
  const { match } = file;
  return match.by === 'content'
    ? byContent(file, match.parent, [match.parent, ...match.fields], context)
    : byParents(file, match.by === 'parents' ? match.fields : [], context);
}
