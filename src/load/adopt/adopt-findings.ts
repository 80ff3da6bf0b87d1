import type { PreparedExport } from '../../export/prepare.ts';
import type { Finding } from '../preflight/preflight.ts';
import type { Adopted } from './find-adopted.ts';
import { matchFieldProblems } from './match-fields.ts';

/** Fields that a load can't find records by, and those that the dataset lacks, so that no row has a value in them. */
export function matchFieldFindings({
  neutral,
  catalog,
  schema,
}: Pick<PreparedExport, 'neutral' | 'catalog' | 'schema'>): Finding[] {
  return neutral.tables.flatMap(({ sobject, columns, file }): Finding[] => {
    const fields = catalog[sobject]?.adoptBy ?? [];
    const org = schema[sobject];
    if (fields.length === 0 || !org) return [];
    const problems = matchFieldProblems(sobject, fields, org);
    if (problems.length > 0) return problems.map((problem) => ({ severity: 'error', problem }));
    const lacking = fields.filter((field) => !columns.includes(field));
    if (lacking.length === 0) return [];
    const message = `No ${sobject} of the org is taken over: \`match\` compares ${lacking.join(' and ')}, which the dataset doesn't have.`;
    return [{ severity: 'warning', problem: { message, place: { file } } }];
  });
}

/** Rows that can't take over one record each, whatever object they are of. */
export function adoptedFindings(adopted: ReadonlyMap<string, Adopted>): Finding[] {
  return [...adopted.values()].flatMap(({ problems }) =>
    problems.map((problem): Finding => ({ severity: 'error', problem })),
  );
}
