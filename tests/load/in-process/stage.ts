import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { resolveConfig } from '../../../src/config/resolve.ts';
import { type Config, configSchema } from '../../../src/config/schema.ts';
import { readNeutral } from '../../../src/export/read-neutral.ts';
import { type Cleanup, type CleanupOptions, cleanup } from '../../../src/load/cleanup/cleanup.ts';
import { type DryRun, load } from '../../../src/load/load.ts';
import type { LoadOptions } from '../../../src/load/options.ts';
import { type Validation, validate } from '../../../src/load/preflight/validate.ts';
import type { LoadReport } from '../../../src/load/report/report.ts';
import { type Setup, setup } from '../../../src/load/setup/setup.ts';
import { releaseJobs } from '../../../src/practice-org/bulk/run-job.ts';
import { deployExternalId } from '../../../src/practice-org/deploy/external-id.ts';
import type { Fault } from '../../../src/practice-org/faults/faults.ts';
import type { OrgOptions } from '../../../src/practice-org/options.ts';
import { createOrg, type Org, objectNamed } from '../../../src/practice-org/org.ts';
import { save } from '../../../src/practice-org/save/save.ts';
import { respond } from '../../../src/practice-org/server.ts';
import type { FieldValue, StoredRecord } from '../../../src/practice-org/value.ts';
import { UserError } from '../../../src/shared/errors.ts';
import { FIRST_PID, sf } from './sf.ts';
import { PREFIX, SMALL, type Tables, wholeTable, writeDataset } from './small-set.ts';
import { startClock, waits } from './timers.ts';

/** An answer in the place of the org's own: of a proxy, or of an org that is asked too much. */
interface OddAnswer {
  status: number;
  body?: string;
  headers?: Record<string, string>;
}

/** A practice org that listens nowhere, an `sf` that is no process, a dataset, and the load of it into the org. */
export interface Stage {
  org: Org;
  /** The dataset's folder. */
  dir: string;
  sf: typeof sf;
  /** What a person was told, line by line. */
  said: string[];
  /** How long the code waited, wait by wait. */
  waits: number[];
  /** Milliseconds that the org's clock is ahead of this machine's. */
  clockAhead: number;
  /** Called before each request, with what has the org carry it out; what it throws is what becomes of it. */
  beforeRequest: (line: string, carryOut: () => Promise<unknown>) => void;
  /** Called after the org has done what a request asks; what it throws takes the place of the answer. */
  afterRequest: (line: string) => void;
  /** Begins something that gets no further than the first request of which `at` says so. */
  killed(
    work: () => Promise<unknown>,
    at: (when: 'beforeRequest' | 'afterRequest', line: string) => boolean,
  ): Promise<void>;
  /** Begins something that is killed while the org works on a request; returns what makes the org come to its end. */
  killedInFlight(work: () => Promise<unknown>, match: RegExp): Promise<() => Promise<unknown>>;
  /** Writes the dataset anew. */
  write(tables: Tables): void;
  load(more?: Partial<LoadOptions>): Promise<LoadReport>;
  /** The plan of a load that sends nothing. */
  plan(more?: Partial<LoadOptions>): Promise<DryRun>;
  /** A load by `--via api`, with a session that the environment holds. */
  loadDirectly(more?: Partial<LoadOptions>): Promise<LoadReport>;
  cleanup(more?: Partial<CleanupOptions>): Promise<Cleanup>;
  /** A cleanup by `--via api`, with a session that the environment holds. */
  cleanupDirectly(more?: Partial<CleanupOptions>): Promise<Cleanup>;
  setup(more?: { config: Config }): Promise<Setup>;
  /** A setup by `--via api`, with a session that the environment holds. */
  setupDirectly(): Promise<Setup>;
  validate(asOf?: string, more?: { config: Config }): Promise<Validation>;
  fail(...faults: Fault[]): void;
  /** Ends all faults; jobs that hang come to their end. */
  heal(): void;
  /** The next requests whose `METHOD path` matches are answered so. */
  answer(match: RegExp, ...answers: OddAnswer[]): void;
  /** The requests of the load, as `METHOD path`. */
  requests(): string[];
  /** The records that are not deleted. */
  records(sobject: string): StoredRecord[];
  /** Makes a record as somebody else would; returns its id. */
  make(sobject: string, values: Record<string, FieldValue>): string;
  /** How the org differs from the dataset that should be in it once; nothing where it doesn't. */
  differences(): string[];
  close(): void;
}

