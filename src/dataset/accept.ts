import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Catalog } from '../catalog/types.ts';
import { sha256 } from '../random/hash.ts';
import { UserError } from '../shared/errors.ts';
import { writeWhole } from '../shared/files/write-file.ts';
import { isPlaceholder } from '../shared/special-cells.ts';
import { csvText } from './csv.ts';
import { lockDataset } from './lock.ts';
import { type Manifest, type ManifestFile, manifestText } from './manifest.ts';
import { manifestHash } from './read.ts';
import { type InspectedStage, inspect } from './verify.ts';
import type { ObjectFile } from './verify-rows.ts';

/** A file that was edited by hand and is now described by the manifest. */
export interface AcceptedFile {
  file: string;
  rows: number;
}

/**
 * Accepts hand-edited files into the manifests of their stages, in the normal form of a dataset's CSV. If any check
 * fails, nothing is changed, and all problems are thrown as a UserError.
 */
export function accept(dataset: string, catalog: Catalog): AcceptedFile[] {
  if (!existsSync(dataset)) return accepted(dataset, catalog);
  const release = lockDataset(dataset, 'verify --accept');
  try {
    return accepted(dataset, catalog);
  } finally {
    release();
  }
}

function accepted(dataset: string, catalog: Catalog): AcceptedFile[] {
  const { stages, problems } = inspect(dataset, catalog);
  const edited = stages.flatMap(({ files }) => files.filter((one) => one.edited));
  if (edited.length === 0) return [];
  if (problems.length > 0) throw new UserError(problems, { outcome: 'no edit was accepted' });
  const generated = stages.find(({ stage }) => stage.manifest.stage === 'generated');
  const enriched = stages.find(({ stage }) => stage.manifest.stage === 'enriched');
  const hashes = new Map<ObjectFile, string>();
  for (const one of edited) {
    const text = csvText(one.table.columns, one.table.rows);
    hashes.set(one, sha256(text));
    writeIfOther(one.file, text);
  }
  const made = generated && acceptStage(generated, hashes, {});
  // What was made from the old rows stays until a later `enrich` makes it again.
  const same = made !== undefined && enriched !== undefined && holdsRowsOf(enriched, generated!);
  if (enriched) acceptStage(enriched, hashes, same ? { made_from: made } : {});
  return edited.map(({ file, table }) => ({ file, rows: table.rows.length }));
}

/** Updates the manifest of a stage to its current files, with new hashes for edited ones; returns its own new hash. */
function acceptStage(
  { stage, files }: InspectedStage,
  hashes: ReadonlyMap<ObjectFile, string>,
  more: Pick<Manifest, 'made_from'>,
): string {
  const accepted = { ...stage.manifest.accepted };
  const entries = stage.manifest.files.map((entry): ManifestFile => {
    const one = files.find(({ object }) => object === entry.object);
    const hash = one && hashes.get(one);
    if (hash === undefined) return entry;
    accepted[entry.file] ??= entry.sha256;
    // An edit that was reverted isn't one.
    if (accepted[entry.file] === hash) delete accepted[entry.file];
    return { ...entry, rows: one!.table.rows.length, sha256: hash };
  });
  const changed = files.some(({ edited }) => edited) || 'made_from' in more;
  if (!changed) return stage.manifestHash;
  const { accepted: _, ...before } = stage.manifest;
  const edits = Object.keys(accepted).length > 0 ? { accepted } : {};
  const text = manifestText({ ...before, files: entries, ...edits, ...more });
  writeIfOther(join(stage.dir, 'manifest.json'), text);
  return manifestHash(text);
}

function writeIfOther(file: string, text: string): void {
  if (readFileSync(file, 'utf8') !== text) writeWhole(file, text);
}

/** True if an enriched stage has the rows of a generated one, with texts instead of placeholders. */
function holdsRowsOf(enriched: InspectedStage, generated: InspectedStage): boolean {
  if (enriched.files.length !== generated.files.length) return false;
  return generated.files.every((one) => {
    const other = enriched.files.find(({ object }) => object === one.object);
    return other !== undefined && sameRows(one, other);
  });
}

/** Rows are matched by key: an editor may have sorted the file. */
function sameRows({ table: { columns, rows } }: ObjectFile, { table: other }: ObjectFile): boolean {
  const byKey = new Map(other.rows.map((row) => [row[0]!, row]));
  return (
    columns.join() === other.columns.join() &&
    rows.length === other.rows.length &&
    rows.every((row) => row.every((cell, i) => isPlaceholder(cell) || cell === byKey.get(row[0]!)?.[i]))
  );
}
