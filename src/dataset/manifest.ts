import { join } from 'node:path';
import { readText } from '../shared/files/read-file.ts';

/** One file of a stage. */
export interface ManifestFile {
  object: string;
  /** The name within the stage's folder. */
  file: string;
  rows: number;
  sha256: string;
}

/** A recipe's settings for loading an object (`.load.yml`), in Snowfakery's words. */
export interface LoadDeclaration {
  api?: 'smart' | 'rest' | 'bulk' | undefined;
  batch_size?: number | undefined;
  bulk_mode?: 'serial' | 'parallel' | undefined;
  anchor_date?: string;
  /** Objects that must be loaded first. */
  load_after?: string[];
  /** Of jobs that are ready to start, those with a higher priority start first. */
  priority?: 'low' | 'medium' | 'high' | undefined;
}

/** Load settings by object. */
export type LoadDeclarations = Readonly<Record<string, LoadDeclaration>>;

/** What a stage was made from, and what it wrote; `manifest.json` of `generated/` and `enriched/`. */
export interface Manifest {
  stage: 'generated' | 'enriched';
  dataset: string;
  /** The name of its recipe, unless it is the default one. */
  recipe?: string;
  seed: number;
  as_of: string;
  /** The beginning of the keys, up to the seed. */
  key_prefix: string;
  tool_version: string;
  /** SHA-256 of each input, by its role; `enriched` has only the hash of `generated`. */
  inputs: { recipe: string; templates: string; config: string };
  files: ManifestFile[];
  /** False if the recipe doesn't ask for a strict catalog: deviations from it are only reported. */
  catalog?: 'loose';
  /** Set if the rows are updates of records of another dataset. */
  update?: true;
  /** SHA-256 of the continuation file, if the run continued another one. */
  continues?: string;
  /** By object, if the recipe has a `.load.yml`. */
  load?: LoadDeclarations;
  /** Files with accepted hand edits: the SHA-256 before the edit, by name. */
  accepted?: Record<string, string>;
  /** Of `enriched`: SHA-256 of the manifest that it was made from. */
  made_from?: string;
  /** Of `enriched`: the sources of the texts of each field (`Case.Description`), with their counts. */
  texts?: Record<string, Record<string, number>>;
}

/** The JSON text of a manifest file. */
export function manifestText(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/**
 * Reads as much of a folder's manifest as possible, unchecked, for comparisons and messages before it is needed.
 * Problems are reported when it is read in full.
 */
export function peekManifest(folder: string): Partial<Manifest> | undefined {
  try {
    const value: unknown = JSON.parse(readText(join(folder, 'manifest.json'), { noun: 'manifest' }));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
