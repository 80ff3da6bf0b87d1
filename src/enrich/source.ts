import type { Catalog } from '../catalog/types.ts';
import type { Config } from '../config/schema.ts';
import { readStage, readTable, type StageFiles } from '../dataset/read.ts';
import { type IndustryTexts, NO_INDUSTRY, readIndustry } from './industry.ts';
import { type DatasetIndex, indexDataset, type Wanted } from './plan/dataset-index.ts';
import { type PlannedText, planTexts, requestOf } from './plan/plan.ts';
import { slotsOf } from './prompt/slots.ts';
import { readTemplate } from './prompt/template.ts';
import type { TextRequest } from './request.ts';

/** A generated dataset as this stage sees it: its rows, the texts that they want, and how to ask for each. */
export interface TextSource {
  dataset: string;
  generated: StageFiles;
  data: DatasetIndex;
  texts: PlannedText[];
  industry(name: string): IndustryTexts;
  /** The texts that the prompt waits for must be there. */
  requestFor(planned: PlannedText, textOf: (wanted: Wanted) => string): TextRequest;
}

/** Reads `generated/` and plans its texts; a UserError names all that is wrong with files and templates at once. */
export function readSource(dataset: string, catalog: Catalog, industries: Config['industries']): TextSource {
  const generated = readStage(dataset, 'generated');
  const { files, seed, as_of: asOf, key_prefix: keyPrefix } = generated.manifest;
  const tables = new Map(files.map(({ object }) => [object, readTable(generated, object)]));
  const data = indexDataset(tables, { catalog, seed, asOf, keyPrefix });
  const industry = industriesOf(industries);
  const slots = slotsOf(data, industry);
  const texts = planTexts(data, slots, readTemplate);
  const requestFor: TextSource['requestFor'] = (planned, textOf) => requestOf(data, slots, planned, textOf);
  return { dataset, generated, data, texts, industry, requestFor };
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
