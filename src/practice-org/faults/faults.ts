/** Which rows a fault is about; without `field`, all of them. */
export interface RowFilter {
  object?: string;
  field?: string;
  equals?: string;
  /** A regular expression. */
  matches?: string;
}

/** What the org can be made to do wrong. It is plain JSON, so that it can be sent over HTTP, too. */
export type Fault =
  /** Rows are locked for their first `times` saves (1), or all of them for `seconds`; `fraction` of the rows (all). */
  | ({ kind: 'row_lock'; fraction?: number; times?: number; seconds?: number } & RowFilter)
  /** A validation rule refuses rows, or with `code` a trigger or a flow does. */
  | ({ kind: 'reject'; code?: string; message?: string } & RowFilter)
  /** A duplicate rule refuses rows; only REST's `allowSave=true` bypasses it. */
  | ({ kind: 'duplicate' } & RowFilter)
  /** The next `times` calls (1) whose `METHOD /path`, with the query behind it, matches are answered with an HTTP error. */
  | { kind: 'http'; status: number; path: string; times?: number; message?: string }
  /** The connection breaks instead of a response, before or after the work is done. */
  | { kind: 'drop'; path: string; times?: number; when?: 'before' | 'after' }
  /**
   * The session ends after this many more calls (0): for good, so that a login with another token is needed, or for
   * `times` calls.
   */
  | { kind: 'expire_session'; after?: number; times?: number }
  /** The next `times` ingest jobs (1) end badly, or hang InProgress until released or aborted. */
  | {
      kind: 'job';
      outcome: 'fail' | 'abort' | 'hang';
      object?: string;
      message?: string;
      times?: number;
      /** How many rows are saved before it ends badly (0). */
      afterRows?: number;
    }
  /** No record can be added. */
  | { kind: 'storage_full' }
  /** Calls are refused after this many more (0). */
  | { kind: 'api_limit'; after?: number };

/** A fault with the count of what it has done so far. */
export interface LiveFault {
  fault: Fault;
  used: number;
  since: number;
  /** How often each row was tried. */
  rows: Map<string, number>;
  /** The tokens of sessions that a fault has ended. */
  deadTokens: Set<string> | undefined;
}

/** The active faults, in the order in which they were set. */
export interface Faults {
  live: LiveFault[];
  /** All tokens that were used in calls. */
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

/** What an ingest job was made to do. */
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
