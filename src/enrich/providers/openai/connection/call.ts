import type { TextRequest } from '../../../request.ts';
import { type Envelope, likelyTokens } from '../answer/envelope.ts';
import { type Completion, readCompletion, requestBody } from './client.ts';
import type { Connection } from './connection.ts';
import { stepDown } from './manner.ts';
import { patiently, refusal } from './try-calls.ts';

export type CallResult =
  | { is: 'answered'; completion: Completion }
  | { is: 'filtered' | 'too much'; message: string };

/** One call, in the manner that the server takes. A UserError where no further call can succeed. */
export async function callModel(
  connection: Connection,
  envelope: Envelope,
  requests: readonly TextRequest[],
  cap: number,
): Promise<CallResult> {
  const tokens = likelyTokens(requests);
  for (;;) {
    const { manner } = connection;
    const body = requestBody(connection.model, connection.temperature, envelope, cap, manner);
    const result = await patiently(connection, tokens.input + tokens.output, () =>
      connection.client.chat.completions.create(body, { signal: connection.signal }).withResponse(),
    );
    if ('ok' in result) {
      const { data, request_id: id } = result.ok;
      return { is: 'answered', completion: readCompletion(data, connection.model, id, connection.hide) };
    }
    if (result.is !== 'unsupported') return result;
    // Another worker may have found it out meanwhile.
    const next = connection.manner === manner ? stepDown(manner, result.parameter) : connection.manner;
    if (!next) throw refusal(connection, result.message);
    connection.manner = next;
  }
}
