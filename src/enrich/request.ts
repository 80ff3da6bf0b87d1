/** A text that is wanted: everything a provider may know about it. */
export interface TextRequest {
  /** Key of the row, e.g. TESTDATA_42_A0000017_C03. */
  key: string;
  object: string;
  field: string;
  /** Name of the prompt template, e.g. case_description. */
  template: string;
  /** Template name of the industry (`insurance`) or '' where the row has none. */
  industry: string;
  /** Longest text, in characters or, as `unit` says, in UTF-8 bytes (CaseComment.CommentBody). */
  maxLength: number;
  unit: 'characters' | 'bytes';
  /**
   * Slots by name in snake_case, own fields bare, ancestors' with the object in front (account_name, contact_title);
   * blank values are ''.
   */
  slots: Readonly<Record<string, string>>;
  /** The prompt as rendered. */
  prompt: string;
  /** Place of the row: account number (from 0) and the ordinals below it, for keyed permutations, e.g. [16, 2]. */
  path: readonly number[];
  seed: number;
}
