import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import Database from 'better-sqlite3';
import { type Problem, UserError } from '../../shared/errors.ts';
import { isTextExport } from './entry-line.ts';
import { besideOf, cacheCommand, importCommand, textExportOf } from './files.ts';

/** What is wrong with the file of a cache, as a person reads it; `repair` can help with some kinds. */
export class CacheTrouble extends UserError {
  readonly kind: TroubleKind;

  constructor(kind: TroubleKind, problem: Problem, options: { cause: unknown; next?: string }) {
    super(problem, options);
    this.kind = kind;
  }
}

type TroubleKind = 'damaged' | 'not a cache' | 'other';

/** A cache whose content is not what this tool wrote. */
export class DamagedCache extends Error {}

/** Refuses a cache whose pages do not fit together. */
export function refuseDamaged({ db }: { db: Database.Database }): void {
  const found = db.pragma('quick_check(1)', { simple: true });
  if (found !== 'ok') throw new DamagedCache(String(found));
}

/** An error of a cache's database as one that a person can fix; undefined for any other error. */
export function cacheTrouble(file: string, error: unknown): CacheTrouble | undefined {
  if (error instanceof DamagedCache) return damaged(file, error.message, error);
  if (!(error instanceof Database.SqliteError)) return undefined;
  const { code, message } = error;
  if (code === 'SQLITE_READONLY_DBMOVED')
    return trouble(file, error, 'The cache was moved or deleted while it was in use.', {
      hint: `Use the same command again: the texts of this run are in the text export ${textExportOf(file)}.`,
    });
  switch (/^SQLITE_[A-Z]+/.exec(code)?.[0]) {
    case 'SQLITE_NOTADB':
      return noDatabase(file, error);
    case 'SQLITE_CORRUPT':
    // A table or column that has gone, or rows that break a rule of theirs.
    case 'SQLITE_ERROR':
    case 'SQLITE_CONSTRAINT':
    case 'SQLITE_SCHEMA':
    case 'SQLITE_MISMATCH':
    case 'SQLITE_RANGE':
      return damaged(file, message, error);
    case 'SQLITE_BUSY':
    case 'SQLITE_LOCKED':
      return trouble(file, error, 'Another process has locked the cache.', {
        hint: 'Wait for that process, or end it, and use the same command again. Nothing was lost.',
      });
    case 'SQLITE_FULL':
    case 'SQLITE_IOERR':
      return trouble(file, error, `The cache can't be written: ${message} (${code}).`, {
        hint: 'Check the disk and its free space, and use the same command again: it continues after the last finished call.',
      });
    default:
      return trouble(file, error, `The cache can't be opened or written: ${message} (${code}).`, {
        hint: 'Use a file that you can write with `--cache`; `cache import` fills it from a text export.',
        // Another file in a folder that cannot be written would fail alike.
        ...(existsSync(textExportOf(file))
          ? { next: importCommand(textExportOf(file), basename(besideOf(file))) }
          : {}),
      });
  }
}

/** Nothing is thrown away: what can be read of a damaged file may be more than what the text export has. */
function damaged(file: string, why: string, cause: Error): CacheTrouble {
  return trouble(file, cause, `The cache is damaged: ${why}.`, {
    kind: 'damaged',
    hint: '`cache repair` keeps the damaged file under another name and builds a new cache from the text export and all that can be read from that file.',
    next: cacheCommand('repair', file),
  });
}

function noDatabase(file: string, cause: Error): CacheTrouble {
  const exported = textExportOf(file);
  if (file.endsWith('.jsonl')) {
    const cache = file.replace(/\.jsonl$/, '.sqlite');
    return trouble(file, cause, "A text export can't be used as a cache.", {
      hint: `\`--cache ${cache}\` reads it.`,
    });
  }
  const whole = isTextExport(exported);
  return trouble(file, cause, `The file isn't a cache (${cause.message}).`, {
    kind: 'not a cache',
    hint: whole
      ? `\`cache repair\` keeps it under another name and rebuilds the cache from the text export ${exported}; or name another file with \`--cache\`, which \`cache import\` fills.`
      : 'Use another file with `--cache`.',
    ...(whole ? { next: cacheCommand('repair', file) } : {}),
  });
}

function trouble(
  file: string,
  cause: unknown,
  message: string,
  { kind = 'other', hint, next }: { kind?: TroubleKind; hint: string; next?: string },
): CacheTrouble {
  return new CacheTrouble(kind, { message, place: { file }, hint }, { cause, ...(next ? { next } : {}) });
}
