import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { isPathPart } from '../../../shared/files/path-part.ts';
import { readText } from '../../../shared/files/read-file.ts';
import { packageRoot } from '../../../shared/package-root.ts';

/** The phrases of one field: plans by the state of a record, and the lists that plans draw from. */
export interface Grammar {
  plans: ReadonlyMap<string, readonly string[]>;
  lists: ReadonlyMap<string, readonly string[]>;
}

const FOLDER = join(packageRoot, 'templates', 'offline');
const read = new Map<string, Grammar | undefined>();

/** The grammar of a template, undefined where there is no file for it. */
export function grammarOf(template: string): Grammar | undefined {
  if (!read.has(template)) {
    const file = join(FOLDER, `${template}.yml`);
    const found = isPathPart(template) && existsSync(file);
    read.set(template, found ? parseGrammar(readText(file, { noun: 'grammar' })) : undefined);
  }
  return read.get(template);
}

/** Reads a grammar; each block is a list, a phrase on every line. */
function parseGrammar(text: string): Grammar {
  const { plans = {}, lists = {} } = parse(text) as Record<string, Record<string, string>>;
  return { plans: phrasesByName(plans), lists: phrasesByName(lists) };
}

/** Blocks of text as lists of phrases. */
export function phrasesByName(blocks: Readonly<Record<string, unknown>>): Map<string, readonly string[]> {
  return new Map(Object.entries(blocks).map(([name, block]) => [name, phrases(block)]));
}

/** The lines of a block, without blank ones; a YAML list is taken as it is. */
export function phrases(block: unknown): string[] {
  const lines = Array.isArray(block) ? block.map(String) : String(block ?? '').split('\n');
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}
