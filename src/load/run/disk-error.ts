import { EXIT, type ExitCode, UserError } from '../../shared/errors.ts';
import { reasonOf } from '../../shared/files/file-error.ts';

/** A file of a load that can't be read or written, as an error that names it and says what is safe; any other error as it is. */
export function diskError(
  error: unknown,
  file: string,
  safe: string,
  exitCode: ExitCode = EXIT.partial,
): unknown {
  if (!(error as NodeJS.ErrnoException).syscall) return error;
  return new UserError(
    { message: reasonOf(error as NodeJS.ErrnoException), place: { file }, hint: safe },
    { exitCode, cause: error },
  );
}
