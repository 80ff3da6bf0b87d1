import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cellCheck, impossibleValue } from '../catalog/cell-check.ts';
import { isRecordId } from '../catalog/record-id.ts';
import { requiredOnCreate } from '../catalog/required.ts';
import type { Catalog } from '../catalog/types.ts';
import { type Problem, UserError } from '../errors.ts';
import { isSpreadsheetFormula, lostCharacter, unseenCharacter } from '../shared/cell-text.ts';
import { isEmptyCell } from '../shared/null-cell.ts';
import { textOf } from '../shared/read-file.ts';
import { parseCsv, type Table } from './csv.ts';
import { isPlaceholder } from './placeholder.ts';
import { readFileOf, readStage, type Stage, type StageFiles, sha256 } from './read.ts';

/** A stage that was looked at. */
export interface VerifiedStage {
  stage: Stage;
  files: number;
  rows: number;
}

export interface Verification {
  stages: VerifiedStage[];
  problems: Problem[];
  /** What the catalog would have otherwise, in a data set whose recipe does not ask it to be strict. */
  doubts: Problem[];
  /** What is worth knowing of cells that are valid. */
  notes: Problem[];
}

/** How many problems of one kind and file are told one by one. */
const TOLD = 5;

/** Checks both stages of a data set as far as they are there: manifest, hashes, keys, references, types and lengths. */
export function verify(dataset: string, catalog: Catalog): Verification {
  const present = (['generated', 'enriched'] as const).filter((stage) =>
    existsSync(join(dataset, stage, 'manifest.json')),
  );
  if (present.length === 0) readStage(dataset, 'generated');
  const problems: Problem[] = [];
  const doubts: Problem[] = [];
  const notes: Problem[] = [];
  const read = present.map((stage) => readStage(dataset, stage));
  const stages = read.map((stage, i) =>
    verifyStage(stage, present[i]!, catalog, { problems, doubts, notes }),
  );
  const [generated, enriched] = read;
  if (generated && enriched && enriched.manifest.made_from !== generated.manifestHash) {
    problems.push({
      message: 'The enriched data set was made from another generated one.',
      place: { file: join(enriched.dir, 'manifest.json') },
      hint: `Run sfdc-datagen enrich ${dataset}.`,
    });
  }
  return { stages, problems, doubts, notes };
}

function verifyStage(
  stage: StageFiles,
  name: Stage,
  catalog: Catalog,
  { problems, doubts, notes }: Omit<Verification, 'stages'>,
): VerifiedStage {
  const files = stage.manifest.files.flatMap((entry) => {
    const file = join(stage.dir, entry.file);
    if (!existsSync(file)) {
      problems.push({ message: 'The manifest names this file, but it is not there.', place: { file } });
      return [];
    }
    const bytes = attempt(() => readFileOf(stage, entry), problems);
    if (!bytes) return [];
    if (sha256(bytes) !== entry.sha256)
      problems.push({
        message: 'The file was changed after it was written: its hash is another.',
        place: { file },
      });
    const table = attempt(() => parseCsv(textOf(bytes, file), file), problems);
    if (table && table.rows.length !== entry.rows) {
      problems.push({
        message: `The manifest says ${entry.rows} rows; there are ${table.rows.length}.`,
        place: { file },
      });
    }
    return table ? [{ object: entry.object, file, table }] : [];
  });
  const known = new Set(['manifest.json', ...stage.manifest.files.map(({ file }) => file)]);
  for (const file of readdirSync(stage.dir)) {
    if (!known.has(file))
      problems.push({
        message: 'The manifest does not name this file.',
        place: { file: join(stage.dir, file) },
      });
  }
  const keys = new Map<string, string>();
  for (const one of files) verifyKeys(one, stage.manifest.key_prefix, keys, problems);
  const ofCatalog = stage.manifest.catalog === 'loose' ? doubts : problems;
  for (const one of files) {
    if (!stage.manifest.update) verifyRequired(one, catalog, ofCatalog);
    verifyCells(one, catalog, keys, ofCatalog);
    verifyValues(one, catalog, problems, notes);
  }
  if (name === 'enriched') for (const one of files) verifyTexts(one, problems);
  return {
    stage: name,
    files: files.length,
    rows: files.reduce((sum, { table }) => sum + table.rows.length, 0),
  };
}

interface ObjectFile {
  object: string;
  file: string;
  table: Table;
}

/** What a step makes, or its problems among the others. */
function attempt<T>(step: () => T, problems: Problem[]): T | undefined {
  try {
    return step();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    problems.push(...error.problems);
    return undefined;
  }
}

