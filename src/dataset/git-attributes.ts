import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Keeps git from changing line ends, by which the hashes of a dataset's files would no longer hold. */
export const DATASET_ATTRIBUTES = '* -text\n';

/** Puts `.gitattributes` into a folder that has none. */
export function writeGitAttributes(folder: string, text: string): void {
  try {
    writeFileSync(join(folder, '.gitattributes'), text, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
