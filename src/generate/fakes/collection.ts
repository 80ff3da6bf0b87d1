import type { Value } from '../../recipe/value.ts';
import { PyDict } from '../../recipe/values/dict.ts';
import { text } from '../../recipe/values/text.ts';
import { PyTuple } from '../../recipe/values/tuple.ts';
import type { Definition } from './definition.ts';
import { ABSENT, argumentError, fake, itemsOf } from './definition.ts';
import { between, times } from './draws.ts';
import type { FakeCall } from './fakes.ts';
import type { Locale } from './locale.ts';
import { wordsOf } from './lorem.ts';

const DEFAULTS = { nb_elements: 10, variable_nb_elements: true, value_types: ABSENT, allowed_types: ABSENT };

/** Lists, tuples and dicts of made-up things; a set has no form of its own in a row, so that it is a list here. */
export const COLLECTION: Record<string, Definition> = {
  pylist: of('list', 'pylist', (items) => items),
  pyiterable: of('list', 'pyiterable', (items) => items),
  pyset: of('list', 'pyset', (items) => items),
  pytuple: of('tuple', 'pytuple', (items) => new PyTuple(items)),
  pydict: of('dict', 'pydict', (items, { draw }, locale) => {
    const words = wordsOf(locale);
    return new PyDict(items.map((item, n) => [`${draw.pick(words)}_${n + 1}`, item]));
  }),
};

function of(
  kind: 'list' | 'tuple' | 'dict',
  name: string,
  shape: (items: Value[], call: FakeCall, locale: Locale) => Value,
): Definition {
  return fake(kind, DEFAULTS, (locale) => {
    const makers = Object.fromEntries(
      Object.entries(TYPES).map(([type, fakeName]) => [type, locale.use(fakeName)]),
    );
    return (call, args) => {
      const { draw } = call;
      const wanted = args.value_types ?? args.allowed_types;
      const types = wanted === null ? Object.keys(TYPES) : (itemsOf(wanted) ?? [wanted]).map(text);
      const unknown = types.find((type) => !(type in makers));
      if (unknown !== undefined || types.length === 0)
        throw argumentError(
          name,
          'value_types',
          `must be some of ${Object.keys(TYPES).join(', ')}`,
          unknown ?? null,
        );
      const count = args.variable_nb_elements
        ? Math.max(1, between(draw, Math.floor(args.nb_elements * 0.6), Math.floor(args.nb_elements * 1.4)))
        : args.nb_elements;
      return shape(
        times(count, () => makers[draw.pick(types)]!(call)),
        call,
        locale,
      );
    };
  });
}

/** What stands for each type of Python's. */
const TYPES: Readonly<Record<string, string>> = {
  str: 'pystr',
  int: 'pyint',
  float: 'pyfloat',
  decimal: 'pydecimal',
  date_time: 'date_time',
  uri: 'uri',
  email: 'safe_email',
};
