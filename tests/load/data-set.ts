import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolveConfig } from '../../src/config/resolve.ts';
import { csvText, parseCsv, type Table } from '../../src/dataset/csv.ts';
import { manifestText } from '../../src/dataset/manifest.ts';
import { readStage, readTable } from '../../src/dataset/read.ts';
import { generate } from '../../src/generate/generate.ts';
import { sha256 } from '../../src/random/hash.ts';
import { packageRoot } from '../../src/shared/package-root.ts';
import { isPlaceholder } from '../../src/shared/special-cells.ts';

/** Texts that break what is careless: quotes, commas, line breaks, accents, emoji, and the most that a comment takes. */
export const NASTY = {
  name: 'O\'Brien, "Søn" & Fils é 🎉',
  text: 'She said "no, thanks",\nthen: café, naïve, 東京, 🎉👩‍💻; a backslash \\ and a tab\there',
  comment: `${'é'.repeat(1_999)}"\n`.replace(/\n$/, ',').padEnd(2_001, '.'),
};

/** The objects of the default data set. */
export const OBJECTS = [
  'Account',
  'Contact',
  'Opportunity',
  'OpportunityContactRole',
  'Case',
  'CaseComment',
  'Task',
  'Event',
] as const;

/** A data set of the default recipe, its texts filled in by rule instead of by a model. */
export async function makeDataSet(
  accounts: number,
  dir = join(mkdtempSync(join(tmpdir(), 'data-set-')), 'seed-42'),
) {
  const settings = [{ path: ['generation', 'accounts'], value: accounts, source: '--accounts' }];
  const { config } = resolveConfig({ settings, env: {} });
  await generate({ config, options: new Map(), folder: dir });
  const stage = readStage(dir, 'generated');
  const enriched = join(dir, 'enriched');
  mkdirSync(enriched, { recursive: true });
  const files = stage.manifest.files.map((entry) => {
    const text = tableText(written(readTable(stage, entry.object), entry.object));
    writeFileSync(join(enriched, entry.file), text);
    return { ...entry, sha256: sha256(text) };
  });
  const manifest = { ...stage.manifest, stage: 'enriched' as const, files, made_from: stage.manifestHash };
  writeFileSync(join(enriched, 'manifest.json'), manifestText(manifest));
  return dir;
}

/** A copy of the committed default data set, with nasty texts in its first account and comment. */
export function copyDefault(): string {
  const dir = join(mkdtempSync(join(tmpdir(), 'data-set-')), 'seed-42');
  for (const stage of ['generated', 'enriched']) {
    cpSync(join(packageRoot, 'output/seed-42', stage), join(dir, stage), { recursive: true });
  }
  for (const [sobject, field, text] of [
    ['Account', 'Name', NASTY.name],
    ['Account', 'Description', NASTY.text],
    ['CaseComment', 'CommentBody', NASTY.comment],
  ] as const) {
    editRows(dir, sobject, ({ columns, rows }) => {
      rows[0]![columns.indexOf(field)] = text;
      return rows;
    });
  }
  return dir;
}

const tableText = (table: Table) => csvText(table.columns, table.rows);

function written(table: Table, sobject: string): Table {
  const rows = table.rows.map((row, position) =>
    row.map((cell, at) => {
      const field = table.columns[at]!;
      if (position === 0 && sobject === 'Account' && field === 'Name') return NASTY.name;
      if (!isPlaceholder(cell)) return cell;
      if (position === 0 && field === 'CommentBody') return NASTY.comment;
      return field === 'Subject'
        ? `${field} of ${row[0]}, "quoted" é`
        : `${field} of ${row[0]}: ${NASTY.text}`;
    }),
  );
  return { ...table, rows };
}

/** Changes the enriched rows of one object as an edit of the fixture would, and its manifest with them. */
export function editRows(dir: string, sobject: string, change: (table: Table) => string[][]): void {
  const folder = join(dir, 'enriched');
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  const entry = manifest.files.find((one: { object: string }) => one.object === sobject);
  const table = parseCsv(readFileSync(join(folder, entry.file), 'utf8'), entry.file);
  const text = tableText({ ...table, rows: change(table) });
  writeFileSync(join(folder, entry.file), text);
  entry.sha256 = sha256(text);
  writeFileSync(join(folder, 'manifest.json'), manifestText(manifest));
}

/** How many records a data set has. */
export function countRows(dir: string): number {
  return readStage(dir, 'enriched').manifest.files.reduce((sum, file) => sum + file.rows, 0);
}
