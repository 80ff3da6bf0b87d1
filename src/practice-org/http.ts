import type { Org } from './org.ts';

/** A call as a route sees it. */
export interface ApiCall {
  org: Org;
  method: string;
  /** The path without the query string. */
  path: string;
  params: URLSearchParams;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
  /** Where the org can be reached, for the links in its answers. */
  origin: string;
}

/** What goes back over the wire. */
export interface Reply {
  status: number;
  type: string;
  body: string;
  headers?: Record<string, string>;
}

/** One kind of call: what its path looks like (groups become arguments) and who answers it. */
export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: RegExp;
  /** Routes that anybody may call: login and the list of versions. */
  open?: true;
  answer(call: ApiCall, ...groups: string[]): Reply | Promise<Reply>;
}

/** A JSON answer. */
export function jsonReply(value: unknown, status = 200, headers: Record<string, string> = {}): Reply {
  return { status, type: 'application/json;charset=UTF-8', body: JSON.stringify(value), headers };
}

/** A CSV answer. */
export function csvReply(body: string, headers: Record<string, string> = {}): Reply {
  return { status: 200, type: 'text/csv', body, headers };
}

/** An answer without a body. */
export function noContent(status = 204): Reply {
  return { status, type: 'application/json', body: '' };
}

/** The call's body as JSON; an empty one is an empty object. */
export function bodyJson<T>(call: ApiCall): T {
  return JSON.parse(call.body.length > 0 ? call.body.toString('utf8') : '{}') as T;
}
