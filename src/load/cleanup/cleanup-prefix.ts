import { UserError } from '../../errors.ts';

/** A prefix that ends where a key's part ends, so that `TESTDATA_4` does not take seed 42 along; else a UserError. */
export function checkPrefix(prefix: string): string {
  if (/^[A-Za-z][A-Za-z0-9]*_([0-9]+_)?$/.test(prefix)) return prefix;
  const near = /^[A-Za-z][A-Za-z0-9]*(_[0-9]+)?$/.test(prefix) ? `${prefix}_` : 'TESTDATA_42_';
  throw new UserError({
    message: `"${prefix}" is not the beginning of a data set's keys.`,
    place: { file: '--prefix' },
    hint: `A prefix ends with "_": did you mean ${near}?`,
  });
}
