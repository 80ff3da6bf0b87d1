import { firstProblems, type Problem, UserError } from '../../shared/errors.ts';
import { didYouMean } from '../../shared/nearest.ts';
import { type Draft, neededBy, promptOf, renderDraft } from '../prompt/render.ts';
import type { Slots } from '../prompt/slots.ts';
import type { PromptTemplate } from '../prompt/template.ts';
import type { TextRequest } from '../request.ts';
import { type DatasetIndex, limitOf, type Wanted } from './dataset-index.ts';
import { pathOf } from './path.ts';

/** A wanted text with its prompt as far as it is known, and the texts that it waits for. */
export interface PlannedText {
  wanted: Wanted;
  draft: Draft;
  needs: readonly Wanted[];
  /** The slots that its template names. */
  named: readonly string[];
}

/** The texts that a dataset wants, in the order of its files, rows and columns. */
export function planTexts(
  data: DatasetIndex,
  slots: Slots,
  templateNamed: (name: string, wantedBy: string) => PromptTemplate | Problem,
): PlannedText[] {
  const wanted = [...data.sheets.values()].flatMap((sheet) =>
    sheet.rows.flatMap((row) => (row.wanted ? [...row.wanted.values()] : [])),
  );
  const templates = templatesOf(wanted, slots, templateNamed);
  const twins = new Map<string, number>();
  const ids = new Map(wanted.map((one, index) => [one, index]));
  const empty: Wanted[] = [];
  const texts = wanted.map((one): PlannedText => {
    const template = templates.get(one.template)!;
    const draft = renderDraft(template, (slot) => slots.pieces(one, slot));
    if (draft.every((part) => typeof part === 'string' && part.trim() === '')) empty.push(one);
    // Two prompts are the same where all their facts are and they wait for the same texts.
    const identity = draft.map((part) => (typeof part === 'string' ? part : `\u0000${ids.get(part)}\u0000`));
    const twin = `${one.row.sheet.object}.${one.field}\n${identity.join('')}`;
    const occurrence = (twins.get(twin) ?? 0) + 1;
    twins.set(twin, occurrence);
    const told = occurrence === 1 ? draft : [...draft, `\n${occurrenceLine(occurrence)}`];
    return {
      wanted: one,
      draft: told,
      needs: neededBy(draft),
      named: template.slots.map(({ slot }) => slot),
    };
  });
  refuseEmpty(empty, templates);
  refuseCycles(texts);
  return texts;
}

/** Tells records apart whose prompts would be one and the same. */
function occurrenceLine(occurrence: number): string {
  return `This is record number ${occurrence} with these same facts: write something of its own.`;
}

/** Reads each template once and checks its slots against every object that uses it. */
function templatesOf(
  wanted: readonly Wanted[],
  slots: Slots,
  templateNamed: (name: string, wantedBy: string) => PromptTemplate | Problem,
): Map<string, PromptTemplate> {
  const templates = new Map<string, PromptTemplate>();
  const problems: Problem[] = [];
  const checked = new Set<string>();
  for (const { row, field, template: name } of wanted) {
    const { object } = row.sheet;
    if (checked.has(`${object} ${name}`)) continue;
    checked.add(`${object} ${name}`);
    const template = templates.get(name) ?? templateNamed(name, `${object}.${field}`);
    if ('message' in template) {
      problems.push(template);
      continue;
    }
    if (!templates.has(name)) problems.push(...template.problems);
    templates.set(name, template);
    const known = slots.known(object);
    for (const { slot, place } of template.slots) {
      if (known.has(slot)) continue;
      const hint = didYouMean(slot, known);
      problems.push({
        message: `${object} has no slot {${slot}}.`,
        place,
        hint: hint ?? "Slots are fields in snake_case; a parent's begin with its object.",
      });
    }
  }
  if (problems.length > 0) throw new UserError(problems);
  return templates;
}

/** A prompt of which no line is left would be paid for and say nothing. */
function refuseEmpty(empty: readonly Wanted[], templates: ReadonlyMap<string, PromptTemplate>): void {
  if (empty.length === 0) return;
  const problems = empty.map(({ row, field, template }): Problem => {
    return {
      message: `The prompt for ${row.sheet.object}.${field} is empty: all slots of its template are blank.`,
      place: { file: templates.get(template)!.file, key: row.key },
      hint: 'Add a line without slots to the template.',
    };
  });
  throw new UserError(firstProblems(problems, TOLD, undefined, ' of this kind'));
}

/** Records with an empty prompt that are named. */
const TOLD = 5;

/** Texts that wait for each other could never start. */
function refuseCycles(texts: readonly PlannedText[]): void {
  const waiting = new Map(texts.map((text) => [text.wanted, text.needs.length]));
  const dependents = dependentsOf(texts);
  const free = texts.filter((text) => text.needs.length === 0);
  for (const { wanted } of free) {
    waiting.delete(wanted);
    for (const dependent of dependents.get(wanted) ?? []) {
      const left = waiting.get(dependent.wanted)! - 1;
      waiting.set(dependent.wanted, left);
      if (left === 0) free.push(dependent);
    }
  }
  if (waiting.size === 0) return;
  const names = new Set([...waiting.keys()].map(({ row, template }) => `${row.sheet.object} (${template})`));
  const [first] = waiting.keys();
  throw new UserError({
    message: `Prompt templates need each other's texts: ${[...names].join(', ')}.`,
    place: { file: `${first!.row.sheet.object}.csv`, key: first!.row.key },
    hint: 'Remove the slot of one text from the template of the other.',
  });
}

/** For each text, those that wait for it. */
export function dependentsOf(texts: readonly PlannedText[]): Map<Wanted, PlannedText[]> {
  const dependents = new Map<Wanted, PlannedText[]>();
  for (const text of texts) {
    for (const need of text.needs) {
      const list = dependents.get(need);
      if (list) list.push(text);
      else dependents.set(need, [text]);
    }
  }
  return dependents;
}

/** What a provider is told of a text; the texts that it waits for must be there. */
export function requestOf(
  data: DatasetIndex,
  slots: Slots,
  planned: PlannedText,
  textOf: (wanted: Wanted) => string,
): TextRequest {
  const { wanted, draft } = planned;
  const { row, field, template } = wanted;
  const { object } = row.sheet;
  const limit = limitOf(data, object, field);
  let values: Record<string, string> | undefined;
  return {
    key: row.key,
    object,
    field,
    template,
    industry: slots.industryOf(row),
    maxLength: limit.max,
    unit: limit.unit,
    // All slots are a hundred values a record: made where a provider looks at them, not for every cached text.
    get slots() {
      values ??= allSlots(slots, planned, textOf);
      return values;
    },
    prompt: promptOf(draft, textOf),
    path: pathOf(row.key, data.keyPrefix, data.seed, row.index),
    seed: data.seed,
  };
}

/** The row's own facts, and the earlier texts that its prompt uses. */
function allSlots(
  slots: Slots,
  { wanted, needs, named }: PlannedText,
  textOf: (wanted: Wanted) => string,
): Record<string, string> {
  const values = slots.values(wanted);
  if (needs.length === 0) return values;
  for (const slot of named) {
    const pieces = slots.pieces(wanted, slot);
    values[slot] = pieces.map((piece) => (typeof piece === 'string' ? piece : textOf(piece))).join('');
  }
  return values;
}
