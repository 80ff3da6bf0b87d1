import { spawnSync } from 'node:child_process';
import { z } from 'zod';
import { counted, recordsText } from '../../shared/counted.ts';
import { EXIT, UserError } from '../../shared/errors.ts';
import { FormulaError } from '../../shared/formula-error.ts';
import { shellWord } from '../../shared/shell-words.ts';
import { ofSf, readSfAnswer, type SfAnswer, shaped } from '../answer.ts';
import type { OrgRecord } from '../query.ts';
import { hasOwnLogin } from '../session/direct-session.ts';
import { NoSf, sfEnvironment } from '../sf-argv.ts';
import { askDirectly } from './ask-directly.ts';

const record = z.looseObject({ attributes: z.unknown().optional() });
const found = z.looseObject({ totalSize: z.number(), records: z.array(record) });

/** More records than any recipe uses; at the CLI's own limit of 50,000, a result is truncated with only a warning. */
const MOST_RECORDS = '5000000';

/**
 * Queries an org with `sf data query`; `org` is the CLI's name of it, undefined for its default. Without the CLI, the session
 * that the environment holds is used.
 */
export function askOrg(soql: string, org: string | undefined): OrgRecord[] {
  const target = org === undefined ? [] : ['--target-org', org];
  const { stdout, stderr, error } = spawnSync('sf', ['data', 'query', '--query', soql, ...target, '--json'], {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    env: { SF_ORG_MAX_QUERY_LIMIT: MOST_RECORDS, ...process.env, ...sfEnvironment },
  });
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') {
    if (!hasOwnLogin(org)) throw new NoSf('The recipe queries an org, which needs the Salesforce CLI.');
    const direct = askDirectly(soql);
    if (!direct.ok) throw refusal({ ...direct, actions: [], connection: false }, soql, org, direct.check);
    return shaped(found, direct.result, { what: 'A query', check: 'printenv SF_INSTANCE_URL' }).records.map(
      bare,
    );
  }
  if (error) throw new FormulaError(`Can't read the answer of the org (${error.message}): ${soql}`);
  const answer = readSfAnswer(stdout.trim() === '' ? stderr : stdout);
  if (!answer.ok) throw refusal(answer, soql, org);
  const { totalSize, records } = shaped(found, answer.result, ofSf('sf data query'));
  if (records.length < totalSize)
    throw new FormulaError(
      `The org has ${recordsText(totalSize)} but returned ${counted(records.length)}: ${soql}`,
    );
  return records.map(bare);
}

/** A record and its parents, without REST's type attributes. */
function bare({ attributes: _, ...fields }: z.infer<typeof record>): OrgRecord {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      const parent = record.safeParse(value);
      return [name, parent.success ? bare(parent.data) : value];
    }),
  );
}

/** A query that the org refuses is a mistake at its place in the recipe; an org that can't be queried isn't. */
function refusal(
  { name, message, actions, connection }: SfAnswer & { ok: false },
  soql: string,
  org: string | undefined,
  check = `sf org display${org === undefined ? '' : ` --target-org ${shellWord(org)}`}`,
): Error {
  const alias = org === undefined ? '' : ` --alias ${shellWord(org)}`;
  const called = org ?? 'the default org';
  if (/NoDefaultEnv|NoDefaultOrg/.test(name)) {
    return new UserError({
      message: 'The recipe queries an org, but none is named and the Salesforce CLI has no default org.',
      hint: 'Name it with --plugin-option org_name=ALIAS.',
    });
  }
  if (name === 'NamedOrgNotFoundError') {
    const near = /Did you mean "(.+?)"/.exec(actions.join(' '))?.[1];
    return new UserError(
      {
        message: `The recipe queries an org, but the Salesforce CLI knows no org "${org}".`,
        ...(near ? { hint: `Did you mean ${near}?` } : {}),
      },
      { exitCode: EXIT.noOrg, next: `sf org login web${alias}` },
    );
  }
  if (
    /^(?:INVALID_(?!SESSION|AUTH|LOGIN)|MALFORMED_|QUERY_|EXCEEDED_ID|NUMBER_OUTSIDE|MISSING_)/.test(name)
  ) {
    return new FormulaError(`The org rejected the query: ${saidOf(message)} (${soql})`);
  }
  const why = connection ? "can't be reached" : "can't be queried";
  return new UserError(
    { message: `The recipe queries an org, but ${called} ${why} (${name}): ${message.trim()}` },
    { exitCode: EXIT.noOrg, next: check },
  );
}

/** Salesforce's sentence about a query's error, without the query, the arrow below it, and the advice about `__c`. */
function saidOf(message: string): string {
  const said = message.split(/ERROR at Row:\d+:Column:\d+\n/).at(-1)!;
  return said.replace(/ If you are attempting to use a custom [\s\S]*$/, '').trim();
}
