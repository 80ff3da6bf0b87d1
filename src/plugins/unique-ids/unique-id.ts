import { bind } from '../../python/function.ts';
import { text } from '../../python/text.ts';
import { plugin } from '../plugin.ts';
import { codeShape } from './alpha-code.ts';
import { type Generator, UniqueIds } from './unique-ids.ts';

/** Snowfakery's `UniqueId`. */
export function uniqueIdPlugin(ids: UniqueIds = new UniqueIds()) {
  let own: Generator | undefined;
  return plugin(
    'UniqueId',
    {
      NumericIdGenerator: {
        kind: 'value',
        call({ positional, keyword }) {
          const parameters = ['_', 'template'];
          const [first, template = first] = bind('NumericIdGenerator', parameters, positional, keyword);
          return ids.numeric(template ? text(template) : undefined);
        },
      },
      AlphaCodeGenerator: {
        kind: 'value',
        call({ positional, keyword }) {
          const parameters = ['template', 'alphabet', 'min_chars', 'randomize_codes'];
          const [template, ...shape] = bind('AlphaCodeGenerator', parameters, positional, keyword);
          return ids.codes(template ? text(template) : undefined, codeShape(...shape));
        },
      },
    },
    {
      // As in Snowfakery, it counts separately from the built-in `unique_id`.
      unique_id: () => {
        own ??= ids.numeric();
        return own.next();
      },
    },
  );
}
