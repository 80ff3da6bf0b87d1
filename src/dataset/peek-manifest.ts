import { join } from 'node:path';
import { readText } from '../shared/files/read-file.ts';
import type { Manifest } from './manifest.ts';

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
