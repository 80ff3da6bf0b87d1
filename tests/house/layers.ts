import type { Import, SourceFile } from './source.ts';

/**
 * The layers of the source, the lowest first: a folder imports from those before it and from itself. What stands in
 * one line may not import from each other.
 */
export const LAYERS: readonly (readonly string[])[] = [
  ['shared'],
  ['random'],
  ['python'],
  ['formula', 'allocation', 'config'],
  ['catalog'],
  ['fakes', 'dataset', 'org'],
  ['recipe'],
  ['plugins'],
  ['generate'],
  ['enrich'],
  ['report'],
  ['export'],
  ['load'],
  ['practice-org'],
  ['run.ts'],
  ['commands'],
  ['main.ts'],
  ['cli.ts'],
];

const rankOf = new Map(LAYERS.flatMap((names, rank) => names.map((name) => [name, rank] as const)));

/** The folder of `src/` that a module lies in, or the module itself. */
export function layerOf(path: string): string {
  return path.split('/', 1)[0]!;
}

/** Every import that goes up, or sideways to another folder of the same layer, as a line with its place. */
export function arrowsUp(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, imports }) =>
    imports
      .filter(({ to }) => layerOf(to) !== layerOf(path) && !isBelow(layerOf(to), layerOf(path)))
      .map(({ to, line }) => `${path}:${line} imports ${to}`),
  );
}

function isBelow(lower: string, upper: string): boolean {
  return (rankOf.get(lower) ?? Number.POSITIVE_INFINITY) < (rankOf.get(upper) ?? -1);
}

/** The circles of modules that import each other when the program starts: each as its members, sorted. */
export function circles(files: readonly SourceFile[]): string[][] {
  const graph = new Map(
    files.map(({ path, imports }) => [path, imports.filter(runsAtStart).map(({ to }) => to)]),
  );
  return components(graph).filter((group) => group.length > 1);
}

export function runsAtStart({ type, dynamic }: Import): boolean {
  return !type && !dynamic;
}

/** The strongly connected components of a graph (Tarjan, 1972). */
function components(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (node: string): void => {
    index.set(node, index.size);
    low.set(node, index.get(node)!);
    stack.push(node);
    for (const next of graph.get(node) ?? []) {
      if (!index.has(next)) visit(next);
      if (stack.includes(next)) low.set(node, Math.min(low.get(node)!, low.get(next)!));
    }
    if (low.get(node) === index.get(node)) found.push(stack.splice(stack.indexOf(node)).sort());
  };
  for (const node of graph.keys()) if (!index.has(node)) visit(node);
  return found;
}
