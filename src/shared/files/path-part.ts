/** Names that Windows gives to devices, in any folder and with any ending. */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\.|$)/i;

/**
 * What is wrong with a name that becomes a file or folder of ours, on any system; nothing where it is fit. What is fit
 * never leads out of the folder that it is in.
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

/** True if a name may become a file or folder of ours. */
export function isPathPart(name: string): boolean {
  return pathPartProblem(name) === undefined;
}
