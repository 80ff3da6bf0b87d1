import { existsSync } from 'node:fs';
import { z } from 'zod';
import { checkAgainst } from '../config/issues.ts';
import { readYaml } from '../config/yaml.ts';
import type { LoadDeclaration } from '../dataset/manifest.ts';
import { type Problem, UserError } from '../errors.ts';
import { didYouMean } from '../nearest.ts';

const lowered = <T extends string>(...values: [T, ...T[]]) =>
  z.preprocess((given) => (typeof given === 'string' ? given.toLowerCase() : given), z.enum(values));

const declaration = z.strictObject({
  sf_object: z.string(),
  priority: lowered('low', 'medium', 'high').optional(),
  api: lowered('smart', 'rest', 'bulk').optional(),
  batch_size: z.int().min(1).optional(),
  bulk_mode: lowered('serial', 'parallel').optional(),
  anchor_date: z.union([z.string(), z.date()]).optional(),
  load_after: z.string().optional(),
});

const channels = z.strictObject({ user_channels: z.array(z.looseObject({ user: z.string() })) });

const PRIORITY = { low: 1, medium: 2, high: 3 } as const;

/** `people.load.yml` of `people.recipe.yml`, if it is there. */
export function loadFileOf(recipe: string): string | undefined {
  const file = recipe.replace(/(?:\.recipe)?\.ya?ml$/, '.load.yml');
  return file !== recipe && existsSync(file) ? file : undefined;
}

/**
 * What a recipe's `.load.yml` says of loading each object. Where two entries state the same of an object, the one of
 * higher priority holds, and of equal ones the first; `load_after` gathers.
 */
export function readLoadDeclarations(
  file: string,
  sobjects: readonly string[],
): { load: Record<string, LoadDeclaration>; warnings: Problem[] } {
  const yaml = readYaml(file);
  const entries = Array.isArray(yaml.value) ? yaml.value : [yaml.value];
  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  const stated: z.infer<typeof declaration>[] = [];
  for (const [index, entry] of entries.entries()) {
    if (channels.safeParse(entry).success) {
      warnings.push({ message: '`user_channels` is not used here.', place: yaml.place([index]) });
      continue;
    }
    const checked = checkAgainst(declaration, entry, {
      place: (path) => yaml.place([index, ...path]),
      keyPlace: (path, key) => yaml.keyPlace([index, ...path], key),
    });
    if (!checked.ok) {
      problems.push(...checked.problems);
      continue;
    }
    const names = [checked.value.sf_object, checked.value.load_after].filter((name) => name !== undefined);
    for (const name of names.filter((one) => !sobjects.includes(one))) {
      const hint = didYouMean(name, sobjects);
      warnings.push({
        message: `The recipe makes no ${name}.`,
        place: yaml.place([index]),
        ...(hint ? { hint } : {}),
      });
    }
    stated.push(checked.value);
  }
  if (problems.length > 0) throw new UserError(problems);
  return { load: merged(stated), warnings };
}

function merged(stated: readonly z.infer<typeof declaration>[]): Record<string, LoadDeclaration> {
  const ranked = stated.toSorted((a, b) => rank(b.priority) - rank(a.priority));
  const load: Record<string, LoadDeclaration> = {};
  for (const { sf_object, priority: _, load_after, anchor_date, ...own } of ranked) {
    const known = load[sf_object] ?? {};
    const after = [...(known.load_after ?? []), ...(load_after ? [load_after] : [])];
    load[sf_object] = {
      ...own,
      ...(anchor_date === undefined ? {} : { anchor_date: dayText(anchor_date) }),
      ...known,
      ...(after.length > 0 ? { load_after: [...new Set(after)] } : {}),
    };
  }
  return load;
}

function rank(priority: keyof typeof PRIORITY | undefined): number {
  return PRIORITY[priority ?? 'medium'];
}

function dayText(date: string | Date): string {
  return typeof date === 'string' ? date : date.toISOString().slice(0, 10);
}
