import type { Problem } from '../shared/errors.ts';
import type { Macros } from './macros.ts';
import type { MapTree } from './tree-keys.ts';
import type { ObjectTemplate } from './types.ts';
import type { Unread } from './unread.ts';

/** The state of the reader: problems so far, macros, and how to parse an object that is used as a value. */
export interface ParseContext {
  macros: Macros;
  problems: Problem[];
  unread: Unread;
  /** Passed along here because values contain objects and objects contain values. */
  parseObject(tree: MapTree, context: ParseContext): ObjectTemplate | undefined;
}

/** What is wrong, and what couldn't be read. */
export type ReadProblems = Pick<ParseContext, 'problems' | 'unread'>;
