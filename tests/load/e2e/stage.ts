import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { vi } from 'vitest';
import type { LoadReport } from '../../../src/load/report/report.ts';
import type { OrgOptions } from '../../../src/practice-org/options.ts';
import type { RunningOrg } from '../../../src/practice-org/server.ts';
import { loginSf, type Sf, sfHome, startOrg } from '../../practice-org/harness.ts';

// Each start of `sf` takes a second of a core, and a machine under test has other things to do.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 });

const CLI = join(import.meta.dirname, '../../../src/cli.ts');

/** How one run of the tool ended. `json` is the document of `--json`. */
interface ToolRun {
  exitCode: number | undefined;
  stdout: string;
  stderr: string;
  // biome-ignore lint/suspicious/noExplicitAny: each command has a document of its own
  json: any;
}

/** A practice org, the real `sf` logged in to it as `qa`, and the tool. */
export interface TestStage {
  running: RunningOrg;
  sf: Sf;
  /** A folder to work in. */
  cwd: string;
  run(args: string[], env?: Record<string, string>): Promise<ToolRun>;
  /** A load with `--json` into `qa`: its report and exit code. */
  load(
    dir: string,
    ...more: string[]
  ): Promise<{ exitCode: number | undefined; report: LoadReport; run: ToolRun }>;
  /** Starts a command for `qa` and kills it, alone or with its `sf`, after so many milliseconds. */
  killed(args: string[], afterMs: number, withSf: boolean): Promise<void>;
  /** The records of an sobject that are not deleted. */
  records(sobject: string): Record<string, unknown>[];
  end(): Promise<void>;
}

export async function openStage(options: Partial<OrgOptions> = {}): Promise<TestStage> {
  const [running, sf] = await Promise.all([startOrg({ externalId: 'Datagen_Key__c', ...options }), sfHome()]);
  await loginSf(sf, running, 'qa');
  const cwd = mkdtempSync(join(tmpdir(), 'datagen-'));
  const run: TestStage['run'] = async (args, env = {}) => {
    const { exitCode, stdout, stderr } = await execa(process.execPath, [CLI, ...args], {
      cwd,
      env: { ...sf.env, ...env },
      reject: false,
    });
    let json: unknown;
    try {
      json = JSON.parse(stdout);
    } catch {
      json = undefined;
    }
    return { exitCode, stdout, stderr, json };
  };
  return {
    ...{ running, sf, cwd, run },
    async load(dir, ...more) {
      const done = await run(['load', dir, '--target-org', 'qa', '--json', ...more]);
      return { exitCode: done.exitCode, report: done.json?.orgs?.[0], run: done };
    },
    async killed(args, afterMs, withSf) {
      const child = spawn(process.execPath, [CLI, ...args, '--org', 'qa', '--quiet'], {
        env: { ...process.env, ...sf.env },
        cwd,
        stdio: 'ignore',
        detached: true,
      });
      const ended = once(child, 'exit');
      await Promise.race([sleep(afterMs), ended]);
      try {
        process.kill(withSf ? -child.pid! : child.pid!, 'SIGKILL');
      } catch {
        // It was faster.
      }
      await ended;
    },
    records: (sobject) => running.org.records.all(sobject).filter((record) => !record.IsDeleted),
    async end() {
      await running.stop();
      await sf.remove();
    },
  };
}

/** The sum of a column over all sobjects of a report. */
export function total(
  report: LoadReport,
  column: Exclude<keyof LoadReport['objects'][number], 'sobject'>,
): number {
  return report.objects.reduce((sum, one) => sum + one[column], 0);
}
