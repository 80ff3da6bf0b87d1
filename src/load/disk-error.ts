import { EXIT, UserError } from '../errors.ts';

/** What the system says of a file, in words; its own where it is none of these. */
const WORDS: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full.',
  EDQUOT: 'Your disk quota is used up.',
  EMFILE: 'This process has too many files open.',
  ENFILE: 'The system has too many files open.',
  EROFS: 'The file system is read-only.',
  EACCES: "You don't have permission to read or write it.",
  EFBIG: 'The file is too large for the file system.',
  EIO: 'The disk reports an error.',
};

/** A file of a load that cannot be read or written, as an error that names it and says what is safe; any other error as it is. */
export function diskError(error: unknown, file: string, safe: string): unknown {
  const { syscall, code = '', message } = error as NodeJS.ErrnoException;
  if (!syscall) return error;
  return new UserError(
    { message: WORDS[code] ?? `${message}.`, place: { file }, hint: safe },
    { exitCode: EXIT.partial, cause: error },
  );
}
