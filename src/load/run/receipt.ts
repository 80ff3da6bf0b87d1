/** What became of one row of a job. */
export type Receipt =
  | { key: string; line: number; outcome: 'created' | 'updated'; id: string }
  | { key: string; line: number; outcome: 'failed'; code: string; message: string };