const ORIGIN = 'https://qa.practice.example.com';
const { config } = resolveConfig({ settings: [], env: {} });

/** The configuration of a stage with other settings of `salesforce`. */
export function withSettings(more: Partial<Config['salesforce']>): { config: Config } {
  return { config: { ...config, salesforce: { ...config.salesforce, ...more } } };
}

/** The configuration of a stage with objects of its own. */
export function withObjects(objects: Record<string, unknown>): { config: Config } {
  return { config: configSchema.parse({ ...config, objects }) };
}

/** The counts of a report that are not zero, by object. */
export function countsOf(
  report: LoadReport,
  column: Exclude<keyof LoadReport['objects'][number], 'sobject'>,
) {
  return Object.fromEntries(
    report.objects.filter((one) => one[column] > 0).map((one) => [one.sobject, one[column]]),
  );
}

/** Opens a stage whose org has no records. Close it after the test. */
export function openStage(options: Partial<OrgOptions> = {}, tables: Tables = SMALL): Stage {
  startClock('2026-11-02T08:00:00.000Z');
  const home = mkdtempSync(join(tmpdir(), 'in-process-'));
  vi.stubEnv('XDG_STATE_HOME', join(home, 'state'));
  const dir = join(home, 'small');
  const org = createOrg({ jobSeconds: 0.5, externalId: 'Datagen_Key__c', ...options });
  if (org.options.externalId) deployExternalId(org, org.options.externalId);
  sf.reset();
  const kill = process.kill.bind(process);
  vi.spyOn(process, 'kill').mockImplementation((pid, signal) => {
    if (pid <= FIRST_PID) return kill(pid, signal);
    if (sf.alive.has(pid)) return true;
    throw Object.assign(new Error('kill ESRCH'), { code: 'ESRCH' });
  });
  sf.logins.push({ alias: 'qa', origin: ORIGIN, org, token: 'practice' });
  const said: string[] = [];
  const say = (line: string) => void said.push(line);
  const progress = { say, live: say, detail: () => {}, done: () => {} };
  const odd: { match: RegExp; answer: OddAnswer }[] = [];
  let present = tables;
  const common = { config, dir, progress, dryRun: false, waitMinutes: 60 };
  const reportOf = async (name: string | undefined, more: Partial<LoadOptions>) => {
    const done = await load(name, readNeutral(dir), { ...common, resume: false, ...more });
    if (done.kind === 'loaded') return done.report;
    throw new Error('A dry run has no report.');
  };
  const login = () => {
    vi.stubEnv('SF_INSTANCE_URL', ORIGIN);
    vi.stubEnv('SF_ACCESS_TOKEN', `${org.orgId}!practice`);
  };
  const deletion = { ...common, prefix: PREFIX, hardDelete: false, takeForeign: false };
  const stage: Stage = {
    ...{ org, dir, sf, said, waits, clockAhead: 0 },
    beforeRequest: () => {},
    afterRequest: () => {},
    write(next) {
      present = next;
      writeDataset(dir, next);
    },
    load: (more = {}) => reportOf('qa', more),
    loadDirectly(more = {}) {
      login();
      return reportOf(undefined, { via: 'api', ...more });
    },
    async plan(more = {}) {
      if (more.via === 'api') login();
      const org = more.via === 'api' ? undefined : 'qa';
      const done = await load(org, readNeutral(dir), { ...common, resume: false, ...more, dryRun: true });
      if (done.kind === 'planned') return done.plan;
      throw new Error('A dry run makes a plan.');
    },
    cleanup: (more = {}) => cleanup('qa', { ...deletion, ...more }),
    cleanupDirectly(more = {}) {
      login();
      return cleanup(undefined, { ...deletion, via: 'api', ...more });
    },
    setup: (more) => setup('qa', { config, dir, progress, ...more }),
    setupDirectly() {
      login();
      return setup(undefined, { config, dir, progress, via: 'api' });
    },
    validate: (asOf, more = { config }) => validate('qa', readNeutral(dir), { dir, say, asOf, ...more }),
    fail: (...faults) => faults.forEach(org.faults.add),
    heal() {
      org.faults.clear();
      releaseJobs(org);
    },
    answer: (match, ...answers) => void odd.push(...answers.map((answer) => ({ match, answer }))),
    requests: () => org.requests.map(({ method, path }) => `${method} ${path.replace(/^.*v\d+\.0\//, '')}`),
    records: (sobject) => org.records.all(sobject).filter((record) => !record.IsDeleted),
    make(sobject, values) {
      const saved = save(org, { object: objectNamed(org, sobject)!, values });
      if (!saved.success) throw new Error(JSON.stringify(saved.error));
      return saved.id;
    },
    differences: () => differences(org, present),
    async killed(work, at) {
      let isOver = false;
      const check = (when: 'beforeRequest' | 'afterRequest') => (line: string) => {
        isOver ||= at(when, line);
        // An error that nothing takes for one of the connection, at this and every later request.
        if (isOver) throw new UserError('killed');
      };
      Object.assign(stage, { beforeRequest: check('beforeRequest'), afterRequest: check('afterRequest') });
      const end = await work().catch((error: Error) => error);
      Object.assign(stage, { beforeRequest: () => {}, afterRequest: () => {} });
      if (!(end instanceof Error && end.message.includes('killed'))) throw new Error('It was not killed.');
    },
    async killedInFlight(work, match) {
      let late: (() => Promise<unknown>) | undefined;
      stage.beforeRequest = (line, carryOut) => {
        if (match.test(line)) late ??= carryOut;
        if (late) throw new UserError('killed');
      };
      await work().catch(() => {});
      stage.beforeRequest = () => {};
      if (!late) throw new Error('It made no such request.');
      return late;
    },
    close() {
      vi.restoreAllMocks();
      vi.unstubAllEnvs();
      vi.unstubAllGlobals();
      vi.useRealTimers();
      rmSync(home, { recursive: true, force: true });
    },
  };
  vi.stubGlobal('fetch', async (address: string | URL, init: RequestInit = {}) => {
    const url = new URL(address);
    const method = init.method ?? 'GET';
    const line = `${method} ${decodeURIComponent(`${url.pathname}${url.search}`.replace(/^.*v\d+\.0\//, ''))}`;
    const login = sf.logins.find(({ origin }) => origin === url.origin);
    const carryOut = async () =>
      login &&
      respond(login.org, login.origin, {
        ...{ method, url: `${url.pathname}${url.search}` },
        headers: Object.fromEntries(
          Object.entries(init.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value as string]),
        ),
        body: Buffer.from(init.body instanceof Uint8Array ? init.body : String(init.body ?? '')),
      });
    stage.beforeRequest(line, carryOut);
    const at = odd.findIndex(({ match }) => match.test(line));
    if (at >= 0) return responseOf(odd.splice(at, 1)[0]!.answer, stage);
    const reply = await carryOut();
    stage.afterRequest(line);
    if (!reply) throw new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } });
    return responseOf(reply, stage);
  });
  writeDataset(dir, tables);
  return stage;
}

