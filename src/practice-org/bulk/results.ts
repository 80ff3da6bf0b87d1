import { stringify } from 'csv-stringify/sync';
import { bulkErrorText } from '../errors.ts';
import { DELIMITERS, type IngestJob } from './job.ts';

function table(job: IngestJob, extra: string[], rows: string[][]): string {
  return stringify([[...extra, ...job.header], ...rows], {
    delimiter: DELIMITERS[job.request.columnDelimiter ?? 'COMMA'],
    record_delimiter: job.request.lineEnding === 'CRLF' ? '\r\n' : '\n',
    quoted: true,
  });
}

/** `successfulResults`: each row that is in, with its id and whether it is new. */
export function successfulResults(job: IngestJob): string {
  const rows = job.results.flatMap((result) =>
    result.ok ? [[result.id, String(result.created), ...result.row]] : [],
  );
  return table(job, ['sf__Id', 'sf__Created'], rows);
}

/** `failedResults`: each row that is not, and why. */
export function failedResults(job: IngestJob): string {
  const rows = job.results.flatMap((result) =>
    result.ok ? [] : [[result.id, bulkErrorText(result.error), ...result.row]],
  );
  return table(job, ['sf__Id', 'sf__Error'], rows);
}

/** `unprocessedrecords`: the rows that a failed or aborted job has not got to. */
export function unprocessedRecords(job: IngestJob): string {
  return table(job, [], job.unprocessed);
}
