import type { CollectionTag, ScalarTag, Tags } from 'yaml';
import { PyDate } from '../python/dates/date.ts';
import { momentOf } from '../python/dates/parse-date.ts';
import { negate } from '../python/numbers/arithmetic.ts';
import { float as pyFloat } from '../python/numbers/float.ts';
import { int, intOf, tooLong } from '../python/numbers/int.ts';
import { FormulaError } from '../shared/formula-error.ts';

type Tag = ScalarTag | CollectionTag;

const scalarTag = (tag: string, test: RegExp, resolve: (text: string) => unknown): Tag => ({
  tag: `tag:yaml.org,2002:${tag}`,
  default: true,
  test,
  resolve,
});

const digits = (text: string) => text.replaceAll('_', '');

function sexagesimal(text: string): number {
  const negative = text.startsWith('-');
  const value = digits(text)
    .replace(/^[-+]/, '')
    .split(':')
    .reduce((sum, part) => sum * 60 + Number(part), 0);
  return negative ? -value : value;
}

/** The same without a fraction, exact at any size. */
function sexagesimalInteger(text: string): unknown {
  const value = digits(text)
    .replace(/^[-+]/, '')
    .split(':')
    .reduce((sum, part) => sum * 60n + BigInt(part), 0n);
  return int(text.startsWith('-') ? -value : value);
}

function integer(text: string): unknown {
  const plain = digits(text);
  const [, sign = '', body = ''] = /^([-+]?)(.*)$/.exec(plain)!;
  const value = intOf(/^0\d/.test(body) ? body.replace('0', '0o') : body);
  if (value === undefined) throw tooLong();
  if (Number.isNaN(value)) throw new FormulaError(`\`${text}\` isn't a number.`);
  return sign === '-' ? negate(value) : value;
}

function float(text: string): unknown {
  const plain = digits(text).toLowerCase();
  if (plain.endsWith('.inf'))
    return plain.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return pyFloat(plain.endsWith('.nan') ? Number.NaN : Number(plain));
}

function timestamp(text: string): unknown {
  const moment = momentOf(text);
  return text.length > 10 ? moment : PyDate.fromDays(moment.days);
}

/**
 * The implicit types of PyYAML 6 (resolver.py), for which recipes were written: YAML 1.1, but `y` and `1e3` are
 * strings.
 */
const pyYaml: Tag[] = [
  { tag: 'tag:yaml.org,2002:str', resolve: (text: string) => text },
  scalarTag('null', /^(?:~|null|Null|NULL)?$/, () => null),
  scalarTag('bool', /^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)$/, () => true),
  scalarTag('bool', /^(?:no|No|NO|false|False|FALSE|off|Off|OFF)$/, () => false),
  scalarTag('int', /^[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+$/, sexagesimalInteger),
  scalarTag('int', /^[-+]?(?:0b[0-1_]+|0[0-7_]+|0|[1-9][0-9_]*|0x[0-9a-fA-F_]+)$/, integer),
  scalarTag('float', /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*$/, (text) => pyFloat(sexagesimal(text))),
  scalarTag(
    'float',
    /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/,
    float,
  ),
  scalarTag(
    'timestamp',
    /^(?:\d{4}-\d\d-\d\d|\d{4}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?))?)$/,
    timestamp,
  ),
];

/** The types of a recipe's YAML: its own collections, and PyYAML's scalars. */
export function recipeTypes(tags: Tags): Tag[] {
  return [...tags.filter(isCollectionTag), ...pyYaml];
}

function isCollectionTag(tag: unknown): tag is Tag {
  return typeof tag === 'object' && tag !== null && 'collection' in tag;
}
