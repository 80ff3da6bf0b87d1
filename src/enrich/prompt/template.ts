import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Place, Problem } from '../../shared/errors.ts';
import { allowedFile } from '../../shared/files/allowed-file.ts';
import { workTreeOf } from '../../shared/files/git.ts';
import { pathPartProblem } from '../../shared/files/path-part.ts';
import { readText } from '../../shared/files/read-file.ts';
import { didYouMean } from '../../shared/nearest.ts';
import { packageRoot } from '../../shared/package-root.ts';
import { quoted } from '../../shared/quote.ts';

/** A slot of a template and its place. */
interface Slot {
  slot: string;
  place: Place;
}

/** A prompt template: lines of plain text and slots. */
export interface PromptTemplate {
  name: string;
  file: string;
  lines: readonly (readonly (string | Slot)[])[];
  /** The names of its slots, each once. */
  slots: readonly Slot[];
  /** Why no prompt can be made of it. */
  problems: readonly Problem[];
}

const SLOT = /\{([A-Za-z_]\w*)\}/g;
const OPEN_SLOT = /\{[A-Za-z_]\w*/g;

/** Parses the text of a template that came from `file`. */
export function parseTemplate(name: string, text: string, file: string): PromptTemplate {
  const found = new Map<string, Slot>();
  const problems: Problem[] = [];
  const lines = text.split(/\r\n|\r|\n/).map((line, number) => {
    const parts: (string | Slot)[] = [];
    let end = 0;
    for (const match of line.matchAll(SLOT)) {
      if (match.index > end) parts.push(line.slice(end, match.index));
      const slot = { slot: match[1]!, place: { file, line: number + 1, column: match.index + 1 } };
      if (!found.has(slot.slot)) found.set(slot.slot, slot);
      parts.push(slot);
      end = match.index + match[0].length;
    }
    if (end < line.length) parts.push(line.slice(end));
    // Behind the last brace, nothing closes a slot.
    const closed = line.lastIndexOf('}') + 1;
    for (const { 0: slot, index } of line.slice(closed).matchAll(OPEN_SLOT))
      problems.push({
        message: `The slot ${slot} isn't closed.`,
        place: { file, line: number + 1, column: closed + index + 1 },
        hint: `Write ${slot}}.`,
      });
    return parts;
  });
  if (text.trim() === '')
    problems.push({
      message: 'The prompt template is empty.',
      place: { file, line: 1 },
      hint: 'Describe what the text should be about.',
    });
  return { name, file, lines, slots: [...found.values()], problems };
}

/** Where prompt templates are looked for: the current folder first, then those that come with the tool. */
function folders(): string[] {
  const own = join(process.cwd(), 'templates', 'prompts');
  const shipped = join(packageRoot, 'templates', 'prompts');
  return own === shipped ? [own] : [own, shipped];
}

/** Reads a template by name, or says what is wrong: the file that is missing and the nearest names there are. */
export function readTemplate(name: string, wantedBy: string): PromptTemplate | Problem {
  // The name may come from a cell of a dataset, and a prompt goes to a model's provider.
  const unfit = pathPartProblem(name);
  if (unfit)
    return {
      message: `The prompt template ${quoted(name)}, which ${wantedBy} asks for, can't be a file: the name ${unfit}.`,
    };
  for (const folder of folders()) {
    const path = join(folder, `${name}.txt`);
    const allowed = allowedFile(`${name}.txt`, { folder, root: workTreeOf(folder) });
    if ('path' in allowed)
      return parseTemplate(name, readText(allowed.path, { noun: 'prompt template' }), shown(path));
    if (allowed.refused !== 'absent') return { message: allowed.message, place: { file: shown(folder) } };
  }
  const hint = didYouMean(name, templateNames());
  return {
    message: `Prompt template ${quoted(name)} not found; ${wantedBy} asks for it.`,
    place: { file: shown(join(folders()[0]!, `${name}.txt`)) },
    hint: hint ?? 'Create that file, or use another template in the recipe: `llm: case_description`.',
  };
}

function templateNames(): string[] {
  return folders()
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder))
    .filter((file) => file.endsWith('.txt'))
    .map((file) => file.slice(0, -'.txt'.length));
}

function shown(path: string): string {
  return relative(process.cwd(), path) || path;
}
