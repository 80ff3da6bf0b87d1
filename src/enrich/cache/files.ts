/** Where the cache lies, unless --cache says otherwise. */
export const DEFAULT_CACHE = 'cache/llm.sqlite';

/** The reviewable text form of a cache: `cache/llm.sqlite` has `cache/llm.jsonl` beside it. */
export function textExportOf(cacheFile: string): string {
  return `${cacheFile.replace(/\.(?:sqlite3?|db)$/, '')}.jsonl`;
}
