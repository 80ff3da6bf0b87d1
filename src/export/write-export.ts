import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { sha256 } from '../dataset/read.ts';
import { openFolder } from '../dataset/write.ts';
import type { Compiled } from './compile.ts';
import { fileText } from './file-text.ts';
import type { Neutral } from './neutral.ts';

/** Writes the files of a compilation and their manifest, the whole folder or nothing; answers the file names. */
export function writeExport(
  folder: string,
  neutral: Neutral,
  compiled: Compiled,
  org: string | undefined,
): string[] {
  const pending = openFolder(dirname(folder), basename(folder));
  try {
    const files = compiled.files
      .filter((file) => file.rows.length > 0)
      .map((file) => {
        const text = fileText(file);
        const name = `${file.name}.csv`;
        writeFileSync(join(pending.path, name), text);
        const { sobject, pass, match } = file;
        return {
          file: name,
          object: sobject,
          pass,
          match: match.by,
          rows: file.rows.length,
          sha256: sha256(text),
        };
      });
    const { name, seed, as_of, hash } = neutral;
    const { levels, notes } = compiled;
    const manifest = {
      stage: 'export',
      dataset: name,
      seed,
      as_of,
      org: org ?? null,
      made_from: hash,
      levels,
      notes,
    };
    writeFileSync(
      join(pending.path, 'manifest.json'),
      `${JSON.stringify({ ...manifest, files }, null, 2)}\n`,
    );
    pending.commit();
    return files.map(({ file }) => file);
  } catch (error) {
    pending.discard();
    throw error;
  }
}

/** Writes one text file, making its folder. */
export function writeText(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
