import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { EXIT, UserError } from '../../errors.ts';

const FILE = 'org-answers.json';

const record = z.looseObject({});
export type OrgRecord = z.infer<typeof record>;
const answers = z.record(z.string(), z.array(record));

/** What `sf data query --json` says, as far as it matters here. */
const sfAnswer = z.looseObject({
  message: z.string().optional(),
  result: z.looseObject({ records: z.array(record).optional() }).optional(),
});

/**
 * What an org answered to the queries of a recipe. Answers are kept in the data set, so that it can be made again
 * without the org, and to the same bytes; without the file the org is asked anew.
 */
export class OrgAnswers {
  readonly #folder: string | undefined;
  readonly #org: string | undefined;
  readonly #known: Record<string, OrgRecord[]>;
  #asked = false;

  constructor(folder: string | undefined, org: string | undefined) {
    this.#folder = folder;
    this.#org = org;
    this.#known = folder ? readAnswers(join(folder, FILE)) : {};
  }

  /** The records of a query in SOQL. */
  query(soql: string): OrgRecord[] {
    const known = this.#known[soql];
    if (known) return known;
    const records = ask(soql, this.#org);
    this.#known[soql] = records;
    this.#asked = true;
    return records;
  }

  /** Keeps new answers in the data set. */
  write(): void {
    if (!this.#asked || !this.#folder) return;
    writeFileSync(join(this.#folder, FILE), `${JSON.stringify(this.#known, null, 2)}\n`);
  }
}

function readAnswers(file: string): Record<string, OrgRecord[]> {
  if (!existsSync(file)) return {};
  try {
    return answers.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new UserError(
      {
        message: 'The answers of the org cannot be read.',
        place: { file },
        hint: 'Remove the file, and the org is asked again.',
      },
      { cause },
    );
  }
}

function ask(soql: string, org: string | undefined): OrgRecord[] {
  const target = org ? ['--target-org', org] : [];
  const { stdout, error } = spawnSync('sf', ['data', 'query', '--query', soql, ...target, '--json'], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: {
      ...process.env,
      SF_DISABLE_TELEMETRY: 'true',
      SF_SKIP_NEW_VERSION_CHECK: 'true',
      FORCE_COLOR: '0',
    },
  });
  if (error) {
    throw new UserError('The recipe asks an org, and there is no `sf` to ask it with.', {
      exitCode: EXIT.noOrg,
      next: 'npm install --global @salesforce/cli',
      cause: error,
    });
  }
  const answer = sfAnswer.safeParse(parsed(stdout));
  const records = answer.success ? answer.data.result?.records : undefined;
  if (records) return records.map(({ attributes: _, ...fields }) => fields);
  const said = (answer.success && answer.data.message) || 'The org gave no answer.';
  throw new UserError(
    { message: `${said} (${soql})`, hint: 'Name the org with --plugin-option org_name=ALIAS.' },
    { exitCode: EXIT.noOrg, next: 'sf org list' },
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
