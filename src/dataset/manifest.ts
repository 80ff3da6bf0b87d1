import { join } from 'node:path';
import { readText } from '../shared/files/read-file.ts';

/** One file of a stage. */
export interface ManifestFile {
  object: string;
  /** The name inside the stage's folder. */
  file: string;
  rows: number;
  sha256: string;
}

/** What a recipe's `.load.yml` says of loading an object, in Snowfakery's words. */
export interface LoadDeclaration {
  api?: 'smart' | 'rest' | 'bulk' | undefined;
  batch_size?: number | undefined;
  bulk_mode?: 'serial' | 'parallel' | undefined;
  anchor_date?: string;
  /** Objects that must be loaded before. */
  load_after?: string[];
  /** Of jobs that could begin at once, those of higher priority begin first. */
  priority?: 'low' | 'medium' | 'high' | undefined;
}

/** What is said of loading, by object. */
export type LoadDeclarations = Readonly<Record<string, LoadDeclaration>>;

/** What a stage was made from and what it wrote; `manifest.json` of `generated/` and `enriched/`. */
export interface Manifest {
  stage: 'generated' | 'enriched';
  dataset: string;
  /** The name of its recipe, where that is not the default one. */
  recipe?: string;
  seed: number;
  as_of: string;
  /** What the keys begin with, up to the seed. */
  key_prefix: string;
  tool_version: string;
  /** sha256 of each input, by its role; of `enriched` only what `generated` says of itself. */
  inputs: { recipe: string; templates: string; config: string };
  files: ManifestFile[];
  /** Of a recipe that does not ask for a strict catalog: what the catalog says of fields is told, and enforced by none. */
  catalog?: 'loose';
  /** Of rows that are new values for records of another dataset. */
  update?: true;
  /** Of a run that goes on after another: sha256 of the continuation file. */
  continues?: string;
  /** By object, where the recipe has a `.load.yml`. */
  load?: LoadDeclarations;
  /** Files that were edited by hand, and the edit accepted: by name the sha256 of what they were before. */
  accepted?: Record<string, string>;
  /** Of `enriched`: sha256 of the manifest that it was made from. */
  made_from?: string;
  /** Of `enriched`: who wrote the texts of a field (`Case.Description`), and how many of each. */
  texts?: Record<string, Record<string, number>>;
}

/** The JSON text of a manifest, as it stands in the file. */
export function manifestText(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/**
 * The manifest in a folder as far as it can be read, for what is compared or told before anybody needs it whole; what is
 * wrong with it is told there. Nothing of it was checked.
 */
export function peekManifest(folder: string): Partial<Manifest> | undefined {
  try {
    const value: unknown = JSON.parse(readText(join(folder, 'manifest.json'), { noun: 'manifest' }));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
