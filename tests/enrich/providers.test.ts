import { describe, expect, test } from 'vitest';
import { standardCatalog } from '../../src/catalog/standard.ts';
import enrichCommand from '../../src/commands/enrich.ts';
import { loadProvider, modelProvider, PROVIDER_NAMES } from '../../src/enrich/providers/registry.ts';
import { readSource } from '../../src/enrich/source.ts';
import { TextStatus } from '../../src/enrich/text-status.ts';
import { writeLocally } from '../../src/enrich/write/write-locally.ts';
import { runsAtStart } from '../house/layers.ts';
import { readSourceFiles } from '../house/source.ts';
import { collected } from '../llm/run.ts';
import { scratch, smallTables, TEXTS_PER_ACCOUNT, writeGenerated } from './fixture.ts';

test('`--provider` takes `auto` and the names of the registry, less what a flag chooses', () => {
  expect(PROVIDER_NAMES).toEqual(expect.arrayContaining(['openai', 'azure', 'offline']));
  expect(PROVIDER_NAMES).not.toContain('openai-batch');
  expect(enrichCommand.options.provider!.choices).toEqual(['auto', ...PROVIDER_NAMES]);
});

test.each(PROVIDER_NAMES)('%s can be loaded, and names its server by its own name', async (name) => {
  const provider = await loadProvider(name);
  if (provider.is === 'model') expect(provider.serverOf({})).toMatchObject({ kind: name, apiKey: undefined });
  expect(await modelProvider(name)).toBe(provider.is === 'model' ? provider : undefined);
});

test('the help loads no provider', () => {
  const imports = new Map(readSourceFiles().map(({ path, imports: all }) => [path, all]));
  const loaded = new Set(['commands/enrich.ts']);
  for (const path of loaded)
    for (const one of imports.get(path) ?? []) if (runsAtStart(one)) loaded.add(one.to);
  expect([...loaded].filter((path) => path.startsWith('enrich/providers/'))).toEqual([
    'enrich/providers/registry.ts',
  ]);
});

describe('a local provider', () => {
  const written = async (write: (prompt: string) => string | Promise<string>) => {
    using folder = scratch();
    const source = readSource(writeGenerated(folder.path, smallTables(1)), standardCatalog, []);
    const status = new TextStatus(source.texts);
    const provider = { is: 'local', write: ({ prompt }: { prompt: string }) => write(prompt) } as const;
    await writeLocally(source, status, { name: 'capitals', provider }, collected());
    return status;
  };

  test('has each text written from its prompt, cleaned and cut to its field', async () => {
    const status = await written((prompt) => prompt.toUpperCase());
    expect(status.written.size).toBe(TEXTS_PER_ACCOUNT);
    expect(status.cut).toBeGreaterThan(0);
    for (const text of status.written.values()) expect(text).toBe(text.toUpperCase());
  });

  test('may take its time', async () => {
    const status = await written(async () => 'Later.');
    expect([...status.written.values()].every((text) => text === 'Later.')).toBe(true);
  });

  test('gives up a text that it has no words for, by its name', async () => {
    const { missing } = await written(() => '');
    expect(missing[0]!.reason).toBe('the capitals provider has no words for this field');
  });
});
