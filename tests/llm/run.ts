import { join } from 'node:path';
import { expect } from 'vitest';
import { standardCatalog } from '../../src/catalog/standard.ts';
import { defaults } from '../../src/config/schema.ts';
import { type EnrichOptions, type EnrichResult, enrich } from '../../src/enrich/enrich.ts';
import { chooseProvider } from '../../src/enrich/providers/choose.ts';
import type { Summary } from '../../src/enrich/summary.ts';
import { UserError } from '../../src/shared/errors.ts';
import { packageRoot } from '../../src/shared/package-root.ts';
import type { Progress } from '../../src/shared/progress.ts';

export const KEY = 'sk-test-0123456789abcdef';

/** Messages as they would have gone to stderr. */
export function collected(): Progress & { lines: string[] } {
  const lines: string[] = [];
  const push = (line: string) => void lines.push(line);
  return { lines, say: push, detail: push, live: push, done() {} };
}

type Changes = Partial<Omit<EnrichOptions, 'openai'>> & {
  dataset: string;
  openai?: Partial<EnrichOptions['openai']>;
};

/** Runs the stage against a server, with the waits of a test. */
export async function run(url: string | null, changes: Changes): Promise<EnrichResult> {
  const env = url === null ? {} : { OPENAI_API_KEY: KEY, OPENAI_BASE_URL: url };
  return enrich({
    catalog: standardCatalog,
    industries: defaults.industries.map((one) => ({ ...one, template: join(packageRoot, one.template) })),
    provider: await chooseProvider('auto', env),
    cache: join(changes.dataset, 'llm.sqlite'),
    frozen: false,
    refresh: false,
    retryFailed: false,
    estimate: false,
    batch: false,
    maxCost: null,
    progress: collected(),
    backoffMs: 5,
    ...changes,
    openai: { ...defaults.openai, ...changes.openai },
  });
}

/** The summary of a run that wrote its files. */
export async function summaryFrom(result: Promise<EnrichResult>): Promise<Summary> {
  const settled = await result;
  if (settled.is !== 'written') throw new Error(`The run was ${settled.is}.`);
  return settled.summary;
}

/** The error of a run that must fail, as a person would have it. */
export async function errorOf(result: Promise<unknown>): Promise<UserError> {
  const error = await result.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(UserError);
  return error as UserError;
}
