import type { SaveError } from './errors.ts';
import type { OrgRecord } from './value.ts';

/** Which rows a fault is about; without `field`, all of them. */
interface RowFilter {
  object?: string;
  field?: string;
  equals?: string;
  /** A regular expression. */
  matches?: string;
}

/** What the org can be told to do wrong. It is plain JSON, so that it can be told over HTTP too. */
export type Fault =
  /** Rows are locked for their first `times` saves (1), or all of them for `seconds`; `fraction` of the rows (all). */
  | ({ kind: 'row_lock'; fraction?: number; times?: number; seconds?: number } & RowFilter)
  /** A validation rule, a trigger or a duplicate rule says no. */
  | ({ kind: 'reject'; code?: string; message?: string } & RowFilter)
  | ({ kind: 'duplicate' } & RowFilter)
  /** The next `times` calls (1) whose `METHOD /path` matches are answered with an HTTP error. */
  | { kind: 'http'; status: number; path: string; times?: number; message?: string }
  /** The connection breaks instead of an answer, before or after the work is done. */
  | { kind: 'drop'; path: string; times?: number; when?: 'before' | 'after' }
  /** The session ends after so many more calls (0): for good, so that a login with another token is needed, or for `times` calls. */
  | { kind: 'expire_session'; after?: number; times?: number }
  /** The next `times` ingest jobs (1) end badly, or hang InProgress until released or aborted. */
  | {
      kind: 'job';
      outcome: 'fail' | 'abort' | 'hang';
      object?: string;
      message?: string;
      times?: number;
      /** How many rows are in before it ends badly (0). */
      afterRows?: number;
    }
  | { kind: 'storage_full' }
  | { kind: 'api_limit'; after?: number };

/** A fault with the count of what it has done so far. */
interface LiveFault {
  fault: Fault;
  used: number;
  since: number;
  /** How often each row was tried. */
  rows: Map<string, number>;
  /** The tokens that a session's end has made worthless. */
  deadTokens: Set<string> | undefined;
}

/** The faults that are on, in the order in which they were told. */
export interface Faults {
  live: LiveFault[];
  /** All tokens that have called. */
  tokens: Set<string>;
  add(fault: Fault): void;
  clear(): void;
}

/** No faults. */
export function createFaults(): Faults {
  const faults: Faults = {
    live: [],
    tokens: new Set(),
    add: (fault) => {
      faults.live.push({ fault, used: 0, since: Date.now(), rows: new Map(), deadTokens: undefined });
    },
    clear: () => {
      faults.live = [];
    },
  };
  return faults;
}

/** How a fault answers a call before the route sees it. */
export type CallFault =
  | { kind: 'answer'; status: number; errorCode: string; message: string }
  | { kind: 'drop'; when: 'before' | 'after' };

const EXPIRED: CallFault = {
  kind: 'answer',
  status: 401,
  errorCode: 'INVALID_SESSION_ID',
  message: 'Session expired or invalid',
};

function sessionFault(faults: Faults, live: LiveFault, token: string): CallFault | undefined {
  const { after = 0, times } = live.fault as Extract<Fault, { kind: 'expire_session' }>;
  const past = live.used++ - after;
  if (past < 0) return undefined;
  if (times !== undefined) return past < times ? EXPIRED : undefined;
  live.deadTokens ??= new Set(faults.tokens);
  return live.deadTokens.has(token) ? EXPIRED : undefined;
}

function pathFault(live: LiveFault, call: string): CallFault | undefined {
  const fault = live.fault as Extract<Fault, { path: string }>;
  if (live.used >= (fault.times ?? 1) || !new RegExp(fault.path).test(call)) return undefined;
  live.used++;
  if (fault.kind === 'drop') return { kind: 'drop', when: fault.when ?? 'before' };
  const errorCode = fault.status === 503 ? 'SERVER_UNAVAILABLE' : 'UNKNOWN_EXCEPTION';
  const message = fault.message ?? 'The server is too busy to respond. Try again later.';
  return { kind: 'answer', status: fault.status, errorCode, message };
}

