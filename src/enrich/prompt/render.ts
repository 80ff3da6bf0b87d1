import { trimEndOf } from '../../shared/trim-end.ts';
import type { Wanted } from '../plan/dataset-index.ts';
import type { Pieces } from './fields.ts';
import type { PromptTemplate } from './template.ts';

/** A prompt whose facts are filled in; texts that it waits for stand in it as they are wanted. */
export type Draft = readonly (string | Wanted)[];

/** Fills a template: a line whose slots are all blank is dropped, and so are blank lines at both ends. */
export function renderDraft(template: PromptTemplate, pieces: (slot: string) => Pieces): Draft {
  const lines: (string | Wanted)[][] = [];
  for (const line of template.lines) {
    let slots = 0;
    let filled = 0;
    const parts = line.flatMap((part): Pieces => {
      if (typeof part === 'string') return [part];
      const found = pieces(part.slot);
      slots++;
      if (found.length > 0) filled++;
      return found;
    });
    if (slots === 0 || filled > 0) lines.push(filled < slots ? withoutDangling(parts) : parts);
  }
  const blank = (line: (string | Wanted)[] | undefined) =>
    line?.every((part) => typeof part === 'string' && part.trim() === '') ?? false;
  const kept = lines.filter((line, index) => !(blank(line) && (index === 0 || blank(lines[index - 1]))));
  while (kept.length > 0 && blank(kept.at(-1))) kept.pop();
  return merged(kept.flatMap((line, index) => (index > 0 ? ['\n', ...line] : line)));
}

/** A comma that a blank slot has left at the end of a line. */
function withoutDangling(line: readonly (string | Wanted)[]): (string | Wanted)[] {
  const last = line.at(-1);
  return typeof last === 'string'
    ? [...line.slice(0, -1), trimEndOf(last, (character) => /[,\s]/.test(character))]
    : [...line];
}

/** Neighboring strings as one. */
function merged(parts: (string | Wanted)[]): Draft {
  const all: (string | Wanted)[] = [];
  for (const part of parts) {
    const last = all.length - 1;
    if (typeof part === 'string' && typeof all[last] === 'string') all[last] += part;
    else all.push(part);
  }
  return all;
}

/** The texts that a draft waits for, each once. */
export function neededBy(draft: Draft): Wanted[] {
  return [...new Set(draft.filter((part) => typeof part !== 'string'))];
}

/** The prompt, once the texts that it waits for are there. */
export function promptOf(draft: Draft, textOf: (wanted: Wanted) => string): string {
  return draft.map((part) => (typeof part === 'string' ? part : textOf(part))).join('');
}
