import type { CallLog } from './call-log.ts';
import type { Rest } from './rest.ts';
import type { OrgName } from './sf-argv.ts';

/** The ways to an org: `sf` runs the Salesforce CLI, `api` sends requests of our own alone. */
export const WAYS = ['sf', 'api'] as const;
export type Way = (typeof WAYS)[number];

/** What errors of a session tell about it. */
export interface Login {
  /** The subject of a sentence: `The session of the Salesforce CLI in qa`. */
  name: string;
  /** A command that shows where the session leads. */
  check: string;
  /** A command that shows its limits, or else where it leads. */
  limits: string;
  /** How to log in again. */
  renewal: { hint: string; next: string };
}

/** An open org. The token exists only in the closure of `rest`. */
export interface Session {
  /** The user's name for it, for next commands: the default org may change while this program runs. */
  org: OrgName;
  /** For messages and folder names: the alias, or else the username. */
  name: string;
  /** The name used in calls of the CLI. */
  username: string;
  orgId: string;
  host: string;
  via: Way;
  login: Login;
  rest: Rest;
  log: CallLog;
}

/** What opens a session. */
export interface SessionRequest {
  org: OrgName;
  log: CallLog;
  retryAttempts: number;
}

/** The API version of requests where nothing names another. */
export const DEFAULT_API_VERSION = '65.0';
