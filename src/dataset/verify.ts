import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Catalog } from '../catalog/types.ts';
import { counted, countText, rowsText } from '../shared/counted.ts';
import { gather, type Problem } from '../shared/errors.ts';
import { textOf } from '../shared/files/read-file.ts';
import { isPending } from '../shared/files/write-file.ts';
import { datagen } from '../shared/shell-words.ts';
import { parseCsv } from './csv.ts';
import { prefixOf } from './prefix.ts';
import { asWritten, EDITED, readFileOf, readStage, type Stage, type StageFiles } from './read.ts';
import {
  type ObjectFile,
  verifyCells,
  verifyKeys,
  verifyRequired,
  verifyTexts,
  verifyValues,
} from './verify-rows.ts';

/** A checked stage. */
interface VerifiedStage {
  stage: Stage;
  files: number;
  rows: number;
}

export interface Verification {
  stages: VerifiedStage[];
  problems: Problem[];
  /** Deviations from the catalog in a dataset whose recipe doesn't ask for a strict one. */
  doubts: Problem[];
  /** The problem, if any, that the enriched stage was made from another generated one. */
  stale?: Problem;
  /** Notes about valid content. */
  notes: Problem[];
}

/** Checks the existing stages of a dataset: manifest, hashes, keys, references, types, and lengths. */
export function verify(dataset: string, catalog: Catalog): Verification {
  const { stages, problems, doubts, notes } = inspect(dataset, catalog);
  const edits = stages.flatMap(({ files }) => files.filter(({ edited }) => edited));
  const told = edits.map(({ file }): Problem => {
    return { message: EDITED, place: { file } };
  });
  const stale = staleProblem(dataset, stages);
  return {
    ...(stale ? { stale } : {}),
    stages: stages.map(({ stage, files }) => ({
      stage: stage.manifest.stage,
      files: files.length,
      rows: files.reduce((sum, { table }) => sum + table.rows.length, 0),
    })),
    problems: [...told, ...problems, ...(stale ? [stale] : [])],
    doubts,
    notes: [...notes, ...stages.flatMap(crlfNote), ...(stale ? [] : otherRows(stages))],
  };
}

/** Reports rows that an edit removed from the enriched stage or added to it: it has the rows of the generated one. */
function otherRows(stages: readonly InspectedStage[]): Problem[] {
  const [generated, enriched] = stages;
  return (enriched?.files ?? []).flatMap(({ object, file, table }): Problem[] => {
    const source = generated!.files.find((one) => one.object === object);
    if (!source) return [];
    const keys = new Set(table.rows.map(([key]) => key!));
    const before = new Set(source.table.rows.map(([key]) => key!));
    const gone = [...before].filter((key) => !keys.has(key)).length;
    const added = [...keys].filter((key) => !before.has(key)).length;
    const told = [
      ...(gone > 0 ? [`${rowsText(gone)} of ${source.file} ${gone === 1 ? 'is' : 'are'} missing`] : []),
      ...(added > 0 ? [`${rowsText(added)} ${added === 1 ? 'is' : 'are'} not in ${source.file}`] : []),
    ];
    return told.length === 0 ? [] : [{ message: `${told.join(', and ')}.`, place: { file } }];
  });
}

function crlfNote({ stage, files }: InspectedStage): Problem[] {
  const count = files.filter(({ crlf }) => crlf).length;
  if (count === 0) return [];
  const many = `${countText(count, 'file')} ${count === 1 ? 'has' : 'have'}`;
  return [
    {
      message: `${many} CRLF line ends, as git on Windows checks them out; the content is unchanged.`,
      place: { file: stage.dir },
      hint: `A \`.gitattributes\` with \`* -text\` in ${dirname(stage.dir)} avoids this.`,
    },
  ];
}

/** A stage with its files as far as they are readable. */
export interface InspectedStage {
  stage: StageFiles;
  files: ObjectFile[];
}

/** Reads the stages of a dataset, with all their problems except edits. */
export function inspect(
  dataset: string,
  catalog: Catalog,
): Pick<Verification, 'problems' | 'doubts' | 'notes'> & { stages: InspectedStage[] } {
  const present = (['generated', 'enriched'] as const).filter((stage) =>
    existsSync(join(dataset, stage, 'manifest.json')),
  );
  if (present.length === 0) readStage(dataset, 'generated');
  const found = { problems: [], doubts: [], notes: [] };
  const read = present.map((stage) => readStage(dataset, stage));
  return { stages: read.map((stage) => inspectStage(stage, catalog, found)), ...found };
}

/** The problem of an enriched stage that was made from another generated one. */
function staleProblem(dataset: string, stages: readonly InspectedStage[]): Problem | undefined {
  const [generated, enriched] = stages.map(({ stage }) => stage);
  if (!generated || !enriched || enriched.manifest.made_from === generated.manifestHash) return undefined;
  return {
    message: 'The enriched dataset was made from different generated rows.',
    place: { file: join(enriched.dir, 'manifest.json') },
    hint: `Run ${datagen('enrich', dataset)}.`,
  };
}

function inspectStage(
  stage: StageFiles,
  catalog: Catalog,
  { problems, doubts, notes }: Pick<Verification, 'problems' | 'doubts' | 'notes'>,
): InspectedStage {
  const { manifest } = stage;
  const files = manifest.files.flatMap((entry): ObjectFile[] => {
    const file = join(stage.dir, entry.file);
    if (!existsSync(file)) {
      problems.push({ message: "The manifest lists this file, but it wasn't found.", place: { file } });
      return [];
    }
    const bytes = gather(problems, undefined, () => readFileOf(stage, entry));
    if (!bytes) return [];
    const written = asWritten(bytes, entry);
    const table = gather(problems, undefined, () => parseCsv(textOf(written ?? bytes, file), file));
    if (!table) {
      if (!written) problems.push({ message: EDITED, place: { file } });
      return [];
    }
    // The rows of an edited file are counted when the edit is accepted.
    if (written && table.rows.length !== entry.rows) {
      problems.push({
        message: `The manifest says ${rowsText(entry.rows)}; the file has ${counted(table.rows.length)}.`,
        place: { file },
      });
    }
    const crlf = written !== undefined && written !== bytes;
    return [{ object: entry.object, file, table, edited: !written, crlf }];
  });
  const known = new Set(['manifest.json', ...manifest.files.map(({ file }) => file)]);
  for (const file of readdirSync(stage.dir)) {
    if (!known.has(file) && !isPending(file))
      problems.push({
        message: "The manifest doesn't list this file.",
        place: { file: join(stage.dir, file) },
      });
  }
  const keys = new Map<string, string>();
  for (const one of files) verifyKeys(one, prefixOf(manifest), keys, problems);
  // The content of an unreadable file isn't reported as missing as well.
  const areAll = files.length === manifest.files.length;
  const ofCatalog = manifest.catalog === 'loose' ? doubts : problems;
  for (const one of files) {
    if (!manifest.update) verifyRequired(one, catalog, ofCatalog);
    verifyCells(one, catalog, { keys, areAll }, ofCatalog);
    verifyValues(one, catalog, problems, notes);
  }
  if (manifest.stage === 'enriched') for (const one of files) verifyTexts(one, problems);
  return { stage, files };
}
