import type { OrgName } from '../org/sf-argv.ts';
import { errorLines } from '../shared/error-text.ts';
import { UserError } from '../shared/errors.ts';
import { printable } from '../shared/quote.ts';
import { nextLine } from './next-line.ts';

/** The options of the commands that talk to an org. */
export const orgOptions = {
  'target-org': {
    alias: ['org', 'o'],
    type: 'string',
    describe: 'Alias or user name in the Salesforce CLI; several with commas',
  },
  'allow-production': {
    type: 'string',
    requiresArg: true,
    describe: 'The host of a production org that may be changed',
  },
} as const;

/** The orgs that are named by flag or `SF_ORG_ALIAS`; undefined stands for the CLI's default org. */
export function orgsOf(flag: string | undefined, env = process.env): OrgName[] {
  const named = flag ?? (env.SF_ORG_ALIAS || undefined);
  if (named === undefined) return [undefined];
  const orgs = [...new Set(named.split(',').map((one) => one.trim()))].filter((one) => one !== '');
  if (orgs.length === 0) throw new UserError({ message: '--target-org names no org.' });
  return orgs;
}

/** Tells what failed in one of several orgs. */
export function tellError(org: OrgName, error: UserError): void {
  const next = error.next && nextLine(error.next);
  const lines = errorLines(error, next).map((line) => `${org ?? 'the default org'}: ${line}`);
  process.stderr.write(`${lines.join('\n')}\n`);
}

/** `2026-01-31`, or `today`; anything else is a UserError. */
export function dayOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (text === 'today') return new Date().toISOString().slice(0, 10);
  const time = Date.parse(text);
  if (/^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text))
    return text;
  throw new UserError({ message: `--as-of takes a day such as 2026-11-02, or \`today\`, not "${text}".` });
}

/** Prints the one document of `--json`. */
export function printJson(document: unknown): void {
  process.stdout.write(`${printable(JSON.stringify(document, null, 2))}\n`);
}
