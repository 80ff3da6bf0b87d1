import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { makeFolder } from '../../shared/files/make-folder.ts';

/**
 * A folder of the user's for one org, which all copies of a dataset on this machine share; undefined where the user has no
 * place to write to. Source: XDG Base Directory Specification, `XDG_STATE_HOME`, of which a relative path is ignored.
 */
export function userPlace(orgId: string): string | undefined {
  const { XDG_STATE_HOME: state, LOCALAPPDATA: windows } = process.env;
  const base =
    (state && isAbsolute(state) && state) ||
    (process.platform === 'win32' && windows) ||
    join(homedir(), '.local/state');
  const folder = join(base, 'sfdc-datagen/orgs', orgId.replaceAll(/\W/g, '_'));
  try {
    makeFolder(folder);
    accessSync(folder, constants.W_OK);
    return folder;
  } catch {
    return undefined;
  }
}
