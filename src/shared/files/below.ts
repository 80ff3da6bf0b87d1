import { relative, resolve, sep } from 'node:path';

/** True if a path is a folder or inside it, by name; links aren't followed. */
export function isBelow(path: string, folder: string): boolean {
  const [inside, root] = [resolve(path), resolve(folder)];
  const way = relative(root, inside);
  return way !== '..' && !way.startsWith(`..${sep}`) && resolve(root, way) === inside;
}
