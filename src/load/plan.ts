import type { ExportFile } from '../export/export-file.ts';
import type { Difference } from './difference/difference.ts';
import type { InsertDifference, RecordChange } from './difference/difference-insert.ts';

interface StepBase {
  /** Unique in the plan: the file's name, or the sobject with what is done to it. */
  name: string;
  sobject: string;
  /** 1 for what needs nothing else; steps of one level are independent. */
  level: number;
  /** Steps that must be over before this one begins. */
  needs: readonly string[];
}

/** One thing that a load does. `upsert` and `insert` are jobs of `sf`; `update` and `delete` go by id over REST. */
export type LoadStep =
  | (StepBase & { kind: 'upsert'; externalId: string; file: ExportFile })
  | (StepBase & { kind: 'insert'; file: ExportFile })
  | (StepBase & { kind: 'update'; source: string; records: readonly RecordChange[] })
  | (StepBase & { kind: 'delete'; source: string; records: readonly RecordChange[] });

/** A step that sends a file. */
export type JobStep = Extract<LoadStep, { kind: 'upsert' | 'insert' }>;

type Draft = LoadStep extends infer Step
  ? Step extends LoadStep
    ? Omit<Step, 'level' | 'needs'>
    : never
  : never;

/** What is to be sent of one sobject. */
export type SObjectDifference =
  | { by: 'external_id'; sobject: string; parts: readonly Difference[] }
  | { by: 'insert'; sobject: string; part: InsertDifference };

/** The steps of a load, parents first; a step with nothing to send is none. */
export function planLoad(differences: readonly SObjectDifference[], externalId: string): LoadStep[] {
  const drafts = differences.flatMap((one) => draftsOf(one, externalId));
  const needs = new Map(drafts.map((draft) => [draft.name, needsOf(draft, drafts)]));
  const level = (name: string): number => 1 + Math.max(0, ...needs.get(name)!.map(level));
  return drafts
    .map((draft): LoadStep => ({ ...draft, level: level(draft.name), needs: needs.get(draft.name)! }))
    .sort((a, b) => a.level - b.level);
}

function draftsOf(one: SObjectDifference, externalId: string): Draft[] {
  const { sobject } = one;
  if (one.by === 'external_id') {
    return one.parts
      .filter(({ file }) => file.rows.length > 0)
      .map(({ file }) => ({ kind: 'upsert', name: file.name, sobject, externalId, file }));
  }
  const { file, updates, deletes } = one.part;
  const { source } = file;
  const drafts: Draft[] = [];
  if (deletes.length > 0)
    drafts.push({ kind: 'delete', name: `${sobject}-delete`, sobject, source, records: deletes });
  if (updates.length > 0)
    drafts.push({ kind: 'update', name: `${sobject}-update`, sobject, source, records: updates });
  if (file.rows.length > 0) drafts.push({ kind: 'insert', name: file.name, sobject, file });
  return drafts;
}

/** A file waits for the files of its parents' objects, a second pass for its own object's, an insert for deletes before it. */
function needsOf(draft: Draft, drafts: readonly Draft[]): string[] {
  const own = drafts.filter((other) => other.sobject === draft.sobject);
  if (draft.kind === 'delete') return [];
  if (draft.kind === 'update') return own.filter((other) => other.kind === 'delete').map(({ name }) => name);
  const parents = new Set(
    draft.file.columns.flatMap((column) => (column.kind === 'parent' ? [column.to] : [])),
  );
  const isRecords = (other: Draft) => 'file' in other && other.file.pass === 'records';
  const before = drafts.filter(
    (other) => parents.has(other.sobject) && isRecords(other) && other.name !== draft.name,
  );
  const mine =
    draft.file.pass === 'links'
      ? own.filter(isRecords)
      : own.filter((other) => other.kind === 'delete' || other.kind === 'update');
  return [...new Set([...before, ...mine].map(({ name }) => name))];
}
