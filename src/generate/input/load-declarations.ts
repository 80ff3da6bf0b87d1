import { existsSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { z } from 'zod';
import { circleIn, circleText } from '../../catalog/derive.ts';
import { checkAgainst } from '../../config/issues.ts';
import { readYaml } from '../../config/yaml.ts';
import type { LoadDeclaration, LoadDeclarations } from '../../dataset/manifest.ts';
import { type Problem, UserError } from '../../shared/errors.ts';
import { allowedFile } from '../../shared/files/allowed-file.ts';
import { didYouMean } from '../../shared/nearest.ts';

const lowered = <T extends string>(...values: [T, ...T[]]) =>
  z.preprocess((given) => (typeof given === 'string' ? given.toLowerCase() : given), z.enum(values));

const declaration = z.strictObject({
  sf_object: z.string(),
  priority: lowered('low', 'medium', 'high').optional(),
  api: lowered('smart', 'rest', 'bulk').optional(),
  batch_size: z.int().min(1).optional(),
  bulk_mode: lowered('serial', 'parallel').optional(),
  anchor_date: z.union([z.iso.date('a day such as 2026-01-15 is wanted'), z.date()]).optional(),
  load_after: z.string().optional(),
});

type Stated = z.infer<typeof declaration>;

const channels = z.strictObject({ user_channels: z.array(z.looseObject({ user: z.string() })) });

const PRIORITY = { low: 1, medium: 2, high: 3 } as const;

/** `people.load.yml` of `people.recipe.yml`, if it exists; files outside of `root` aren't read. */
export function loadFilesOf(recipe: string, root: string): string[] {
  const file = recipe.replace(/(?:\.recipe)?\.ya?ml$/, '.load.yml');
  if (file === recipe || !existsSync(file)) return [];
  const allowed = allowedFile(basename(file), { folder: dirname(file), root });
  if (!('path' in allowed)) throw new UserError({ message: allowed.message, place: { file } });
  return [file];
}

/**
 * Reads the load settings of each object from a recipe's `.load.yml` or other files. If two entries set the same for
 * an object, the one with the higher priority wins, or the first of equal ones; `load_after` accumulates.
 */
export function readLoadDeclarations(
  files: readonly string[],
  sobjects: readonly string[],
): { load: LoadDeclarations; warnings: Problem[] } {
  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  const stated = files.flatMap((file) => readFile(file, sobjects, { problems, warnings }));
  if (problems.length > 0) throw new UserError(problems);
  const load = merged(stated);
  const after = Object.fromEntries(
    Object.entries(load).map(([sobject, { load_after = [] }]) => [sobject, load_after]),
  );
  const circle = circleIn(after, sobjects);
  if (circle) throw new UserError({ message: circleText(circle), place: { file: files.at(-1)! } });
  return { load, warnings };
}

function readFile(
  file: string,
  sobjects: readonly string[],
  { problems, warnings }: { problems: Problem[]; warnings: Problem[] },
): Stated[] {
  const yaml = readYaml(file);
  const entries = Array.isArray(yaml.value) ? yaml.value : [yaml.value];
  const stated: Stated[] = [];
  for (const [index, entry] of entries.entries()) {
    if (channels.safeParse(entry).success) {
      warnings.push({ message: "`user_channels` isn't used here.", place: yaml.place([index]) });
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
  return stated;
}

function merged(stated: readonly Stated[]): LoadDeclarations {
  const ranked = stated.toSorted((a, b) => rank(b.priority) - rank(a.priority));
  const load: Record<string, LoadDeclaration> = {};
  for (const { sf_object, priority, load_after, anchor_date, ...own } of ranked) {
    const known: LoadDeclaration = load[sf_object] ?? (priority === undefined ? {} : { priority });
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
