import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defaults } from '../../config/schema.ts';
import { peekManifest } from '../../dataset/manifest.ts';
import { UserError } from '../../shared/errors.ts';
import type { Cache } from '../cache/cache.ts';
import { textExportOf } from '../cache/files.ts';
import { takeInAloud } from '../cache/text-export.ts';
import { withCache } from '../cache/with-cache.ts';
import { estimateCommand } from '../explain.ts';
import type { Writer } from '../key.ts';
import type { Choice, LocalChoice } from '../providers/choose.ts';
import type { Server } from '../providers/provider.ts';
import { modelProvider, type ProviderName } from '../providers/registry.ts';
import type { TextSource } from '../source.ts';
import { isByModel } from '../summary.ts';
import { textJobOf } from '../text-job.ts';
import { TextStatus } from '../text-status.ts';
import type { ModelOptions } from './write-by-model.ts';

/** Who writes the texts of a run: a model, or the cache in its place, or nobody. */
export type ChosenWriter =
  | { is: 'local'; name: ProviderName }
  | { is: 'model'; server: Server; openai: ModelOptions['openai'] };

/**
 * Settles who writes. Without a key, the cache does where it holds answers for prompts of this dataset; else the
 * texts are written offline, unless that would replace a model's. A frozen run is always from the cache.
 */
export async function whoWrites(
  source: TextSource,
  provider: Choice,
  options: ModelOptions,
): Promise<ChosenWriter> {
  const { frozen, openai, progress } = options;
  if (provider.is === 'model') return { is: 'model', server: provider.server, openai };
  if (provider.byName && !frozen) return { is: 'local', name: provider.name };
  const found = await writerInCache(source, provider, options);
  if (found) {
    const { provider: kind, model, temperature } = found;
    progress.say(
      `${provider.byName ? '--frozen' : 'No API key is set'}: using texts by ${kind} ${model} from the cache ${options.cache}.`,
    );
    const unset = { ...provider.server, kind, apiKey: undefined, keyless: false, baseUrl: undefined };
    const server = (await modelProvider(kind))?.serverOf({}) ?? unset;
    return { is: 'model', server, openai: { ...openai, model, temperature } };
  }
  if (frozen) return { is: 'model', server: provider.server, openai };
  refuseToReplace(source.dataset, options.cache, provider.server);
  progress.say('No API key is set: using the offline provider.');
  return { is: 'local', name: provider.name };
}

/** The writer whose answers the cache holds for prompts of a dataset: the one that is configured, else the one of most. */
async function writerInCache(
  source: TextSource,
  { server }: LocalChoice,
  { cache: file, openai, modelChosen, progress }: ModelOptions,
): Promise<Writer | undefined> {
  if (file === null || (!existsSync(file) && !existsSync(textExportOf(file)))) return undefined;
  return withCache(file, progress.say, (cache) => {
    takeInAloud(cache, progress);
    const chosen = modelChosen ?? openai.model !== defaults.openai.model;
    const isMeant = ({ model, temperature }: Writer) =>
      model === openai.model && temperature === openai.temperature;
    const writers = cache.db
      .prepare<[], Writer>('SELECT DISTINCT provider, model, temperature FROM entry ORDER BY 1, 2, 3')
      .all()
      .filter((writer) => !chosen || isMeant(writer))
      .sort((one, other) => Number(other.provider === server.kind) - Number(one.provider === server.kind));
    const hits = cache.read(() => writers.map((writer) => hitsOf(source, cache, writer)));
    const meant = writers.find((writer, index) => isMeant(writer) && hits[index]! > 0);
    if (meant) return meant;
    const most = Math.max(0, ...hits);
    return most > 0 ? writers[hits.indexOf(most)] : undefined;
  });
}

/** How many prompts that wait for no other text have an answer. */
function hitsOf(source: TextSource, cache: Cache, writer: Writer): number {
  const status = new TextStatus(source.texts);
  return status
    .takeReady()
    .filter(
      (planned) =>
        cache.text(textJobOf(planned, source.requestFor(planned, status.textOf), writer).key) !== undefined,
    ).length;
}

/** Texts that a model wrote were paid for: nobody replaces them unasked. */
function refuseToReplace(dataset: string, cache: string | null, server: Server): void {
  const stage = join(dataset, 'enriched');
  const writer = modelsIn(stage)[0];
  if (writer === undefined) return;
  throw new UserError(
    {
      message: `The texts of ${stage} were written by ${writer}, no API key is set, and ${cache === null ? 'no cache is used' : `the cache ${cache} has no text of this dataset`}.`,
      place: { file: join(stage, 'manifest.json') },
      hint: `Set a key, ${cache === null ? 'omit `--no-cache`' : `get the text export ${textExportOf(cache)} from whoever wrote them`}, or use \`--provider offline\` to replace all texts.`,
    },
    { next: estimateCommand(dataset, server) },
  );
}

function modelsIn(stage: string): string[] {
  const writers = Object.values(peekManifest(stage)?.texts ?? {}).flatMap((by) => Object.keys(by ?? {}));
  return writers.filter(isByModel);
}
