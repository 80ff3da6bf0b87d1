import { bind } from '../python/function.ts';
import { text } from '../python/text.ts';
import { FormulaError } from '../shared/formula-error.ts';
import { plugin } from './plugin.ts';

/** Snowfakery's `Base64`, in which a character is a byte. */
export const base64 = plugin('Base64', {
  encode: {
    kind: 'value',
    call({ positional, keyword }) {
      const [data] = bind('encode', ['data'], positional, keyword, 1);
      const bytes = text(data!);
      if (/[^\0-\xff]/.test(bytes))
        throw new FormulaError(
          'Base64.encode() takes characters up to ÿ, which stand for one byte each.',
          'Read the file with encoding: binary.',
        );
      return Buffer.from(bytes, 'latin1').toString('base64');
    },
  },
});
