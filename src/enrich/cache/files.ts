import { shellWord } from '../../shared/shell-words.ts';

/** Where the cache lies, unless --cache says otherwise. */
export const DEFAULT_CACHE = 'cache/llm.sqlite';

/** The reviewable text form of a cache: `cache/llm.sqlite` has `cache/llm.jsonl` beside it. */
export function textExportOf(cacheFile: string): string {
  return `${cacheFile.replace(/\.(?:sqlite3?|db)$/, '')}.jsonl`;
}

/** A file for another cache beside one that cannot be used. */
export function besideOf(cacheFile: string): string {
  const suffix = /\.(?:sqlite3?|db)$/.exec(cacheFile)?.[0] ?? '';
  return `${cacheFile.slice(0, cacheFile.length - suffix.length)}-new${suffix || '.sqlite'}`;
}

/** A command about a cache, to be pasted. */
export function cacheCommand(words: string, cacheFile: string): string {
  return `sfdc-datagen cache ${words}${cacheFile === DEFAULT_CACHE ? '' : ` --cache ${shellWord(cacheFile)}`}`;
}

/** The command that fills a cache from a text export. */
export function importCommand(from: string, cacheFile: string, more = ''): string {
  return cacheCommand(`import ${shellWord(from)}${more}`, cacheFile);
}
