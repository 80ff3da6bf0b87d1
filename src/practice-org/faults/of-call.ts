import type { Fault, Faults, LiveFault } from './faults.ts';

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
  // A login has none yet.
  if (token !== '') faults.tokens.add(token);
  return undefined;
}
