import type { Filter } from './environment.ts';
import { LIST_FILTERS } from './filters/list.ts';
import { MARKUP_FILTERS } from './filters/markup.ts';
import { NUMBER_FILTERS } from './filters/number.ts';
import { SELECT_FILTERS } from './filters/select.ts';
import { TEXT_FILTERS } from './filters/text.ts';

/** Jinja's built-in filters. https://jinja.palletsprojects.com/en/stable/templates/#builtin-filters */
export const FILTERS: ReadonlyMap<string, Filter> = new Map([
  ...TEXT_FILTERS,
  ...NUMBER_FILTERS,
  ...LIST_FILTERS,
  ...SELECT_FILTERS,
  ...MARKUP_FILTERS,
]);
