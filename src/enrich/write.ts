import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { csvText } from '../dataset/csv.ts';
import { type Manifest, type ManifestFile, manifestText } from '../dataset/manifest.ts';
import { sha256, writtenBytes } from '../dataset/read.ts';
import { openFolder } from '../dataset/write.ts';
import { toolVersion } from '../package-root.ts';
import type { Sheet, Wanted } from './plan/world.ts';
import type { Source } from './source.ts';

/**
 * Writes `enriched/` whole: every file of the generated stage with its texts in place, and the manifest. A text that
 * could not be had is a blank. Answers whether this is another data set than the one that stood there.
 */
export function writeEnriched(
  { dataset, generated, world }: Source,
  textOf: (wanted: Wanted) => string,
  texts: Record<string, Record<string, number>>,
): boolean {
  const folder = openFolder(dataset, 'enriched');
  try {
    const files = generated.manifest.files.map((entry): ManifestFile => {
      const sheet = world.sheets.get(entry.object)!;
      const target = join(folder.path, entry.file);
      if (!sheet.rows.some(({ wanted }) => wanted)) {
        writeFileSync(target, writtenBytes(generated, entry));
        return entry;
      }
      const content = csvText(sheet.columns, filledRows(sheet, textOf));
      writeFileSync(target, content);
      return { ...entry, sha256: sha256(content) };
    });
    const manifest: Manifest = {
      ...generated.manifest,
      stage: 'enriched',
      tool_version: toolVersion,
      files,
      made_from: generated.manifestHash,
      texts,
    };
    const text = manifestText(manifest);
    writeFileSync(join(folder.path, 'manifest.json'), text);
    const standing = join(dataset, 'enriched', 'manifest.json');
    const changed = !existsSync(standing) || readFileSync(standing, 'utf8') !== text;
    folder.commit();
    return changed;
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
