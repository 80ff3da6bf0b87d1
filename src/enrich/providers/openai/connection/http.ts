import { readBody } from '../../../../shared/http-response.ts';

/** What one request may take. */
export interface HttpLimits {
  /** From the request to the last byte of the answer: a server that is mute or drips ends here. */
  timeoutMs: number;
  /** Of the answer, unpacked. */
  bytes: number;
}

/** Node itself waits no longer for an answer to begin. */
export const TIMEOUT_MS = 300_000;
/** A hundred times the longest answer to a call. */
export const MOST_BYTES = 64_000_000;
/** The results of a batch are read as one text. */
const MOST_RESULT_BYTES = 480_000_000;

/** Something that an answer did, or did not do, that ends a request. */
export class HttpTrouble extends Error {
  /** True if trying again can't help. */
  readonly permanent: boolean;

  constructor(message: string, permanent: boolean) {
    super(message);
    this.permanent = permanent;
  }
}

/** A fetch whose answers are read whole, within limits: the SDK's own time-out ends with the headers. */
export function limitedFetch(limits: HttpLimits): typeof fetch {
  return async (input, init = {}) => {
    const deadline = AbortSignal.timeout(limits.timeoutMs);
    const signal = init.signal ? AbortSignal.any([init.signal, deadline]) : deadline;
    // A redirected POST would arrive as a GET, and at another host without its key.
    const redirect = (init.method ?? 'GET').toUpperCase() === 'GET' ? 'follow' : 'manual';
    try {
      const response = await fetch(input, { ...init, signal, redirect });
      if (response.status >= 300 && response.status < 400) {
        await response.body?.cancel();
        throw new HttpTrouble(`redirects to ${targetOf(response)}`, true);
      }
      const most = String(input).endsWith('/content') ? MOST_RESULT_BYTES : limits.bytes;
      const body = await readBody(response, most);
      if (!body) throw new HttpTrouble(`responded with more than ${Math.round(most / 1e6)} MB`, true);
      const { status, statusText } = response;
      const headers = new Headers(response.headers);
      for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) headers.delete(name);
      return new Response(status === 204 ? null : body, { status, statusText, headers });
    } catch (error) {
      if (!deadline.aborted || init.signal?.aborted) throw error;
      throw new HttpTrouble(
        `didn't finish its response within ${Math.ceil(limits.timeoutMs / 1_000)} s`,
        false,
      );
    }
  };
}

/** Host and path of where a redirect leads; its query may hold anything. */
function targetOf(response: Response): string {
  const location = response.headers.get('location') ?? '';
  if (!URL.canParse(location, response.url)) return 'nowhere';
  const { host, pathname } = new URL(location, response.url);
  return `${host}${pathname}`.slice(0, 100);
}
