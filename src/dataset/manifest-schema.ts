import { dirname } from 'node:path';
import { z } from 'zod';
import { checkAgainst } from '../config/issues.ts';
import { type Problem, UserError } from '../shared/errors.ts';
import { gitCommand, openMerge } from '../shared/files/git.ts';
import { pathPartProblem } from '../shared/files/path-part.ts';
import { toolVersion } from '../shared/package-root.ts';
import { quoted } from '../shared/quote.ts';
import type { Manifest } from './manifest.ts';

/** An object's entry in `.load.yml`, as in manifests and JSON documents. */
export const loadDeclarationSchema = z.strictObject({
  api: z.enum(['smart', 'rest', 'bulk']).optional(),
  batch_size: z.int().min(1).optional(),
  bulk_mode: z.enum(['serial', 'parallel']).optional(),
  anchor_date: z.string().optional(),
  load_after: z.array(z.string()).optional(),
  priority: z.enum(['low', 'medium', 'high']).optional(),
});

const hash = z.string().regex(/^[0-9a-f]{64}$/, 'must be a sha256 in 64 hexadecimal digits.');
const count = z.int().min(0).max(1_000_000_000);

/** A name that becomes a file name, on any system. */
const fileName = z.string().superRefine((name, context) => {
  const problem = pathPartProblem(name);
  if (problem) context.addIssue({ code: 'custom', message: `The name ${problem}: ${quoted(name)}.` });
});

/** Unknown keys are ignored: a later version may have more. */
const manifestSchema = z.looseObject({
  stage: z.enum(['generated', 'enriched']),
  dataset: fileName,
  recipe: z.string().optional(),
  seed: z.int().min(0).max(Number.MAX_SAFE_INTEGER),
  as_of: z.iso.date('must be a date such as 2026-11-02.'),
  key_prefix: z.string().regex(/^[A-Za-z]\w*_$/, 'must be letters and digits, and end with "_".'),
  tool_version: z.string(),
  inputs: z.looseObject({ recipe: z.string(), templates: z.string(), config: z.string() }),
  files: z.array(z.looseObject({ object: fileName, file: fileName, rows: count, sha256: hash })),
  catalog: z.literal('loose').optional(),
  update: z.literal(true).optional(),
  continues: hash.optional(),
  load: z.record(z.string(), loadDeclarationSchema).optional(),
  accepted: z.record(z.string(), hash).optional(),
  made_from: hash.optional(),
  texts: z.record(z.string(), z.record(z.string(), count)).optional(),
});

/** Parses the manifest of a stage; all problems are thrown as one UserError with the keys and the command to run next. */
export function parseManifest(
  text: string,
  file: string,
  stage: Manifest['stage'],
  next: () => string,
): Manifest {
  const place = { file };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    const merge = openMerge(text, file);
    const oneSide = merge && gitCommand(dirname(file), 'checkout', '--ours', '--', '.');
    throw new UserError(merge ?? { message: "The manifest isn't JSON.", place }, {
      next: oneSide ?? next(),
      cause,
    });
  }
  const checked = checkAgainst(manifestSchema, value, { place: () => place, keyPlace: () => place });
  const problems = checked.ok ? contradictions(checked.value as Manifest, stage, file) : checked.problems;
  if (checked.ok && problems.length === 0) return checked.value as Manifest;
  const newer = newerVersion(value);
  throw new UserError(newer ? [...problems, { message: newer, place }] : problems, { next: next() });
}

function contradictions(manifest: Manifest, stage: Manifest['stage'], file: string): Problem[] {
  const place = { file };
  const problems: Problem[] =
    manifest.stage === stage
      ? []
      : [{ message: `\`stage\` must be ${stage} in this folder; got ${manifest.stage}.`, place }];
  if (manifest.stage === 'enriched' && manifest.made_from === undefined)
    problems.push({ message: '`made_from` is missing.', place });
  for (const key of ['object', 'file'] as const) {
    const seen = new Set<string>(key === 'file' ? ['manifest.json'] : []);
    for (const [index, entry] of manifest.files.entries()) {
      if (seen.has(entry[key]))
        problems.push({
          message: `\`files.${index}.${key}\`: Duplicate ${key} ${quoted(entry[key])}.`,
          place,
        });
      seen.add(entry[key]);
    }
  }
  return problems;
}

/** A later version may write a format that this one can't read. */
function newerVersion(manifest: unknown): string | undefined {
  const { tool_version: version } = (manifest ?? {}) as { tool_version?: unknown };
  if (typeof version !== 'string') return undefined;
  const parts = (text: string) => text.split('.').map((part) => Number.parseInt(part, 10));
  const [theirs, ours] = [parts(version), parts(toolVersion)];
  const at = [0, 1, 2].find((index) => theirs[index] !== ours[index]);
  if (at === undefined || !(theirs[at]! > ours[at]!)) return undefined;
  return `The manifest was written by sfdc-datagen ${quoted(version)}; this is ${toolVersion}. Update sfdc-datagen.`;
}
