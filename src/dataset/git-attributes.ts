import { join } from 'node:path';
import { writeNew } from '../shared/files/write-file.ts';

/** Keeps git from changing line ends, by which the hashes of a dataset's files would no longer hold. */
export const DATASET_ATTRIBUTES = '* -text\n';

/** Puts `.gitattributes` into a folder that has none. */
export function writeGitAttributes(folder: string, text: string): void {
  writeNew([{ file: join(folder, '.gitattributes'), text }]);
}
