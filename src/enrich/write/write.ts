import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { csvText } from '../../dataset/csv.ts';
import type { Edits } from '../../dataset/edits.ts';
import { type Manifest, type ManifestFile, manifestText } from '../../dataset/manifest.ts';
import { writtenBytes } from '../../dataset/read.ts';
import { openFolder } from '../../dataset/write.ts';
import { sha256 } from '../../random/hash.ts';
import { toolVersion } from '../../shared/package-root.ts';
import type { Sheet, Wanted } from '../plan/dataset-index.ts';
import type { TextSource } from '../source.ts';

/**
 * Writes `enriched/` whole: every file of the generated stage with its texts in place, and the manifest. A text that
 * could not be had is a blank. A file whose edit by hand was accepted stays as that left it. Returns whether this is
 * another dataset than the one that stood there, and which files stayed.
 */
export function writeEnriched(
  { dataset, generated, data }: TextSource,
  textOf: (wanted: Wanted) => string,
  texts: Record<string, Record<string, number>>,
  edits: Edits,
): { changed: boolean; kept: string[] } {
  const accepted: Record<string, string> = {};
  const folder = openFolder(dataset, 'enriched');
  try {
    const files = generated.manifest.files.map((entry): ManifestFile => {
      const sheet = data.sheets.get(entry.object)!;
      const bytes = sheet.rows.some(({ wanted }) => wanted)
        ? Buffer.from(csvText(sheet.columns, filledRows(sheet, textOf)))
        : writtenBytes(generated, entry);
      const made = { ...entry, sha256: sha256(bytes) };
      const edit = edits.keep(entry.file, made.sha256);
      if (edit) accepted[entry.file] = edit.before;
      writeFileSync(join(folder.path, entry.file), edit?.bytes ?? bytes);
      return edit?.entry ?? made;
    });
    edits.refuseLost();
    const { accepted: _, ...facts } = generated.manifest;
    const manifest: Manifest = {
      ...facts,
      stage: 'enriched',
      tool_version: toolVersion,
      files,
      made_from: generated.manifestHash,
      texts,
      ...(Object.keys(accepted).length > 0 ? { accepted } : {}),
    };
    const text = manifestText(manifest);
    writeFileSync(join(folder.path, 'manifest.json'), text);
    const standing = join(dataset, 'enriched', 'manifest.json');
    const changed = edits.open || !existsSync(standing) || readFileSync(standing, 'utf8') !== text;
    folder.commit();
    return { changed, kept: Object.keys(accepted).map((file) => join(dataset, 'enriched', file)) };
  } catch (error) {
    folder.discard();
    throw folder.failed(error);
  }
}

function filledRows(sheet: Sheet, textOf: (wanted: Wanted) => string): (readonly string[])[] {
  return sheet.rows.map(({ cells, wanted }) => {
    if (!wanted) return cells;
    const filled = [...cells];
    for (const [column, one] of wanted) filled[column] = textOf(one);
    return filled;
  });
}
