import { UserError } from '../../../shared/errors.ts';
import { emptyBatches } from '../../cache/batches.ts';
import type { Cache } from '../../cache/cache.ts';
import type { Connection } from '../openai/connection/connection.ts';

/** Batches in a row without a text after which no further one is submitted. */
const EMPTY_BATCHES = 3;

export function refuseEmptyBatches(connection: Connection, cache: Cache): void {
  const reasons = emptyBatches(cache, connection.server.kind, EMPTY_BATCHES);
  if (reasons.length < EMPTY_BATCHES) return;
  throw new UserError({
    message: `The last ${EMPTY_BATCHES} batches at ${connection.server.where} returned no text: ${connection.hide(reasons[0]!)}.`,
    hint: 'Use `--retry-failed` to submit another one, or omit `--batch` to write texts by calls.',
  });
}
