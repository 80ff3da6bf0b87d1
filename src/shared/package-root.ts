import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The folder of package.json: recipes, templates, and metadata are beside it, in the source tree and when installed.
 */
export const packageRoot: string = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** The version of this tool, as recorded in a dataset's manifest. */
export const toolVersion: string = JSON.parse(
  readFileSync(join(packageRoot, 'package.json'), 'utf8'),
).version;
