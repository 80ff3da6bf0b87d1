import type { OrgName } from '../org/sf-argv.ts';
import { asUserError, errorJson } from '../shared/error-text.ts';
import { EXIT, type ExitCode, type UserError } from '../shared/errors.ts';
import { slots } from '../shared/queue.ts';

/** What came of one of several orgs. */
export type OrgOutcome<T> = { org: OrgName; result: T } | { org: OrgName; error: UserError };

/** How the orgs of a command are gone through. */
export interface EachOrg {
  /** Orgs at a time; one by default. */
  parallel?: number;
  /** Called with the error of one of several orgs. */
  tell?: (org: OrgName, error: UserError) => void;
}

/**
 * Does something in each org. With several, reports an org's failure and continues with the next; with one alone, its
 * error is the command's. Returns the outcomes in the order of the orgs.
 */
export async function eachOrg<T>(
  orgs: readonly OrgName[],
  work: (org: OrgName) => Promise<T>,
  { parallel = 1, tell = () => {} }: EachOrg = {},
): Promise<OrgOutcome<T>[]> {
  const { use } = slots(parallel);
  const inOrg = async (org: OrgName): Promise<OrgOutcome<T>> => {
    try {
      return { org, result: await work(org) };
    } catch (thrown) {
      const error = asUserError(thrown);
      if (!error || orgs.length === 1) throw thrown;
      tell(org, error);
      return { org, error };
    }
  };
  const ends = await Promise.allSettled(orgs.map((org) => use(0, () => inOrg(org))));
  // A bug in one org ends the command when the others are done.
  return ends.map((end) => {
    if (end.status === 'rejected') throw end.reason;
    return end.value;
  });
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
