import { UserError } from '../../../shared/errors.ts';
import { emptyBatches } from '../../cache/batches.ts';
import type { Cache } from '../../cache/cache.ts';
import type { Connection } from '../openai/connection/connection.ts';

/** After so many batches in a row without a text, another one would be one more for nothing. */
const EMPTY_BATCHES = 3;

export function refuseEmptyBatches(connection: Connection, cache: Cache): void {
  const reasons = emptyBatches(cache, connection.server.kind, EMPTY_BATCHES);
  if (reasons.length < EMPTY_BATCHES) return;
  throw new UserError({
    message: `The last ${EMPTY_BATCHES} batches at ${connection.server.where} came back without one text: ${connection.hide(reasons[0]!)}.`,
    hint: '`--retry-failed` submits one more; without `--batch` the texts are written by calls.',
  });
}
