import { bind } from '../python/function.ts';
import { text } from '../python/text.ts';
import { readBytes } from '../shared/files/read-file.ts';
import { FormulaError } from '../shared/formula-error.ts';
import { plugin } from './plugin.ts';
import { recipeFile } from './recipe-file.ts';

/** Snowfakery's `File`: the text of a file; with `encoding: binary`, one character per byte, as Base64 expects. */
export const file = plugin('File', {
  file_data: {
    kind: 'value',
    call({ positional, keyword }, call) {
      const [name, encoding = 'utf-8'] = bind('file_data', ['file', 'encoding'], positional, keyword, 1);
      return decoded(
        readBytes(recipeFile(text(name!), call), { noun: 'file', limit: 'data' }),
        text(encoding),
      );
    },
  },
});

function decoded(bytes: Buffer, encoding: string): string {
  if (/^(?:binary|latin-?1|iso-?8859-?1|l1)$/i.test(encoding)) return bytes.toString('latin1');
  let decoder: TextDecoder;
  try {
    decoder = new TextDecoder(encoding.replaceAll('_', '-'), { fatal: true, ignoreBOM: true });
  } catch {
    throw new FormulaError(`Unknown encoding \`${encoding}\`.`, 'Use utf-8, latin-1, or binary.');
  }
  try {
    return decoder.decode(bytes);
  } catch {
    throw new FormulaError(`The file isn't text in ${encoding}.`, 'Read it with encoding: binary.');
  }
}
