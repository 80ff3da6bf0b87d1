import type { FieldValue } from '../value.ts';

/** `Name`, `Account.Ext__c`, with the place in the query for error messages. */
export interface Path {
  parts: string[];
  at: number;
}

/** A literal: its value, and its type in the query. */
export interface Literal {
  value: FieldValue;
  kind: 'text' | 'number' | 'boolean' | 'date' | 'null';
}

/** The comparisons of SOQL. */
export type SoqlComparison = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'like';

/** A condition of WHERE. */
export type Condition =
  | { kind: 'and' | 'or'; parts: Condition[] }
  | { kind: 'not'; part: Condition }
  | { kind: 'compare'; path: Path; op: SoqlComparison; literal: Literal }
  | { kind: 'in'; path: Path; negated: boolean; values: Literal[] }
  | { kind: 'semijoin'; path: Path; negated: boolean; query: Query };

/** The branch of a TYPEOF that a field is in: that of one type, or ELSE, for parents of no other branch's type. */
export type TypeBranch = { kind: 'when'; type: string } | { kind: 'else'; types: readonly string[] };

/** A column of SELECT. */
export type Selection =
  | { kind: 'field'; path: Path; alias?: string; branch?: TypeBranch }
  | {
      kind: 'aggregate';
      fn: 'COUNT' | 'COUNT_DISTINCT' | 'MIN' | 'MAX' | 'SUM' | 'AVG';
      path?: Path;
      alias?: string;
    };

/** A parsed query. */
export interface Query {
  text: string;
  select: Selection[];
  from: string;
  fromAt: number;
  where?: Condition;
  groupBy: Path[];
  orderBy: { path: Path; descending: boolean; nullsLast: boolean }[];
  limit?: number;
  offset: number;
}
