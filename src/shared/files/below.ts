import { relative, resolve, sep } from 'node:path';

/** True if a path is a folder or lies inside it, as the names say; links are not followed. */
export function isBelow(path: string, folder: string): boolean {
  const [inside, root] = [resolve(path), resolve(folder)];
  const way = relative(root, inside);
  return way !== '..' && !way.startsWith(`..${sep}`) && resolve(root, way) === inside;
}
