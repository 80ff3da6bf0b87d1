import { describe, expect, test } from 'vitest';
import type { Client } from '../../src/enrich/providers/openai/connection/client.ts';
import { type Connection, openConnection } from '../../src/enrich/providers/openai/connection/connection.ts';
import { Pace } from '../../src/enrich/providers/openai/connection/pace.ts';
import { askServer } from '../../src/enrich/providers/openai/connection/try-calls.ts';

/** A pace that notes each wait instead of waiting. */
class NotedPace extends Pace {
  readonly waits: number[] = [];

  constructor() {
    super({ calls: null, tokens: null }, new AbortController().signal);
  }

  override async turn(): Promise<void> {}

  override pause(ms: number): boolean {
    this.waits.push(ms);
    return true;
  }

  override async rest(ms: number): Promise<void> {
    this.waits.push(ms);
  }
}

const FIRST_MS = 1_000;

function open(pace: Pace): Connection {
  return openConnection({
    ...{ client: {} as Client, model: 'gpt-4o', temperature: null, pace, backoffMs: FIRST_MS },
    server: {
      ...{ kind: 'openai', baseUrl: 'http://127.0.0.1:1/v1', where: '127.0.0.1:1' },
      ...{
        apiKey: 'k',
        apiVersion: undefined,
        keyless: true,
        urlName: 'OPENAI_BASE_URL',
        keyName: 'OPENAI_API_KEY',
      },
    },
    ...{ signal: new AbortController().signal, maxWaitMs: null, onWait() {} },
  });
}

const OK = { status: 200 };
const busy = { status: 500, message: 'busy' };
const slowDown = { status: 429, message: 'Slow down' };
const asks = (seconds: number) => ({
  ...slowDown,
  headers: new Headers({ 'retry-after': String(seconds) }),
});

/** The waits of calls, one after the other, whose answers come in this order; a call ends with an OK, or by giving up. */
async function waitsOf(answers: readonly object[]): Promise<{ waits: number[]; gaveUp: boolean }> {
  const pace = new NotedPace();
  const connection = open(pace);
  const left = [...answers];
  try {
    while (left.length > 0) {
      await askServer(connection, async () => {
        const answer = left.shift()!;
        if (answer !== OK) throw answer;
      });
    }
    return { waits: pace.waits, gaveUp: false };
  } catch {
    return { waits: pace.waits, gaveUp: true };
  }
}

/** A wait of a back-off is up to a quarter shorter, so that workers do not all come back at once. */
function expectWaits(waits: readonly number[], seconds: readonly number[]): void {
  expect(waits).toHaveLength(seconds.length);
  waits.forEach((ms, at) => {
    expect(ms).toBeGreaterThanOrEqual(0.75 * 1_000 * seconds[at]!);
    expect(ms).toBeLessThanOrEqual(1_000 * seconds[at]!);
  });
}

describe('the waits of a call', () => {
  test.each<[string, object[], number[]]>([
    ['are none where it goes through', [OK, OK], []],
    ['double after each fault that passes', [busy, busy, busy, busy, busy, OK], [1, 2, 4, 8, 16]],
    ['begin anew with the next call after faults', [busy, busy, OK, busy, OK], [1, 2, 1]],
    [
      'double as long as the server says that there are too many calls, up to a minute',
      [...Array.from({ length: 9 }, () => slowDown), OK],
      [1, 2, 4, 8, 16, 32, 60, 60, 60],
    ],
    [
      'begin anew once a call has gone through, throttled as the ones before were',
      [slowDown, slowDown, OK, slowDown, slowDown, OK],
      [1, 2, 1, 2],
    ],
  ])('%s', async (_, answers, seconds) => {
    const { waits, gaveUp } = await waitsOf(answers);
    expectWaits(waits, seconds);
    expect(gaveUp).toBe(false);
  });

  test('are what the server asks for where it does, and double beside that', async () => {
    const { waits } = await waitsOf([slowDown, asks(30), slowDown, OK]);
    expect(waits[1]).toBe(30_000);
    expectWaits([waits[0]!, waits[2]!], [1, 4]);
  });

  test('end with giving up: after six faults in one call, or when a call was throttled thirty times', async () => {
    const often = (times: number, answer: object) => Array.from({ length: times }, () => answer);
    expect(await waitsOf([...often(5, busy), OK])).toMatchObject({ gaveUp: false });
    expect((await waitsOf([...often(6, busy), OK])).waits).toHaveLength(5);
    expect(await waitsOf([...often(6, busy), OK])).toMatchObject({ gaveUp: true });
    expect(await waitsOf([...often(30, slowDown), OK])).toMatchObject({ gaveUp: false });
    expect(await waitsOf([...often(31, slowDown), OK])).toMatchObject({ gaveUp: true });
    // Fifteen throttled calls, twice each, are no reason to give up.
    expect(await waitsOf(often(16, [slowDown, slowDown, OK]).flat())).toMatchObject({ gaveUp: false });
  });
});
