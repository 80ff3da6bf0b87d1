import { UserError } from '../../errors.ts';
import { FormulaError } from '../formula-error.ts';
import type { PyObject, Value } from '../value.ts';
import { bind } from '../values/arguments.ts';
import { numberOf } from '../values/float.ts';
import { integer } from '../values/sequence.ts';
import { text, truthy } from '../values/text.ts';
import { type PluginCall, plugin } from './plugin.ts';
import { MOST_BITS, scrambled } from './scramble.ts';

/** The longest code, in characters: what no field of Salesforce would hold is a slip. */
const LONGEST = 1_000;

const DIGITS_AND_CAPITALS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** What the plugin options say of ids. */
export interface IdOptions {
  /** The number of this run among others; in Snowfakery time and process, here 1, so that runs agree. */
  pid: number;
  /** Whether ids hold it, so that runs with other numbers make other ids. */
  big: boolean;
}

const SMALL: IdOptions = { pid: 1, big: false };

/** Reads the plugin options `pid` and `big_ids`. */
export function idOptionsOf(options: ReadonlyMap<string, string>): IdOptions {
  const [pid = '1', big = 'false'] = [options.get('pid'), options.get('big_ids')];
  const place = { file: '--plugin-option' };
  if (!/^\d{1,15}$/.test(pid))
    throw new UserError({ message: `\`pid\` is a whole number, not "${pid}".`, place });
  if (!/^(?:1|true|yes|0|false|no)$/i.test(big))
    throw new UserError({ message: `\`big_ids\` is true or false, not "${big}".`, place });
  return { pid: Number(pid), big: /^(?:1|true|yes)$/i.test(big) };
}

/**
 * A number that no other row and no other place of the recipe has; the same on every run. The first place of a recipe
 * has Snowfakery's own numbers.
 */
export function uniqueId(site: number, rowNumber: number, { pid, big } = SMALL): Value {
  return shown(scrambled(joined([...(big ? [pid] : []), site, rowNumber])));
}

/** The same as eight or more digits and capitals; the first place of a recipe has Snowfakery's own codes. */
export function uniqueAlphaCode(site: number, rowNumber: number, { pid, big } = SMALL): string {
  const number = [...(big ? [pid] : []), ...(big || site > 1 ? [site] : []), 1000 + rowNumber];
  return alphaCode(joined(number), {
    alphabet: DIGITS_AND_CAPITALS,
    minChars: 8,
    randomizes: true,
  });
}

/** Numbers as octal digits with a 9, which no octal number has, between them. */
function joined(numbers: readonly number[]): bigint {
  return BigInt(numbers.map((number) => number.toString(8)).join('9'));
}

/** Beyond what numbers hold exactly, its digits. */
function shown(value: bigint): Value {
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value.toString();
}

interface CodeShape {
  alphabet: string;
  minChars: number;
  randomizes: boolean;
}

function alphaCode(number: bigint, { alphabet, minChars, randomizes }: CodeShape): string {
  const width = minChars * Math.floor(Math.log2(alphabet.length));
  let rest = randomizes ? scrambled(number, width) : number;
  const base = BigInt(alphabet.length);
  let code = '';
  do {
    code = alphabet[Number(rest % base)]! + code;
    rest /= base;
  } while (rest > 0n);
  return code.padStart(minChars, alphabet[0]);
}

/** What a generator's `.unique_id` yields, a new one each time it is asked for. */
class Generator implements PyObject {
  readonly #make: (index: number) => Value;
  #index = 0;

  constructor(make: (index: number) => Value) {
    this.#make = make;
  }

  pyText(): string {
    return '<UniqueId generator>';
  }

  pyGet(name: string): Value | undefined {
    return name === 'unique_id' ? this.#make(++this.#index) : undefined;
  }

  pyNames(): string[] {
    return ['unique_id'];
  }
}

/** Numbers of the parts of a template such as `pid, context, 11, index`. */
function partsOf(template: string, call: PluginCall, pid: number): (index: number) => bigint {
  const parts = template.split(',').map((part) => part.trim().toLowerCase());
  for (const part of parts)
    if (!/^(?:\d+|pid|context|index)$/.test(part))
      throw new FormulaError(
        `A template of unique ids has no part '${part}'.`,
        'Its parts are pid, context, index and numbers.',
      );
  const known: Record<string, number> = { pid, context: call.site };
  return (index) => joined(parts.map((part) => (part === 'index' ? index : (known[part] ?? Number(part)))));
}

/** Snowfakery's `UniqueId`. */
export function uniqueIdPlugin(ids = SMALL) {
  const { pid, big } = ids;
  return plugin(
    'UniqueId',
    {
      NumericIdGenerator: {
        kind: 'value',
        call({ positional, keyword }, call) {
          const [first, template = first] = bind(
            'NumericIdGenerator',
            ['_', 'template'],
            positional,
            keyword,
          );
          const usual = big ? 'pid,context,index' : 'context,index';
          const parts = partsOf(template ? text(template) : usual, call, pid);
          return new Generator((index) => shown(scrambled(parts(index))));
        },
      },
      AlphaCodeGenerator: {
        kind: 'value',
        call({ positional, keyword }, call) {
          const parameters = ['template', 'alphabet', 'min_chars', 'randomize_codes'];
          const [template, alphabet, minChars, randomizes] = bind(
            'AlphaCodeGenerator',
            parameters,
            positional,
            keyword,
          );
          const parts = partsOf(template ? text(template) : big ? 'pid,context,index' : 'index', call, pid);
          const shape = codeShape(alphabet, minChars, randomizes);
          return new Generator((index) => alphaCode(parts(1000 + index), shape));
        },
      },
    },
    { unique_id: ({ site, rowNumber }) => uniqueId(site, rowNumber, ids) },
  );
}

function codeShape(alphabet: Value = null, minChars: Value = 8, randomizes: Value = true): CodeShape {
  const letters = alphabet === null ? DIGITS_AND_CAPITALS : text(alphabet);
  if (letters.length < 2 || new Set(letters).size < letters.length)
    throw new FormulaError('The alphabet of codes needs at least two characters, none of them twice.');
  const length = integer(typeof minChars === 'string' ? Number(minChars) : minChars, 'min_chars');
  if (length < 1 || length > LONGEST) throw new FormulaError(`min_chars is 1 to ${LONGEST}.`);
  const isRandom =
    numberOf(randomizes) === undefined ? randomizes !== 'false' && truthy(randomizes) : truthy(randomizes);
  const most = Math.floor(MOST_BITS / Math.floor(Math.log2(letters.length)));
  if (isRandom && length > most)
    throw new FormulaError(
      `min_chars is ${most} at most for random codes of ${letters.length} letters.`,
      'Write randomize_codes: false for longer ones.',
    );
  return { alphabet: letters, minChars: isRandom ? Math.max(4, length) : length, randomizes: isRandom };
}
