import type { Catalog } from '../catalog/types.ts';
import type { Config } from '../config/schema.ts';
import { readStage, readTable, type StageFiles } from '../dataset/read.ts';
import { type IndustryTexts, NO_INDUSTRY, readIndustry } from './industry.ts';
import { type PlannedText, planTexts, requestOf } from './plan/plan.ts';
import { type Wanted, type World, worldOf } from './plan/world.ts';
import { slotsOf } from './prompt/slots.ts';
import { readTemplate } from './prompt/template.ts';
import type { TextRequest } from './request.ts';

/** A generated data set as this stage sees it: its rows, the texts that they want, and how to ask for each. */
export interface Source {
  dataset: string;
  generated: StageFiles;
  world: World;
  texts: PlannedText[];
  industry(name: string): IndustryTexts;
  /** The texts that the prompt waits for must be there. */
  requestFor(planned: PlannedText, textOf: (wanted: Wanted) => string): TextRequest;
}

/** Reads `generated/` and plans its texts; a UserError names all that is wrong with files and templates at once. */
export function readSource(dataset: string, catalog: Catalog, industries: Config['industries']): Source {
  const generated = readStage(dataset, 'generated');
  const { files, seed, as_of: asOf, key_prefix: keyPrefix } = generated.manifest;
  const tables = new Map(files.map(({ object }) => [object, readTable(generated, object)]));
  const world = worldOf(tables, { catalog, seed, asOf, keyPrefix });
  const industry = industriesOf(industries);
  const slots = slotsOf(world, industry);
  const texts = planTexts(world, slots, readTemplate);
  const requestFor: Source['requestFor'] = (planned, textOf) => requestOf(world, slots, planned, textOf);
  return { dataset, generated, world, texts, industry, requestFor };
}

/** Reads the template of an industry when a row first needs it. */
function industriesOf(industries: Config['industries']): (name: string) => IndustryTexts {
  const read = new Map<string, IndustryTexts>();
  return (name) => {
    let texts = read.get(name);
    if (!texts) {
      const found = industries.find((one) => one.name === name);
      texts = found ? readIndustry(name, found.template) : NO_INDUSTRY;
      read.set(name, texts);
    }
    return texts;
  };
}
