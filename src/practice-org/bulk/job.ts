import type { SaveError } from '../errors.ts';

/** The states of a bulk job, as the Bulk API 2.0 names them. */
export type JobState = 'Open' | 'UploadComplete' | 'InProgress' | 'JobComplete' | 'Failed' | 'Aborted';

/** What a client asks for when it creates an ingest job. */
export interface JobRequest {
  object: string;
  operation: 'insert' | 'update' | 'upsert' | 'delete' | 'hardDelete';
  externalIdFieldName?: string;
  lineEnding?: 'LF' | 'CRLF';
  columnDelimiter?: keyof typeof DELIMITERS;
  contentType?: string;
}

/** Bulk API 2.0 Developer Guide, "Create a Job". */
export const DELIMITERS = {
  COMMA: ',',
  SEMICOLON: ';',
  PIPE: '|',
  TAB: '\t',
  CARET: '^',
  BACKQUOTE: '`',
} as const;

/** The result of one row of a job. */
export type RowResult =
  | { row: string[]; ok: true; id: string; created: boolean }
  | { row: string[]; ok: false; error: SaveError; id: string };

/** An ingest job with its data and the result of it. */
export interface IngestJob {
  id: string;
  request: JobRequest;
  state: JobState;
  createdAt: string;
  modifiedAt: string;
  apiVersion: number;
  data: string;
  header: string[];
  rows: string[][];
  results: RowResult[];
  /** The rows that a failed or aborted job didn't process. */
  unprocessed: string[][];
  errorMessage: string | undefined;
  /** Ends the job; kept so that an abort can cancel it. */
  timer: NodeJS.Timeout | undefined;
  /** Set by a fault: the job stays InProgress until released. */
  hangs: boolean;
}
