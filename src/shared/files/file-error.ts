import { UserError } from '../errors.ts';

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full.',
  EDQUOT: 'The disk quota is used up.',
  EFBIG: 'The file would be larger than the system allows.',
  EMFILE: 'Too many files are open: the limit of this shell is too low.',
  ENFILE: 'Too many files are open on this machine.',
  EACCES: "You don't have permission to use this file or its folder.",
  EPERM: "You don't have permission to use this file or its folder.",
  EROFS: 'The file system is read-only.',
  EEXIST: 'This is a file, not a folder.',
  EISDIR: 'This is a folder, not a file.',
  ENOTDIR: 'A part of the path is a file, not a folder.',
  ENAMETOOLONG: 'The name of the file is too long.',
  ENOENT: "Files and folders can't be created here.",
  ENXIO: 'Nobody reads from this pipe.',
  EIO: 'The disk reports an error.',
};

/** The system's error about a file, as a sentence. */
export function reasonOf({ code = '', message }: NodeJS.ErrnoException): string {
  return REASONS[code] ?? `${message}.`;
}

const FIXES: Readonly<Record<string, string>> = {
  ENOSPC: 'Free some space and run the command again.',
  EDQUOT: 'Free some space and run the command again.',
  EMFILE: 'Raise it with `ulimit -n 1024` and run the command again.',
};

/** The temporary name of a file or folder that is being written, see `pendingOf`. */
const PENDING = /\.tmp-([^/\\]+)-\d+(?=$|[/\\])/;

/** Converts the system's error about writing a file to a UserError, which never names a temporary file; returns any other error unchanged. */
export function notWritten(error: unknown, file: string, safe?: string): unknown {
  if (error instanceof UserError) return error;
  const { code, syscall, path } = (error ?? {}) as NodeJS.ErrnoException;
  if (!syscall || !code) return error;
  const hint = [FIXES[code], safe].filter((part) => part !== undefined).join(' ');
  return new UserError(
    {
      message: reasonOf(error as NodeJS.ErrnoException),
      place: { file: (path ?? file).replace(PENDING, '$1') },
      ...(hint ? { hint } : {}),
    },
    { cause: error },
  );
}