function limitFault(live: LiveFault): CallFault | undefined {
  const { after = 0 } = live.fault as Extract<Fault, { kind: 'api_limit' }>;
  if (live.used++ < after) return undefined;
  const message = 'TotalRequests Limit exceeded.';
  return { kind: 'answer', status: 403, errorCode: 'REQUEST_LIMIT_EXCEEDED', message };
}

/** Spends one use of the first fault that is about this call, named as `GET /services/data`. */
export function faultOfCall(faults: Faults, call: string, token: string): CallFault | undefined {
  for (const live of faults.live) {
    const { kind } = live.fault;
    const found =
      kind === 'expire_session'
        ? sessionFault(faults, live, token)
        : kind === 'http' || kind === 'drop'
          ? pathFault(live, call)
          : kind === 'api_limit'
            ? limitFault(live)
            : undefined;
    if (found) return found;
  }
  faults.tokens.add(token);
  return undefined;
}

/** What an ingest job was told to do. */
export type JobFault = Extract<Fault, { kind: 'job' }>;

/** Spends one use of the first fault about an ingest job of this sobject. */
export function faultOfJob(faults: Faults, sobject: string): JobFault | undefined {
  for (const live of faults.live) {
    const { fault } = live;
    if (fault.kind !== 'job' || live.used >= (fault.times ?? 1)) continue;
    if (fault.object && fault.object !== sobject) continue;
    live.used++;
    return fault;
  }
  return undefined;
}

/** A number from 0 up to 1 that hangs on the text alone, so that the same rows are locked each time (FNV-1a). */
export function chanceOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const char of text) hash = Math.imul(hash ^ char.codePointAt(0)!, 0x01000193) >>> 0;
  return (Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0) / 2 ** 32;
}

function isAbout(filter: RowFilter, sobject: string, row: Partial<OrgRecord>): boolean {
  if (filter.object && filter.object !== sobject) return false;
  if (!filter.field) return true;
  const value = String(row[filter.field] ?? '');
  if (filter.equals !== undefined) return value === filter.equals;
  return filter.matches === undefined || new RegExp(filter.matches).test(value);
}

/** Why the org, as it was told, does not save this row; `key` names the row across tries. */
export function faultOfRow(
  faults: Faults,
  sobject: string,
  row: Partial<OrgRecord>,
  key: string,
): SaveError | undefined {
  for (const live of faults.live) {
    const { fault } = live;
    if (fault.kind === 'storage_full' && (row.Id ?? null) === null)
      return { statusCode: 'STORAGE_LIMIT_EXCEEDED', message: 'storage limit exceeded', fields: [] };
    if (fault.kind !== 'row_lock' && fault.kind !== 'reject' && fault.kind !== 'duplicate') continue;
    if (!isAbout(fault, sobject, row)) continue;
    if (fault.kind === 'reject')
      return {
        statusCode: fault.code ?? 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
        message: fault.message ?? 'This record breaks a rule of your company.',
        fields: fault.field ? [fault.field] : [],
      };
    if (fault.kind === 'duplicate')
      return {
        statusCode: 'DUPLICATES_DETECTED',
        message: 'Use one of these records?',
        fields: [],
      };
    const tries = live.rows.get(`${sobject} ${key}`) ?? 0;
    live.rows.set(`${sobject} ${key}`, tries + 1);
    const locked =
      chanceOf(`${sobject} ${key}`) < (fault.fraction ?? 1) &&
      (fault.seconds === undefined
        ? tries < (fault.times ?? 1)
        : Date.now() - live.since < fault.seconds * 1_000);
    if (locked)
      return {
        statusCode: 'UNABLE_TO_LOCK_ROW',
        message: `unable to obtain exclusive access to this record or 1 records: ${row.Id ?? '001PX0000000000'}`,
        fields: [],
      };
  }
  return undefined;
}
