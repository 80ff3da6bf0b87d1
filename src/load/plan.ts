import type { LoadDeclaration, LoadDeclarations } from '../dataset/manifest.ts';
import { type ExportFile, headersOf } from '../export/compile/export-file.ts';
import { mapRows } from '../shared/rows/rows.ts';
import type { RecordChange } from './difference/insert-context.ts';
import type { SObjectDifference } from './difference/read-org.ts';
import { JOB_CHARACTERS, partStarts, rowCharacters } from './job-size.ts';

interface StepBase {
  /** Unique in the plan: the file's name, or the sobject (its file's name if it has several) with what is done to it. */
  name: string;
  sobject: string;
  /** 1 for what needs nothing else; steps of one level are independent. */
  level: number;
  /** Steps that must be over before this one begins. */
  needs: readonly string[];
  /** Of steps that may begin at once, those with a higher one begin first. */
  priority: number;
}

/** One thing that a load does. `update` and `delete` go by id. */
export type LoadStep =
  | (StepBase & { kind: 'upsert'; externalId: string; file: ExportFile })
  | (StepBase & { kind: 'insert'; file: ExportFile })
  | (StepBase & { kind: 'update'; source: string; records: readonly RecordChange[] })
  | (StepBase & { kind: 'delete'; source: string; records: readonly RecordChange[] });

type Draft = LoadStep extends infer Step
  ? Step extends LoadStep
    ? Omit<Step, 'level' | 'needs' | 'priority'> & { follows?: string }
    : never
  : never;

const PRIORITY = { low: -1, medium: 0, high: 1 } as const;

/**
 * The steps of a load, parents first; a step with nothing to send is none. `declared` is what the recipe says of loading:
 * its order beside that of references, jobs of so many rows, and jobs of an object one after the other.
 */
export function planLoad(
  differences: readonly SObjectDifference[],
  externalId: string,
  declared: LoadDeclarations = {},
): LoadStep[] {
  const inserts = Map.groupBy(
    differences.filter(({ by }) => by === 'insert'),
    ({ sobject }) => sobject,
  );
  const drafts = differences
    .flatMap((one) => draftsOf(one, { externalId, hasSeveral: (inserts.get(one.sobject)?.length ?? 0) > 1 }))
    .flatMap((draft) => inBatches(draft, declared[draft.sobject]));
  const needs = new Map(drafts.map((draft) => [draft.name, needsOf(draft, drafts, declared)]));
  const levels = new Map<string, number>();
  const level = (name: string): number => {
    const known = levels.get(name) ?? 1 + Math.max(0, ...needs.get(name)!.map(level));
    levels.set(name, known);
    return known;
  };
  return drafts
    .map(({ follows: _, ...draft }): LoadStep => {
      const priority = PRIORITY[declared[draft.sobject]?.priority ?? 'medium'];
      return { ...draft, level: level(draft.name), needs: needs.get(draft.name)!, priority };
    })
    .sort((a, b) => a.level - b.level || b.priority - a.priority);
}

/**
 * A job as several of at most `batch_size` rows, since Bulk API 2.0 makes its batches itself and has no other way to bound
 * them, and of what a job takes. What is parted only for its size is sent one after the other: its rows have few parents.
 */
function inBatches(draft: Draft, { batch_size: rows }: LoadDeclaration = {}): Draft[] {
  if (!('file' in draft)) return [draft];
  const { file } = draft;
  const characters = JOB_CHARACTERS - rowCharacters(headersOf(file));
  const sizes = mapRows(file.rows, ({ cells }) => rowCharacters(cells));
  const starts = partStarts(sizes, { characters, ...(rows === undefined ? {} : { rows }) });
  if (starts.length === 1) return [draft];
  const nameOf = (part: number) => `${draft.name}-part${part + 1}`;
  return starts.map((start, part) => ({
    ...draft,
    ...(rows === undefined && part > 0 ? { follows: nameOf(part - 1) } : {}),
    name: nameOf(part),
    file: { ...file, rows: file.rows.slice(start, starts[part + 1]) },
  }));
}

/** `hasSeveral` is true if rows without a key have several files, each of which deletes and updates records. */
function draftsOf(
  one: SObjectDifference,
  { externalId, hasSeveral }: { externalId: string; hasSeveral: boolean },
): Draft[] {
  const { sobject } = one;
  if (one.by === 'external_id') {
    const sent = one.parts
      .filter(({ file }) => file.rows.length > 0)
      .map(({ file }): Draft => ({ kind: 'upsert', name: file.name, sobject, externalId, file }));
    const records = one.adopted?.changes ?? [];
    const source = one.parts[0]?.file.source ?? '';
    if (records.length > 0)
      sent.push({ kind: 'update', name: `${sobject}-adopted`, sobject, source, records });
    return sent;
  }
  const { file, updates, deletes } = one.part;
  const { source } = file;
  const stem = hasSeveral ? file.name : sobject;
  const drafts: Draft[] = [];
  if (deletes.length > 0)
    drafts.push({ kind: 'delete', name: `${stem}-delete`, sobject, source, records: deletes });
  if (updates.length > 0)
    drafts.push({ kind: 'update', name: `${stem}-update`, sobject, source, records: updates });
  if (file.rows.length > 0) drafts.push({ kind: 'insert', name: file.name, sobject, file });
  return drafts;
}

/**
 * A file waits for the files of its parents' objects and of those that it is declared to come after, a second pass for its
 * own object's, an insert for deletes before it, and where an object's jobs are declared serial each for the one before.
 */
function needsOf(draft: Draft, drafts: readonly Draft[], declared: LoadDeclarations): string[] {
  const own = drafts.filter((other) => other.sobject === draft.sobject);
  if (draft.kind === 'delete') return [];
  const isRecords = (other: Draft) => 'file' in other && other.file.pass === 'records';
  if (draft.kind === 'update') {
    const to = new Set(draft.records.flatMap((record) => record.parents?.map((parent) => parent.to) ?? []));
    const before = drafts.filter((other) => to.has(other.sobject) && isRecords(other));
    return [...before, ...own.filter((other) => other.kind === 'delete')].map(({ name }) => name);
  }
  const parents = new Set(
    draft.file.columns.flatMap((column) => (column.kind === 'parent' ? [column.to] : [])),
  );
  const { load_after = [], bulk_mode } = declared[draft.sobject] ?? {};
  const earlier = new Set([...parents, ...load_after.filter((sobject) => sobject !== draft.sobject)]);
  const before = drafts.filter(
    (other) => earlier.has(other.sobject) && isRecords(other) && other.name !== draft.name,
  );
  if (bulk_mode === 'serial') {
    const files = own.filter((other) => 'file' in other);
    before.push(...files.slice(0, files.indexOf(draft)).slice(-1));
  }
  if (draft.follows !== undefined) before.push(own.find(({ name }) => name === draft.follows)!);
  const mine =
    draft.file.pass === 'links'
      ? own.filter(isRecords)
      : own.filter(
          (other) => other.kind === 'delete' || (other.kind === 'update' && draft.kind === 'insert'),
        );
  return [...new Set([...before, ...mine].map(({ name }) => name))];
}