function verifyKeys(
  { object, file, table }: ObjectFile,
  prefix: string,
  keys: Map<string, string>,
  problems: Problem[],
): void {
  const tell = teller(file, problems);
  if (table.columns[0] !== 'ExternalId') {
    problems.push({ message: 'The first column must be ExternalId.', place: { file, line: 1 } });
    return;
  }
  for (const [i, row] of table.rows.entries()) {
    const key = row[0]!;
    const line = table.lines[i]!;
    if (!key.startsWith(prefix)) tell('prefix', `The key does not begin with ${prefix}.`, line, key);
    const before = keys.get(key);
    if (before) tell('twice', `The key stands twice, here and in ${before}.`, line, key);
    else keys.set(key, object);
  }
  tell.rest();
}

/** Columns without which an org refuses the rows. */
function verifyRequired({ object, file, table }: ObjectFile, catalog: Catalog, problems: Problem[]): void {
  if (table.rows.length === 0) return;
  for (const name of requiredOnCreate(catalog, object)) {
    if (table.columns.includes(name)) continue;
    problems.push({
      message: `${object} requires the field ${name}, and the file has no such column.`,
      place: { file, line: 1 },
    });
  }
}

function verifyCells(
  { object, file, table }: ObjectFile,
  catalog: Catalog,
  keys: ReadonlyMap<string, string>,
  problems: Problem[],
): void {
  const tell = teller(file, problems);
  const fields = catalog[object]?.fields;
  for (const [i, column] of table.columns.entries()) {
    if (column === 'ExternalId') continue;
    const field = column.startsWith('_') ? undefined : fields?.[column];
    if (fields && !field && !column.startsWith('_')) {
      problems.push({ message: `${object} has no field ${column}.`, place: { file, line: 1 } });
      continue;
    }
    const check = cellCheck(field);
    for (const [n, row] of table.rows.entries()) {
      const cell = row[i] ?? '';
      const at = (kind: string, message: string) =>
        tell(kind, `${column}: ${message}`, table.lines[n]!, row[0]!);
      if (isEmptyCell(cell)) {
        if (field?.required) at('required', 'the field is required and blank.');
        continue;
      }
      if (field?.type === 'reference') {
        const target = keys.get(cell);
        if (!target && !isRecordId(cell)) at('reference', `no row has the key ${cell}.`);
        else if (target && !field.to.includes(target))
          at('target', `${cell} is a ${target}; the field refers to ${field.to.join(' or ')}.`);
        continue;
      }
      const wrong = impossibleValue(field, cell) ? undefined : check(cell);
      if (wrong) at('type', wrong);
    }
  }
  tell.rest();
}

/** Values that every org refuses or changes, whatever its fields are like; and such as a spreadsheet would run. */
function verifyValues(
  { object, file, table }: ObjectFile,
  catalog: Catalog,
  problems: Problem[],
  notes: Problem[],
): void {
  const tell = teller(file, problems);
  const note = teller(file, notes);
  const fields = table.columns.map((column) => catalog[object]?.fields[column]);
  for (const [n, row] of table.rows.entries()) {
    for (const [i, cell] of row.entries()) {
      const at = [table.lines[n]!, row[0]!] as const;
      const unseen = unseenCharacter(cell) ?? lostCharacter(cell);
      if (unseen)
        tell(
          'characters',
          `${table.columns[i]}: no field of Salesforce holds the character ${unseen}.`,
          ...at,
        );
      const impossible = impossibleValue(fields[i], cell);
      if (impossible) tell('values', `${table.columns[i]}: ${impossible}`, ...at);
      if (isSpreadsheetFormula(cell))
        note('formulas', `${table.columns[i]}: a spreadsheet would run the value as a formula.`, ...at);
    }
  }
  tell.rest();
  note.rest();
}

function verifyTexts({ file, table }: ObjectFile, problems: Problem[]): void {
  const tell = teller(file, problems);
  for (const [n, row] of table.rows.entries()) {
    for (const [i, cell] of row.entries()) {
      if (isPlaceholder(cell))
        tell(
          'placeholder',
          `${table.columns[i]}: the text is still to be written.`,
          table.lines[n]!,
          row[0]!,
        );
    }
  }
  tell.rest();
}

/** Tells the first problems of a kind one by one and the rest as a number. */
function teller(file: string, problems: Problem[]) {
  const told = new Map<string, number>();
  const tell = (kind: string, message: string, line: number, key: string) => {
    const count = (told.get(kind) ?? 0) + 1;
    told.set(kind, count);
    if (count <= TOLD) problems.push({ message, place: { file, line, key } });
  };
  tell.rest = () => {
    for (const [kind, count] of told) {
      if (count > TOLD)
        problems.push({ message: `${count - TOLD} more problems of this kind (${kind}).`, place: { file } });
    }
  };
  return tell;
}
