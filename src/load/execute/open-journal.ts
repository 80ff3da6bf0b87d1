import { join } from 'node:path';
import type { PreparedExport } from '../../export/prepare.ts';
import type { Session } from '../../org/session.ts';
import type { OrgState } from '../difference/read-org.ts';
import { Journal, readJournal } from '../run/journal.ts';
import { Outcomes } from './outcomes.ts';

/** Opens the journal of a run; one that is resumed remembers its receipts and attempts. */
export function openJournal(folder: string, session: Session, prepared: PreparedExport, state: OrgState) {
  const file = join(folder, 'journal.jsonl');
  const outcomes = new Outcomes(state.ids, prepared.keys);
  const attempts = new Map<string, number>();
  const deletes = new Set<string>();
  let isNew = true;
  for (const entry of readJournal(file)) {
    isNew = false;
    if ('attempt' in entry) attempts.set(entry.step, Math.max(entry.attempt, attempts.get(entry.step) ?? 0));
    if (entry.event === 'submit' && entry.operation === 'delete') deletes.add(entry.step);
    // What was not deleted is found again by comparing.
    if (entry.event === 'results' && !deletes.has(entry.step)) outcomes.recall(entry.pass, entry.receipts);
  }
  const journal = new Journal(file);
  if (isNew) {
    const { name: dataset, hash, as_of } = prepared.neutral;
    const { name: org, orgId, username } = session;
    journal.write({ event: 'begin', dataset, hash, as_of, org, orgId, username });
  }
  for (const pass of ['records', 'links'] as const) outcomes.forgetFailures(pass, unchangedKeys(state, pass));
  return { journal, outcomes, attempts };
}

function* unchangedKeys(state: OrgState, pass: 'records' | 'links'): Generator<string> {
  for (const one of state.differences) {
    if (one.by === 'external_id') {
      yield* one.adopted?.unchanged ?? [];
      for (const { file, unchanged } of one.parts) if (file.pass === pass) yield* unchanged;
    } else if (pass === 'records') yield* one.part.unchanged;
  }
}
