import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { catalogOf } from '../../src/catalog/overlay.ts';
import { resolveConfig } from '../../src/config/resolve.ts';
import { readSource, type TextSource } from '../../src/enrich/source.ts';
import { generate } from '../../src/generate/generate.ts';
import { startCli } from '../llm/cli.ts';
import { scratch } from './fixture.ts';

const { config } = resolveConfig({ settings: [], env: {} });
let folder: ReturnType<typeof scratch>;
let source: TextSource;
beforeAll(async () => {
  folder = scratch();
  await generate({ config, options: new Map(), folder: folder.path });
  source = readSource(folder.path, catalogOf(config.objects), config.industries);
});
afterAll(() => folder[Symbol.dispose]());

const TEXT = '\u0000text\u0000';
const drafts = () =>
  source.texts.map(({ draft }) => draft.map((part) => (typeof part === 'string' ? part : TEXT)).join(''));

test('the prompts of the default dataset are distinct by construction, whatever the earlier texts say', () => {
  const fields = new Map<string, Set<string>>();
  for (const [index, draft] of drafts().entries()) {
    expect(draft).not.toMatch(/This is record number \d+ with these same facts/);
    const { row, field } = source.texts[index]!.wanted;
    const name = `${row.sheet.object}.${field}`;
    fields.set(name, (fields.get(name) ?? new Set()).add(draft));
  }
  const total = [...fields.values()].reduce((sum, { size }) => sum + size, 0);
  expect(total).toBe(source.texts.length);
});

test('no prompt of the default dataset holds a calendar date, an open slot or a placeholder', () => {
  for (const draft of drafts()) expect(draft).not.toMatch(/\b20\d\d-\d\d|\{\w+\}|__LLM/);
});

test("a dataset whose texts were made from other rows isn't reported", async () => {
  expect((await startCli(['enrich', folder.path, '--provider', 'offline', '--quiet']).done).code).toBe(0);
  const report = await startCli(['report', folder.path, '--json']).done;
  expect(JSON.parse(report.stdout)).toMatchObject({
    seed: 42,
    rows: { Account: 100 },
    texts: { 'Case.Subject': { offline: 200 } },
  });
  expect(JSON.parse(report.stdout).quality).toHaveLength(10);
  const manifest = JSON.parse(readFileSync(join(folder.path, 'generated/manifest.json'), 'utf8'));
  await generate({ config: { ...config, seed: manifest.seed + 1 }, options: new Map(), folder: folder.path });
  const stale = await startCli(['report', folder.path]).done;
  expect(stale.stderr).toMatch(
    /texts were made from another generated dataset.*\nNext: sfdc-datagen enrich /,
  );
  expect(stale.code).toBe(2);
});
