/** The body of an answer, whatever its headers say of its length; undefined where it is longer than `most` bytes. */
export async function readBody(response: Response, most: number): Promise<Buffer<ArrayBuffer> | undefined> {
  const parts: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop early cancels the body.
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > most) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/**
 * The wait that a server asks for in ms: `retry-after-ms`, seconds, or a date; undefined where it names none, or one
 * that has passed.
 */
export function retryAfter(
  headers: { get(name: string): string | null } | undefined,
  now: number,
): number | undefined {
  const ms = Number.parseFloat(headers?.get('retry-after-ms') ?? '');
  if (ms > 0 && Number.isFinite(ms)) return ms;
  const text = headers?.get('retry-after')?.trim();
  if (!text) return undefined;
  const number = Number(text);
  const wait = Number.isNaN(number) ? Date.parse(text) - now : number * 1_000;
  return wait > 0 ? wait : undefined;
}
