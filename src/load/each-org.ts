import type { OrgName } from '../org/sf-argv.ts';
import { asUserError, errorJson } from '../shared/error-text.ts';
import { EXIT, type ExitCode, type UserError } from '../shared/errors.ts';

/** What came of one of several orgs. */
export type OrgOutcome<T> = { org: OrgName; result: T } | { org: OrgName; error: UserError };

/**
 * Does something in each org, one after the other. With several, reports an org's failure and continues with the next;
 * with one alone, its error is the command's.
 */
export async function eachOrg<T>(
  orgs: readonly OrgName[],
  work: (org: OrgName) => Promise<T>,
  tell: (org: OrgName, error: UserError) => void = () => {},
): Promise<OrgOutcome<T>[]> {
  const outcomes: OrgOutcome<T>[] = [];
  for (const org of orgs) {
    try {
      outcomes.push({ org, result: await work(org) });
    } catch (thrown) {
      const error = asUserError(thrown);
      if (!error || orgs.length === 1) throw thrown;
      tell(org, error);
      outcomes.push({ org, error });
    }
  }
  return outcomes;
}

/** The exit code of a command in several orgs: the highest, since the higher is the farther from done. */
export function worstExit<T>(
  outcomes: readonly OrgOutcome<T>[],
  codeOf: (result: T) => ExitCode = () => EXIT.done,
): ExitCode {
  const codes = outcomes.map((one) => ('error' in one ? one.error.exitCode : codeOf(one.result)));
  return Math.max(EXIT.done, ...codes) as ExitCode;
}

/** The orgs of the one document of `--json`. */
export function orgsJson<T>(
  outcomes: readonly OrgOutcome<T>[],
  jsonOf: (result: T) => unknown = (result) => result,
): unknown[] {
  return outcomes.map((one) =>
    'error' in one ? { org: one.org, ...errorJson(one.error) } : jsonOf(one.result),
  );
}
