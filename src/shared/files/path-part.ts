import { relative, resolve, sep } from 'node:path';

/** Names that Windows reserves for devices, in any folder and with any ending. */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\.|$)/i;

/**
 * Says why a name can't be a file or folder on every system; undefined if it can. A valid name never leads out of its
 * folder.
 */
export function pathPartProblem(name: string): string | undefined {
  if (name === '') return 'is empty';
  if (/^\.+$/.test(name)) return 'leads to another folder';
  if (/[/\\]/.test(name)) return 'has a slash';
  if (/[\p{Cc}\p{Cs}<>:"|?*]/u.test(name))
    return "has a character that file names can't have on every system";
  if (/^[. ]|[. ]$/.test(name)) return 'begins or ends with a dot or a blank';
  if (DEVICE.test(name)) return 'is the name of a device on Windows';
  if (Buffer.byteLength(name) > 200) return 'is too long for a file name';
  return undefined;
}

/** True if a name can be a file or folder of ours. */
export function isPathPart(name: string): boolean {
  return pathPartProblem(name) === undefined;
}

/** True if a path is a folder or inside it, by name; links aren't followed. */
export function isBelow(path: string, folder: string): boolean {
  const [inside, root] = [resolve(path), resolve(folder)];
  const way = relative(root, inside);
  return way !== '..' && !way.startsWith(`..${sep}`) && resolve(root, way) === inside;
}
