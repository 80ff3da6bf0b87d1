import type { LoadDeclarations } from '../../dataset/manifest.ts';
import type { TextTable } from '../../export/text-table.ts';
import { mapRows } from '../../shared/rows/rows.ts';
import type { Finding } from './preflight.ts';

/**
 * Warnings on load declarations that have no effect on a load, or another one than their names say: once each, with all
 * objects that it concerns.
 */
export function declaredFindings(load: LoadDeclarations = {}, asOf: string | undefined): Finding[] {
  const having = (is: (sobject: string) => unknown) =>
    Object.keys(load)
      .filter((sobject) => is(sobject))
      .join(', ');
  const rest = having((one) => load[one]!.api === 'rest');
  const serial = having((one) => load[one]!.bulk_mode === 'serial');
  const anchored = having((one) => load[one]!.anchor_date !== undefined);
  const findings: [sobjects: string, text: string][] = [
    [rest, '`api: rest` has no effect: jobs of Bulk API 2.0 load the rows.'],
    [
      serial,
      '`bulk_mode: serial` runs the jobs of an object one after another; within a job, Bulk API 2.0 has no serial mode.',
    ],
    [asOf === undefined ? anchored : '', '`anchor_date` has no effect without `--as-of`, which moves dates.'],
  ];
  return findings.flatMap(([sobjects, text]): Finding[] =>
    sobjects === '' ? [] : [{ severity: 'warning', problem: { message: `${sobjects}: ${text}` } }],
  );
}

/** Rows that state a key of their own to be updated by: a load finds records by the External ID field alone. */
export function updateKeyFindings(tables: readonly TextTable[], externalIdField: string): Finding[] {
  return tables.flatMap(({ sobject, file, columns, rows }): Finding[] => {
    const at = columns.indexOf('_sf_update_key');
    const keys = at < 0 ? [] : [...new Set(mapRows(rows, (row) => row[at]!))].filter((key) => key !== '');
    if (keys.length === 0) return [];
    const message = `${sobject}: \`update_key: ${keys.join(', ')}\` has no effect: records are found by ${externalIdField}, and records of the org without a record key aren't changed.`;
    return [{ severity: 'warning', problem: { message, place: { file } } }];
  });
}
