import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { askOrg } from '../org/ask-org.ts';
import type { OrgRecord } from '../org/query.ts';
import { UserError } from '../shared/errors.ts';
import { readText } from '../shared/files/read-file.ts';
import { writeWhole } from '../shared/files/write-file.ts';

const FILE = 'org-answers.json';

const kept = z.strictObject({
  /** As the CLI was told; null is its default org. */
  org: z.string().nullable(),
  answers: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))),
});
type Kept = z.infer<typeof kept>;

/**
 * What an org answered to the queries of a recipe. Answers are kept in the data set, so that it can be made again
 * without the org, and to the same bytes; without the file the org is asked anew.
 */
export class OrgAnswers {
  readonly #org: string | undefined;
  readonly #kept: Kept | undefined;
  readonly #used = new Map<string, OrgRecord[]>();

  /**
   * Reads the answers in a data set's folder, if there are any. Where an org is named, as the Salesforce CLI knows it,
   * what another one answered before does not count.
   */
  constructor(folder: string | undefined, name: string | undefined) {
    const before = folder === undefined ? undefined : readKept(join(folder, FILE));
    this.#kept = name !== undefined && before?.org !== name ? undefined : before;
    // Ids of two orgs in one data set fit neither.
    this.#org = this.#kept ? (this.#kept.org ?? undefined) : name;
  }

  /** The records of a query in SOQL. */
  query(soql: string): OrgRecord[] {
    const records = this.#used.get(soql) ?? this.#kept?.answers[soql] ?? askOrg(soql, this.#org);
    this.#used.set(soql, records);
    return records;
  }

  /** Keeps in a data set what this run was answered, and nothing that no run asks any more. */
  write(folder: string): void {
    if (this.#used.size === 0) {
      rmSync(join(folder, FILE), { force: true });
      return;
    }
    const answers = Object.fromEntries([...this.#used].sort(([a], [b]) => (a < b ? -1 : 1)));
    writeWhole(join(folder, FILE), `${JSON.stringify({ org: this.#org ?? null, answers }, null, 2)}\n`);
  }
}

function readKept(file: string): Kept | undefined {
  if (!existsSync(file)) return undefined;
  const content = readText(file, { noun: 'file', limit: 'data' });
  try {
    return kept.parse(JSON.parse(content));
  } catch (cause) {
    throw new UserError(
      {
        message: "The org's answers can't be read.",
        place: { file },
        hint: 'Remove the file to query the org again.',
      },
      { cause },
    );
  }
}
