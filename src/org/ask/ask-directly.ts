import { spawnSync } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { EXIT, type Problem, UserError } from '../../shared/errors.ts';

const answered = z.union([
  z.object({ result: z.unknown().refine((one) => one !== undefined) }),
  z.object({ name: z.string(), message: z.string(), check: z.string().optional() }),
  z.object({
    problems: z.custom<Problem[]>((value) => Array.isArray(value) && value.length > 0),
    exitCode: z.literal([...Object.values(EXIT)]),
    next: z.string().optional(),
  }),
]);

/** The result of a query, or Salesforce's error with a command that shows where the session leads. */
type DirectAnswer =
  | { ok: true; result: unknown }
  | { ok: false; name: string; message: string; check: string | undefined };

/**
 * Queries the org of the session that the environment holds, without `sf`: in a process of its own, since a recipe can't
 * wait for an answer. An org that can't be opened is a UserError.
 */
export function askDirectly(soql: string): DirectAnswer {
  const program = fileURLToPath(new URL(`./query-process${extname(import.meta.url)}`, import.meta.url));
  const { stdout, stderr } = spawnSync(process.execPath, [program], {
    ...{ input: soql, encoding: 'utf8', maxBuffer: 1 << 30 },
  });
  const answer = answered.safeParse(jsonOf(stdout));
  if (!answer.success) throw new Error(`The query of an org ended without an answer: ${stderr}`);
  const { data } = answer;
  if ('problems' in data) {
    const { problems, exitCode, next } = data;
    throw new UserError(problems, { exitCode, ...(next === undefined ? {} : { next }) });
  }
  return 'name' in data ? { ok: false, ...data, check: data.check } : { ok: true, result: data.result };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
