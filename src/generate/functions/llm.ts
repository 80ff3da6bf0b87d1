import { placeholder } from '../../dataset/placeholder.ts';
import type { BlockFunction } from '../site.ts';

/** A text that is written later, by `enrich`: `llm: account_description`, or bare for the template of the field. */
export const llm: BlockFunction = (args, site) => {
  const [only] = args.positional;
  const template = only && site.constant(only);
  if (only && typeof template !== 'string')
    site.problem('`llm` takes the name of a prompt template.', only.place);
  const cell = placeholder(typeof template === 'string' ? template : undefined);
  return () => cell;
};