function responseOf({ status, body = '', headers = {} }: OddAnswer, { clockAhead }: Stage): Response {
  const date = new Date(Date.now() + clockAhead).toUTCString();
  return new Response(body === '' ? null : body, { status, headers: { date, ...headers } });
}

/** The rows of a dataset that an org lacks, and the records of the same objects that the dataset doesn't have. */
function differences(org: Org, tables: Tables): string[] {
  const keys = new Map<unknown, string>();
  for (const sobject of Object.keys(tables))
    for (const record of org.records.all(sobject)) keys.set(record.Id, String(record.Datagen_Key__c));
  return Object.entries(tables).flatMap(([sobject, table]) => {
    const { columns, rows } = wholeTable(table);
    const keyless = sobject === 'OpportunityContactRole' || sobject === 'CaseComment';
    const fields = keyless ? columns.slice(1) : columns;
    const wanted = rows.map((row) => fields.map((field) => row[columns.indexOf(field)]));
    const held = org.records
      .all(sobject)
      .filter((record) => !record.IsDeleted)
      .map((record) =>
        fields.map((field) => {
          const value = field === 'ExternalId' ? record.Datagen_Key__c : record[field];
          return keys.get(value) ?? String(value ?? '').replace(/\+0000$/, 'Z');
        }),
      );
    const lines = (all: unknown[][]) => all.map((cells) => `${sobject}: ${JSON.stringify(cells)}`);
    return [
      ...without(lines(wanted), lines(held)).map((line) => `lacks ${line}`),
      ...without(lines(held), lines(wanted)).map((line) => `has beyond ${line}`),
    ];
  });
}

/** The first texts without the second ones, each taken off as often as it is there. */
function without(texts: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return texts.filter((text) => {
    const at = left.indexOf(text);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
