import type { ExportFile } from '../../export/compile/export-file.ts';
import { NULL_CELL } from '../../shared/special-cells.ts';
import type { RecordChange } from '../difference/insert-context.ts';
import type { LoadStep } from '../plan.ts';
import type { Execution } from './execute.ts';
import { sendStep } from './send-step.ts';

type ChangeStep = Extract<LoadStep, { kind: 'update' | 'delete' }>;

/** Changes or deletes records by their id: both may be repeated without harm. */
export function changeRecords(step: ChangeStep, run: Execution, priority: number): Promise<void> {
  return sendStep({ ...step, file: fileOf(step) }, run, priority);
}

/** The changes of a step as rows: their ids, and what is written. */
function fileOf({ kind, name, sobject, source, records }: ChangeStep): ExportFile {
  const fields = [...new Set(records.flatMap((one) => Object.keys(one.fields)))];
  const parents = records.flatMap((one) => one.parents ?? []);
  const lookups = [...new Map(parents.map(({ field, to }) => [`${field} ${to}`, { field, to }])).values()];
  return {
    ...{ name, sobject, source, pass: 'records', match: { by: 'external_id' } },
    columns: [
      { kind: 'id', header: 'Id', field: 'Id' },
      ...fields.map((field) => ({ kind: 'value' as const, header: field, field })),
      ...lookups.map(({ field, to }) => ({
        ...{ kind: 'parent' as const, header: field, field, to },
        byId: true as const,
      })),
    ],
    rows: records.map(({ id, key, line, fields: values, parents: own = [] }) => ({
      // A deleted record has no row of the dataset.
      key: kind === 'delete' ? id : key,
      line,
      cells: [
        id,
        ...fields.map((field) => cellOf(values[field])),
        ...lookups.map(({ field, to }) => own.find((one) => one.field === field && one.to === to)?.key ?? ''),
      ],
    })),
  };
}

function cellOf(value: RecordChange['fields'][string] | undefined): string {
  return value === undefined ? '' : value === null ? NULL_CELL : String(value);
}
