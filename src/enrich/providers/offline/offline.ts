import type { LocalProvider } from '../provider.ts';
import { offlineText } from './text.ts';

/** Without a model: phrases of templates/, filled with the facts of each record. */
export default { is: 'local', write: offlineText } satisfies LocalProvider;
