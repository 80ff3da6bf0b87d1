import { EXIT, UserError } from '../shared/errors.ts';
import { shellWord } from '../shared/shell-words.ts';
import type { OrgName } from './sf-argv.ts';

/** Whether words of an error say that the session ended and was not renewed. */
export function isSessionError(code: string, message: string): boolean {
  return /INVALID_SESSION_ID|Session expired|expired access|RefreshTokenAuth|INVALID_AUTH/i.test(
    `${code} ${message}`,
  );
}

/** What to do when the CLI's session is over: a login, then the load goes on where it was. */
export function sessionOver(org: OrgName, cause?: unknown): UserError {
  return new UserError(
    {
      message: `The session of the Salesforce CLI${org ? ` in ${org}` : ''} is no longer valid.`,
      hint: 'Log in again; `load --resume` then goes on where it was.',
    },
    { exitCode: EXIT.noOrg, next: `sf org login web${org ? ` --alias ${shellWord(org)}` : ''}`, cause },
  );
}
