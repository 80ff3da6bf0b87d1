import { FormulaError } from '../shared/formula-error.ts';
import { equals } from './compare.ts';
import { pyType } from './type.ts';
import type { Value } from './value.ts';

/** The methods of a list that leave it as it is; a formula changes no value. */
export const LIST = pyType<Value[]>(
  'list',
  {},
  {
    count: (self, [wanted]) => self.filter((item) => equals(item, wanted ?? null)).length,
    index: (self, [wanted]) => {
      const index = self.findIndex((item) => equals(item, wanted ?? null));
      if (index < 0) throw new FormulaError('The value is not in the list.');
      return index;
    },
    copy: (self) => [...self],
    append: refuse('append', '+ [item]'),
    extend: refuse('extend', '+ other'),
    sort: refuse('sort', '| sort'),
    reverse: refuse('reverse', '[::-1]'),
  },
);

function refuse(name: string, instead: string) {
  return (): Value => {
    throw new FormulaError(`A formula cannot change a list with .${name}().`, `Write list ${instead}.`);
  };
}
