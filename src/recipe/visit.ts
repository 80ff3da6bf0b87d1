import type { Expression, ObjectTemplate, Statement, VarStatement } from './types.ts';

/** Callbacks for the parts of a recipe, each called before those of nested parts. */
export interface Visitor {
  template?(template: ObjectTemplate): void;
  variable?(variable: VarStatement): void;
  call?(call: Extract<Expression, { kind: 'call' }>): void;
  text?(text: Extract<Expression, { kind: 'text' }>): void;
}

/** Visits statements and everything nested in them, in the order of the recipe. */
export function visitStatements(statements: readonly Statement[], visitor: Visitor): void {
  for (const statement of statements) {
    if (statement.kind === 'object') visitTemplate(statement, visitor);
    else {
      visitor.variable?.(statement);
      visitExpression(statement.value, visitor);
    }
  }
}

function visitTemplate(template: ObjectTemplate, visitor: Visitor): void {
  visitor.template?.(template);
  if (template.count) visitExpression(template.count, visitor);
  if (template.forEach) visitExpression(template.forEach.value, visitor);
  for (const { value } of template.fields) visitExpression(value, visitor);
  visitStatements(template.friends, visitor);
}

/** Visits an expression and everything nested in it. */
export function visitExpression(expression: Expression, visitor: Visitor): void {
  switch (expression.kind) {
    case 'literal':
      return;
    case 'text':
      visitor.text?.(expression);
      return;
    case 'object':
      visitTemplate(expression.template, visitor);
      return;
    case 'list':
      for (const item of expression.items) visitExpression(item, visitor);
      return;
    case 'map':
      for (const { value } of expression.entries) visitExpression(value, visitor);
      return;
    case 'call':
      visitor.call?.(expression);
      for (const item of expression.args.positional) visitExpression(item, visitor);
      for (const { value } of expression.args.named) visitExpression(value, visitor);
  }
}
