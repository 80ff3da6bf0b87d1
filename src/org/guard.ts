import { EXIT, UserError } from '../shared/errors.ts';

/** What an org says about itself. */
export interface Organization {
  name: string;
  isSandbox: boolean;
  type: string;
  instance: string;
  trialExpires: string | null;
}

/**
 * An org is production if it is neither a sandbox, nor a Developer Edition, nor a trial; scratch orgs have a trial
 * date.
 */
export function isProduction(org: Organization): boolean {
  return !org.isSandbox && org.type !== 'Developer Edition' && org.trialExpires === null;
}

/** Refuses a production org unless the flag names its exact host; never prompts, so that it works in CI. */
export function guardProduction(
  org: Organization,
  host: string,
  allowed: string | undefined,
  command: string,
): void {
  if (!isProduction(org)) return;
  if (allowed !== undefined && allowed.toLowerCase() === host.toLowerCase()) return;
  const message =
    allowed === undefined
      ? `${org.name} (${host}) is a production org; changes are blocked.`
      : `--allow-production names ${allowed}, but the org is ${host}.`;
  throw new UserError(
    { message, hint: 'To allow changes, name its host.' },
    { exitCode: EXIT.production, next: `${command} --allow-production ${host}` },
  );
}
