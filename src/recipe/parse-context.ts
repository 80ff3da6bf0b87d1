import type { Problem } from '../shared/errors.ts';
import type { Macros } from './macros.ts';
import type { MapTree } from './tree-keys.ts';
import type { ObjectTemplate } from './types.ts';
import type { Unread } from './unread.ts';

/** What the reader knows while it reads: problems so far, macros, and how an object that stands as a value is read. */
export interface ParseContext {
  macros: Macros;
  problems: Problem[];
  unread: Unread;
  /** On the context, since values contain objects and objects contain values. */
  parseObject(tree: MapTree, context: ParseContext): ObjectTemplate | undefined;
}

/** What is wrong, and what could not be read. */
export type ReadProblems = Pick<ParseContext, 'problems' | 'unread'>;
