import type { Expression, ObjectTemplate, Statement } from './types.ts';

/** The maximum number of templates that macros may add: a few lines of macros could create billions. */
const MOST_REPEATED = 100_000;

/** Returns the first statement at which the macros exceed the limit; undefined if none does. */
export function firstTooLarge(statements: readonly Statement[]): Statement | undefined {
  const sizes = new Map<ObjectTemplate, number>();
  let stated = 0;
  const sizeOf = (template: ObjectTemplate): number => {
    const known = sizes.get(template);
    if (known !== undefined) return known;
    stated++;
    let size = 1;
    for (const nested of nestedIn(template)) size += sizeOf(nested);
    sizes.set(template, size);
    return size;
  };
  let expanded = 0;
  for (const statement of statements) {
    for (const template of templatesOf(statement)) expanded += sizeOf(template);
    if (expanded - stated > MOST_REPEATED) return statement;
  }
  return undefined;
}

function nestedIn(template: ObjectTemplate): ObjectTemplate[] {
  const { count, forEach, fields, friends } = template;
  return [
    ...(count ? within(count) : []),
    ...(forEach ? within(forEach.value) : []),
    ...fields.flatMap(({ value }) => within(value)),
    ...friends.flatMap(templatesOf),
  ];
}

function templatesOf(statement: Statement): ObjectTemplate[] {
  return statement.kind === 'object' ? [statement] : within(statement.value);
}

function within(expression: Expression): ObjectTemplate[] {
  switch (expression.kind) {
    case 'object':
      return [expression.template];
    case 'list':
      return expression.items.flatMap(within);
    case 'map':
      return expression.entries.flatMap(({ value }) => within(value));
    case 'call':
      return [...expression.args.positional, ...expression.args.named.map(({ value }) => value)].flatMap(
        within,
      );
    default:
      return [];
  }
}
