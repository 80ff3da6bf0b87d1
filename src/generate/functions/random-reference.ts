import { type ColumnKey, streamKey } from '../../random/key.ts';
import { permute } from '../../random/permutation.ts';
import { didYouMean, validNames } from '../../shared/nearest.ts';
import type { BlockFunction, CompileContext, Evaluate } from '../compile/compile-context.ts';
import type { Row } from '../run/row.ts';
import type { RunContext } from '../run/run-context.ts';
import { conditionHolds } from './condition.ts';
import { fail, numberArgument } from './eager.ts';

const PARAMETERS = ['to', 'unique', 'parent', 'scope', 'within', 'where', 'first'];

/**
 * A random earlier row: from the whole table, as in Snowfakery, or `within` the nearest row above of an object (or
 * `block`, the rows that are distributed together), so that a value doesn't depend on the rest of the dataset.
 * `where` is a formula over `it`; `first` limits the choice to the first rows; `within` without a candidate returns
 * null.
 */
export const randomReference: BlockFunction = (args, context) => {
  const named = new Map(args.named.map((argument) => [argument.name, argument]));
  for (const { name, place } of args.named) {
    if (PARAMETERS.includes(name)) continue;
    context.problem(`\`random_reference\` has no argument \`${name}\`.`, place, didYouMean(name, PARAMETERS));
  }
  const expression = (name: string) => named.get(name)?.value;
  const toExpression = expression('to') ?? args.positional[0];
  const to = toExpression && context.constant(toExpression);
  if (typeof to !== 'string') {
    context.problem('`random_reference` needs the name of an object or a nickname: `to`.');
    return () => null;
  }
  const { run } = context;
  if (!run.rowNames.find(to)) {
    context.problem(
      `Unknown object or nickname \`${to}\`.`,
      toExpression?.place,
      validNames(to, run.rowNames.names()),
      { kind: 'name', name: to },
    );
  }
  const text = (name: string) => {
    const value = expression(name);
    const result = value && context.constant(value);
    return typeof result === 'string' ? result : undefined;
  };
  const scope = text('scope');
  const flag = expression('unique');
  const choose: Choose = {
    unique: flag ? conditionHolds(context.constant(flag) ?? null) : false,
    parent: text('parent'),
    first: expression('first') && context.compile(expression('first')!),
    all: scope === 'prior-and-current-iterations',
    column: context.column,
  };
  if (scope && scope !== 'current-iteration' && scope !== 'prior-and-current-iterations') {
    context.problem(
      `\`scope\` must be current-iteration or prior-and-current-iterations.`,
      named.get('scope')!.place,
    );
  }
  const within = text('within');
  const where = expression('where') && compileWhere(context, expression('where')!);
  if (within) return localReference(run, to, within, where, choose);
  if (where || choose.first) context.problem('`where` and `first` need `within`.');
  return tableReference(run, to, choose);
};

interface Choose {
  unique: boolean;
  parent: string | undefined;
  first: Evaluate | undefined;
  /** True if rows of earlier iterations count as well. */
  all: boolean;
  column: ColumnKey;
}

type Where = (row: Row, candidate: Row) => boolean;

function compileWhere(context: CompileContext, expression: Parameters<CompileContext['compile']>[0]): Where {
  let it: Row | undefined;
  const condition = context.withNames(new Map([['it', () => it ?? null]])).compile(expression);
  return (row, candidate) => {
    it = candidate;
    return conditionHolds(condition(row));
  };
}

function localReference(
  run: RunContext,
  to: string,
  within: string,
  where: Where | undefined,
  choose: Choose,
): Evaluate {
  const block = within === 'block';
  if (block) run.kept.keepBlock(to);
  else run.kept.keepWithin(to, within);
  return (row) => {
    const candidates = block ? run.kept.inBlock(to, row) : (ancestor(row, within)?.below(to) ?? []);
    const allowed = where ? candidates.filter((candidate) => where(row, candidate)) : candidates;
    const first = choose.first && numberArgument(choose.first(row), 'first');
    const size =
      first === undefined ? allowed.length : Math.min(Math.max(0, Math.floor(first)), allowed.length);
    if (size === 0) return null;
    if (!choose.unique) return allowed[run.draw.below(size)]!;
    // The n-th child takes the n-th place of its parent's permutation, so that no two take the same.
    const owner = choose.parent ? ancestor(row, choose.parent) : row.parent;
    const index = row.childIndex;
    if (index >= size)
      return fail(`\`unique\` needs at least ${index + 1} rows of ${to} within ${within}; found ${size}.`);
    const { low, high } = owner ?? row;
    return allowed[permute(index, size, streamKey(choose.column, low, high))]!;
  };
}

/** The nearest row above of an object, or the row itself. */
function ancestor(row: Row, sobject: string): Row | undefined {
  for (let above: Row | undefined = row; above; above = above.parent)
    if (above.type.sobject === sobject) return above;
  return undefined;
}

function tableReference(run: RunContext, to: string, choose: Choose): Evaluate {
  const kept = run.kept.keep(to);
  const parent = choose.parent ? run.rowNames.find(choose.parent) : undefined;
  let owner: Row | undefined;
  let used = 0;
  let start = 0;
  let size = 0;
  return (row) => {
    const { rows } = kept;
    if (rows.length === 0) return fail(`No row of ${to} exists yet.`);
    // Rows of this iteration, or all if it has made none yet.
    const first = choose.all || kept.from >= rows.length ? 0 : kept.from;
    if (!choose.unique) return rows[first + run.draw.below(rows.length - first)]!;
    if (parent && parent.row !== owner) {
      owner = parent.row;
      used = start = size = 0;
    }
    if (used < first) {
      used = start = first;
      size = 0;
    }
    if (used >= start + size) {
      // All are used up: continue with those made since.
      start += size;
      size = rows.length - start;
      if (size <= 0) return fail(`All ${rows.length} ${to} rows are taken: \`unique\` has none left.`);
    }
    const { low, high } = owner ?? row.root;
    const key = parent ? streamKey(choose.column, low, high) : streamKey(choose.column, start);
    return rows[start + permute(used++ - start, size, key)]!;
  };
}
