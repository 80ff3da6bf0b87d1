import { problemText } from '../../shared/errors.ts';
import type { Validation } from './validate.ts';

/** What a person reads after `validate`. */
export function validationText(validation: Validation): string {
  const { org, username, host, production, organization, limits, sends, findings } = validation;
  const kind = production
    ? 'PRODUCTION'
    : organization.isSandbox
      ? 'sandbox'
      : organization.type || 'no production';
  const left = [
    limits.storageMb === undefined ? '' : `${limits.storageMb} MB of data storage`,
    limits.apiRequests === undefined ? '' : `${limits.apiRequests} API requests`,
    limits.bulkBatches === undefined ? '' : `${limits.bulkBatches} bulk batches`,
  ].filter(Boolean);
  const lines = [`${org}: ${organization.name}, ${kind}, ${host}, as ${username}`];
  if (left.length > 0) lines.push(`left today: ${left.join(', ')}`);
  const rows = Object.entries(sends).map(([sobject, count]) => `${count} ${sobject}`);
  for (const severity of ['error', 'warning', 'note'] as const) {
    for (const finding of findings) {
      if (finding.severity === severity) lines.push(`${severity}: ${problemText(finding.problem)}`);
    }
  }
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const next = findings.find((finding) => finding.next)?.next;
  if (errors > 0)
    lines.push(
      `${errors} ${errors === 1 ? 'error stops' : 'errors stop'} a load.${next ? ` Next: ${next}` : ''}`,
    );
  else
    lines.push(
      rows.length > 0 ? `A load would send ${rows.join(', ')}.` : 'The org holds all of the data set.',
    );
  return lines.join('\n');
}
