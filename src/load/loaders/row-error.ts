/** A row's error as Bulk API 2.0 writes it: `REQUIRED_FIELD_MISSING:Required fields are missing: [LastName]:LastName --`. */
export interface RowError {
  code: string;
  message: string;
  fields: string[];
}

/** Takes an `sf__Error` cell apart; words that have no code get one of their own. */
export function parseRowError(cell: string): RowError {
  const found = /^([A-Za-z_]+) ?:\s?([\s\S]*?)(?::([\w, .]*?) --)?$/.exec(cell.trim());
  if (!found) return { code: 'UNKNOWN', message: cell.trim(), fields: [] };
  const [, code = '', message = '', fields = ''] = found;
  return {
    code,
    message: message.trim(),
    fields: fields
      .split(',')
      .map((one) => one.trim())
      .filter(Boolean),
  };
}

/** Errors that pass by themselves: another process held the row. All others come again. */
export function isLockError(code: string, message = ''): boolean {
  return (
    code === 'UNABLE_TO_LOCK_ROW' ||
    /UNABLE_TO_LOCK_ROW|TooManyLockFailure/.test(message) ||
    code === 'TooManyLockFailure'
  );
}
