/** Returns the session's token; after `expired`, a renewed one, or the same one if it can't be renewed. */
export type TokenSource = (expired?: boolean) => Promise<string>;

/** Creates a token for concurrent requests: those that find it expired share one renewal. */
export function sharedToken(
  first: string,
  renew: () => Promise<string | undefined>,
  check: (token: string) => void,
): TokenSource {
  check(first);
  let token = first;
  let renewing: Promise<string> | undefined;
  return async (expired) => {
    if (!expired) return token;
    // Without a new token the old one is tried again, and its refusal is what the user sees.
    renewing ??= renew()
      .catch(() => undefined)
      .then((renewed) => {
        if (renewed !== undefined) {
          check(renewed);
          token = renewed;
        }
        return token;
      })
      .finally(() => {
        renewing = undefined;
      });
    return renewing;
  };
}
