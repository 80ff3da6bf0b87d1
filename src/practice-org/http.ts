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
  /** The base URL of the org, for links in responses. */
  origin: string;
}

/** A response. */
export interface Reply {
  status: number;
  type: string;
  body: string;
  headers?: Record<string, string>;
}

/** A route: the pattern of its path (groups become arguments) and its handler. */
export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: RegExp;
  /** Routes without authentication: login and the list of versions. */
  open?: true;
  answer(call: ApiCall, ...groups: string[]): Reply | Promise<Reply>;
}

/** A JSON response. */
export function jsonReply(value: unknown, status = 200, headers: Record<string, string> = {}): Reply {
  return { status, type: 'application/json;charset=UTF-8', body: JSON.stringify(value), headers };
}

/** A CSV response. */
export function csvReply(body: string, headers: Record<string, string> = {}): Reply {
  return { status: 200, type: 'text/csv', body, headers };
}

/** A response without a body. */
export function noContent(status = 204): Reply {
  return { status, type: 'application/json', body: '' };
}

/** The call's body as JSON; an empty one is an empty object. */
export function bodyJson<T>(call: ApiCall): T {
  return JSON.parse(call.body.length > 0 ? call.body.toString('utf8') : '{}') as T;
}
