import { isAbsolute } from 'node:path';
import { counted } from '../shared/counted.ts';
import { type Place, type Problem, UserError } from '../shared/errors.ts';
import { misspelled } from '../shared/nearest.ts';
import type { Config } from './schema.ts';
import { findFile, isFile } from './shipped.ts';

type Industry = Config['industries'][number];

const ALIASES: Record<string, string> = { finserv: 'financialservices' };

/** Finds an industry by its name in any spelling. */
export function industryNamed(name: string, known: readonly Industry[]): Industry | undefined {
  return known.find((industry) => fold(industry.name) === fold(name));
}

/** The problem of an unknown industry. */
export function unknownIndustry(name: string, known: readonly Industry[], place: Place): Problem {
  const names = known.map((industry) => industry.name);
  return {
    message: `Unknown industry "${name}".`,
    place,
    hint: `Valid names: ${names.join(', ')}.`,
    ...misspelled(name, names),
  };
}

function fold(name: string): string {
  const folded = name.toLowerCase().replaceAll(/[\s_-]/g, '');
  return ALIASES[folded] ?? folded;
}

/** Each entry is looked up separately: more entries are a mistake and would take minutes. */
const MOST = 1_000;

/**
 * Completes the `industries` of a file: `insurance`, or `{name: insurance, weight: 60}`, takes the rest from the
 * configuration below it, or its template from `templates/industries/` beside the file. Paths are relative to the
 * file; files that don't exist there may be shipped with the tool.
 */
export function withTemplates(
  stated: unknown,
  known: readonly Industry[],
  folder: string,
  place: (path: readonly (string | number)[]) => Place,
): unknown {
  if (!Array.isArray(stated)) return stated;
  if (stated.length > MOST)
    throw new UserError({
      message: `\`industries\` can have ${counted(MOST)} entries at most; got ${counted(stated.length)}.`,
      place: place(['industries']),
    });
  const problems: Problem[] = [];
  const complete = stated.map((one: unknown, i) => {
    const own = typeof one === 'string' ? { name: one } : one;
    if (typeof own !== 'object' || own === null) return own;
    const { name, template: path } = own as { name?: unknown; template?: unknown };
    if (typeof path === 'string' && path !== '' && !isAbsolute(path))
      return { ...own, template: findFile(path, folder) };
    if ('template' in own) return own;
    if (typeof name !== 'string') return own;
    const found = industryNamed(name, known);
    if (found) return { ...found, ...own, name: found.name };
    const template = findFile(`templates/industries/${name}.yml`, folder);
    if (isFile(template)) return { ...own, template };
    const at = place(typeof one === 'string' ? ['industries', i] : ['industries', i, 'name']);
    problems.push({
      ...unknownIndustry(name, known, at),
      message: `Unknown industry "${name}": it has no template.`,
    });
    return own;
  });
  if (problems.length > 0) throw new UserError(problems);
  return complete;
}
