import type { Operator, Value } from '../python/value.ts';

/** A formula as a tree. `offset` is the position of the node, or of its operator, in the whole text. */
export type Node = { offset: number } & (
  | { kind: 'constant'; value: Value }
  | { kind: 'name'; name: string }
  | { kind: 'attribute'; object: Node; name: string }
  | { kind: 'item'; object: Node; key: Node }
  | { kind: 'slice'; object: Node; edges: readonly [Node | undefined, Node | undefined, Node | undefined] }
  | { kind: 'call'; callee: Node; arguments: Arguments }
  | { kind: 'filter'; operand: Node; name: string; arguments: Arguments }
  | { kind: 'test'; operand: Node; name: string; negated: boolean; arguments: Arguments }
  | { kind: 'unary'; operator: '-' | '+' | 'not'; operand: Node }
  | { kind: 'binary'; operator: Operator; left: Node; right: Node }
  | { kind: 'join'; parts: Node[] }
  | { kind: 'logic'; operator: 'and' | 'or'; left: Node; right: Node }
  | { kind: 'comparison'; first: Node; rest: { operator: Comparison; operand: Node }[] }
  | { kind: 'condition'; test: Node; yes: Node; otherwise: Node | undefined }
  | { kind: 'list'; items: Node[] }
  | { kind: 'tuple'; items: Node[] }
  | { kind: 'dict'; entries: (readonly [Node, Node])[] }
);

export type NodeOf<K extends Node['kind']> = Extract<Node, { kind: K }>;

export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not in';

/** What is between the parentheses of a call, a filter, or a test. */
export interface Arguments {
  positional: Node[];
  keyword: { name: string; value: Node }[];
  /** `*list` and `**dict`. */
  spread: Node | undefined;
  keywordSpread: Node | undefined;
}
