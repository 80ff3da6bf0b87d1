import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import type { Neutral } from '../../../src/export/neutral.ts';
import type { TextTable } from '../../../src/export/text-table.ts';
import { type Cleanup, type CleanupOptions, cleanup } from '../../../src/load/cleanup/cleanup.ts';
import { type LoadOptions, type LoadResult, load } from '../../../src/load/load.ts';
import type { LoadReport } from '../../../src/load/report/report.ts';
import type { OrgOptions } from '../../../src/practice-org/options.ts';
import { type RunningOrg, startServer } from '../../../src/practice-org/server.ts';
import type { OrgRecord } from '../../../src/practice-org/value.ts';
import { configOf } from '../../support/data-set.ts';
import { logIn } from './cli.ts';
import { waits } from './timers.ts';

/** A practice org, the CLI and a load, all in this process: `vi.mock` puts `cli.ts` and `timers.ts` in their places. */
export interface NearStage {
  running: RunningOrg;
  dir: string;
  /** What was said, and what went over a live line. */
  said: string[];
  load(
    tables: readonly TextTable[],
    more?: Partial<LoadOptions> & { neutral?: Partial<Neutral> },
  ): Promise<LoadReport>;
  tryLoad(
    tables: readonly TextTable[],
    more?: Partial<LoadOptions> & { neutral?: Partial<Neutral> },
  ): Promise<LoadResult>;
  cleanup(more?: Partial<CleanupOptions>): Promise<Cleanup>;
  /** The records of an object by their key, or by their id where they have none. */
  records(sobject: string): OrgRecord[];
  end(): Promise<void>;
}

const PREFIX = 'TESTDATA_42_';

export async function openNearStage(options: Partial<OrgOptions> = {}): Promise<NearStage> {
  const running = await startServer({ jobSeconds: 0, externalId: 'Datagen_Key__c', ...options });
  logIn('qa', running);
  waits.length = 0;
  // A clock that goes on by what is waited for and by nothing else.
  vi.useFakeTimers({
    toFake: ['Date'],
    now: Date.now(),
  });
  const dir = mkdtempSync(join(tmpdir(), 'near-'));
  vi.stubEnv('XDG_STATE_HOME', mkdtempSync(join(tmpdir(), 'state-')));
  const said: string[] = [];
  const say = (line: string) => void said.push(line);
  const progress = { say, detail: say, live: say, done() {} };
  const config = configOf({});
  const tryLoad: NearStage['tryLoad'] = (tables, { neutral, ...more } = {}) =>
    load('qa', neutralOf(tables, neutral), {
      ...{ config, dir, resume: false, dryRun: false, waitMinutes: 1, progress },
      ...more,
    });
  return {
    ...{ running, dir, said, tryLoad },
    async load(tables, more) {
      const done = await tryLoad(tables, more);
      if (done.kind !== 'loaded') throw new Error('The load was only planned.');
      return done.report;
    },
    cleanup: (more = {}) =>
      cleanup('qa', {
        ...{ config, dir, prefix: PREFIX, hardDelete: false, dryRun: false, takeForeign: false },
        ...{ waitMinutes: 1, progress },
        ...more,
      }),
    records: (sobject) => running.records(sobject),
    async end() {
      vi.useRealTimers();
      await running.stop();
    },
  };
}

/** A data set of a few tables. */
export function neutralOf(tables: readonly TextTable[], more: Partial<Neutral> = {}): Neutral {
  return {
    ...{ name: 'small', seed: 42, as_of: '2026-11-02', key_prefix: 'TESTDATA_', hash: 'hash', tables },
    ...more,
  };
}

/** The key of a row of the data set. */
export const key = (tail: string) => `${PREFIX}${tail}`;
