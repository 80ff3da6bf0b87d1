import type { Session, SessionRequest, Way } from '../session.ts';
import { NoSf } from '../sf-argv.ts';
import { directSession, hasOwnLogin } from './direct-session.ts';
import { sfSession } from './sf-session.ts';

/**
 * Opens an org by the named way; without one by `sf`, or directly where the CLI is missing and the environment holds a
 * login. Every error is a UserError with the command that shows more.
 */
export async function openSession(request: SessionRequest, via?: Way): Promise<Session> {
  if (via === 'api') return directSession(request);
  try {
    return await sfSession(request);
  } catch (error) {
    if (via === 'sf' || !(error instanceof NoSf) || !hasOwnLogin(request.org)) throw error;
    request.log.say('`sf` not found on the PATH; connecting with `--via api`.');
    return directSession(request);
  }
}
