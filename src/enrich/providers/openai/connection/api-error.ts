import type { Connection } from './connection.ts';
import { HttpTrouble } from './http.ts';

/** What of the SDK's error says why: read by shape, so that nothing here depends on its classes. */
export interface ApiErrorLike {
  name?: string;
  status?: number;
  code?: unknown;
  type?: unknown;
  param?: unknown;
  message: string;
  headers?: { get(name: string): string | null };
  /** Of an answer that broke a limit of ours: whether the next one would too. */
  permanent?: boolean;
}

/** What can be told of an error: no secret of its words, and the root cause of a broken connection. */
export function tellable(error: unknown, { hide }: Connection): ApiErrorLike {
  const like = error as ApiErrorLike;
  const cause = like.status === undefined ? rootCause(error) : undefined;
  const trouble = cause instanceof HttpTrouble ? cause : undefined;
  // The SDK's words say no more than the cause does.
  const told = withoutPage(cause ? (cause.code ?? cause.message ?? '') : (like.message ?? String(error)));
  const message = hide(told.slice(0, LONGEST_TOLD)).replaceAll(/\s+/g, ' ').slice(0, 400);
  const { name, status, code, type, param, headers } = like;
  return {
    message: message.replace(/\.+$/, ''),
    ...(name === undefined ? {} : { name: error instanceof Error ? error.constructor.name : name }),
    ...(status === undefined ? {} : { status }),
    ...(headers === undefined ? {} : { headers }),
    ...(trouble ? { permanent: trouble.permanent } : {}),
    code,
    type,
    param,
  };
}

/** Of a page that a proxy answers with, this much is looked at. */
const LONGEST_TOLD = 4_000;

/** What a proxy's page is called says enough of it: `502 Bad Gateway (a page)`. */
function withoutPage(told: string): string {
  const page = told.search(/<(?:!doctype|html|head|body)\b/i);
  if (page < 0) return told;
  const [, title = ''] = /<title[^>]{0,200}>([^<]{0,120})/i.exec(told.slice(0, LONGEST_TOLD)) ?? [];
  // The title begins with the status in most pages.
  const status = title.trim().startsWith(told.slice(0, page).trim()) ? '' : told.slice(0, page);
  return `${status}${title} (a page)`;
}

interface Cause {
  cause?: unknown;
  code?: string;
  message?: string;
}

/** The root cause of a broken connection: `ECONNREFUSED`, `ENOTFOUND`, or what an answer did wrong. */
function rootCause(error: unknown): Cause | undefined {
  let cause = (error as Cause).cause as Cause | undefined;
  while (cause?.cause && !cause.code) cause = cause.cause as Cause;
  return cause;
}
