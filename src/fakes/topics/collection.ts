import { PyDict } from '../../python/dict.ts';
import { text } from '../../python/text.ts';
import { PyTuple } from '../../python/tuple.ts';
import type { Value } from '../../python/value.ts';
import { argumentError, asItems } from '../arguments.ts';
import { ABSENT, localizedWith } from '../define.ts';
import { about, times } from '../draws.ts';
import type { Fake, FakeCall, Locale, Topic } from '../fake.ts';
import { loremWords } from './lorem.ts';

const DEFAULTS = { nb_elements: 10, variable_nb_elements: true, value_types: ABSENT, allowed_types: ABSENT };

/** Lists, tuples, and dicts of made-up values; a set is a list, since a row has no form for sets. */
export const COLLECTION = {
  pylist: of('list', 'pylist', (items) => items),
  pyiterable: of('list', 'pyiterable', (items) => items),
  pyset: of('list', 'pyset', (items) => items),
  pytuple: of('tuple', 'pytuple', (items) => new PyTuple(items)),
  pydict: of('dict', 'pydict', (items, { draw }, locale) => {
    const words = loremWords(locale);
    return new PyDict(items.map((item, n) => [`${draw.pick(words)}_${n + 1}`, item]));
  }),
} satisfies Topic;

function of(
  kind: 'list' | 'tuple' | 'dict',
  name: string,
  shape: (items: Value[], call: FakeCall, locale: Locale) => Value,
): Fake {
  return localizedWith(kind, DEFAULTS, (locale) => {
    const makers = new Map(TYPES.map(([type, fakeName]) => [type, locale.use(fakeName)] as const));
    const known = [...makers.keys()];
    return (call, { nb_elements, variable_nb_elements, value_types, allowed_types }) => {
      const { draw } = call;
      const wanted = value_types ?? allowed_types;
      const types = wanted === null ? known : (asItems(wanted) ?? [wanted]).map(text);
      if (types.length === 0 || types.some((type) => !makers.has(type)))
        throw argumentError(name, 'value_types', `must be some of ${known.join(', ')}`, wanted);
      const count = variable_nb_elements ? about(draw, nb_elements) : nb_elements;
      const items = times(count, () => makers.get(draw.pick(types))!(call));
      return shape(items, call, locale);
    };
  });
}

/** The fake for each of Python's types. */
const TYPES: readonly (readonly [type: string, fakeName: string])[] = [
  ['str', 'pystr'],
  ['int', 'pyint'],
  ['float', 'pyfloat'],
  ['decimal', 'pydecimal'],
  ['date_time', 'date_time'],
  ['uri', 'uri'],
  ['email', 'safe_email'],
];
