import {
  type CollectionTag,
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type ScalarTag,
  visit,
  type YAMLParseError,
} from 'yaml';
import { type Place, type Problem, UserError } from '../errors.ts';
import { didYouMean } from '../nearest.ts';
import { readText } from '../shared/read-file.ts';
import type { Value } from './value.ts';
import { PyDate } from './values/date.ts';
import { float as pyFloat } from './values/float.ts';
import { momentOf } from './values/parse-date.ts';

/** A YAML document as recipes need it: every node with its place, keys as text. */
export type Tree =
  | { kind: 'scalar'; value: Value; place: Place }
  | { kind: 'map'; entries: Entry[]; place: Place }
  | { kind: 'seq'; items: Tree[]; place: Place };

/** A key as it is written and as YAML reads it (`yes` is true), and its value. */
export interface Entry {
  key: string;
  means: Value;
  place: Place;
  value: Tree;
}

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

function integer(text: string): number {
  const plain = digits(text);
  const [, sign = '', body = ''] = /^([-+]?)(.*)$/.exec(plain)!;
  const value = /^0b/.test(body)
    ? Number.parseInt(body.slice(2), 2)
    : /^0x/.test(body)
      ? Number.parseInt(body.slice(2), 16)
      : /^0\d/.test(body)
        ? Number.parseInt(body, 8)
        : Number(body);
  return sign === '-' ? -value : value;
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

/** The implicit types of PyYAML 6 (resolver.py), which recipes were written for: YAML 1.1, but `y` and `1e3` are text. */
const pyYaml: Tag[] = [
  { tag: 'tag:yaml.org,2002:str', resolve: (text: string) => text },
  scalarTag('null', /^(?:~|null|Null|NULL)?$/, () => null),
  scalarTag('bool', /^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)$/, () => true),
  scalarTag('bool', /^(?:no|No|NO|false|False|FALSE|off|Off|OFF)$/, () => false),
  scalarTag('int', /^[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+$/, sexagesimal),
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

/** Reads a recipe file as YAML 1.1; syntax errors are a UserError with their places, what is dubious goes to `warn`. */
export function readTree(file: string, warn: (problem: Problem) => void): Tree {
  return parseTree(readText(file, { noun: 'recipe' }), file, warn);
}

function parseTree(text: string, file: string, warn: (problem: Problem) => void): Tree {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, {
    version: '1.1',
    uniqueKeys: false,
    lineCounter,
    prettyErrors: false,
    customTags: (tags) => [...tags.filter(isCollectionTag), ...pyYaml],
  });
  const at = (offset: number): Place => {
    const { line, col } = lineCounter.linePos(offset);
    return { file, line, column: col };
  };
  // What follows the first error is mostly its echo.
  const [error] = document.errors;
  if (error) throw new UserError({ message: error.message, place: at(offsetOf(error, document)) });
  const start: Place = { file, line: 1, column: 1 };
  const place = (node: unknown): Place => {
    const range = (node as Node | null)?.range;
    return range ? at(range[0]) : start;
  };

  const anchors = new Set<string>();
  const convert = (node: unknown, depth: number): Tree => {
    if (depth > 200) throw new UserError({ message: 'The recipe is nested too deeply.', place: place(node) });
    if (isAlias(node)) {
      const target = node.resolve(document);
      if (target) return convert(target, depth + 1);
      throw new UserError({
        message: `Alias \`*${node.source}\` has no anchor \`&${node.source}\` before it.`,
        place: place(node),
        hint: didYouMean(node.source, anchors) ?? `Mark the value to repeat with \`&${node.source}\`.`,
      });
    }
    if (isNode(node) && node.anchor) anchors.add(node.anchor);
    if (isSeq(node))
      return { kind: 'seq', items: node.items.map((item) => convert(item, depth + 1)), place: place(node) };
    if (isMap(node)) {
      const entries: Entry[] = [];
      const stated: Entry[] = [];
      const merged = new Set<string>();
      for (const item of node.items) {
        if (!isPair(item)) continue;
        const key = isScalar(item.key) ? (item.key.source ?? String(item.key.value)) : String(item.key);
        const value = convert(item.value, depth + 1);
        const means = isScalar(item.key) ? ((item.key.value as Value | undefined) ?? null) : key;
        if (key === '<<' && isPlain(item.key)) merge(value, entries, merged);
        else stated.push({ key, means, place: place(item.key), value });
      }
      warnOfTwins(stated, warn);
      for (const entry of stated) put(entries, entry);
      return { kind: 'map', entries, place: place(node) };
    }
    const value = isScalar(node) ? (node.value as Value | undefined) : null;
    return { kind: 'scalar', value: value === undefined ? null : value, place: place(node) };
  };
  return document.contents ? convert(document.contents, 0) : { kind: 'seq', items: [], place: start };
}

/** Where an error lies: a quote that is never closed is missed at the end of the file, but lacks its end where it begins. */
function offsetOf({ message, pos }: YAMLParseError, document: Document): number {
  let offset = pos[0];
  if (/^Missing closing .quote/.test(message))
    visit(document, {
      Scalar: (_, { type, range }) => {
        if (type?.startsWith('QUOTE') && range && range[1] >= pos[0]) offset = range[0];
      },
    });
  return offset;
}

function warnOfTwins(entries: readonly Entry[], warn: (problem: Problem) => void): void {
  const known = new Set<string>();
  for (const { key, place } of entries) {
    if (known.has(key))
      warn({ message: `\`${key}\` stands here twice.`, place, hint: 'The last one would hold.' });
    known.add(key);
  }
}

/** The last of several entries with one key holds, in the place of the first. */
function put(entries: Entry[], entry: Entry): void {
  const before = entries.findIndex(({ key }) => key === entry.key);
  if (before >= 0) entries[before] = entry;
  else entries.push(entry);
}

/**
 * What a merge key brings in, before what the map states. As PyYAML 6.0.4 has it, a later map wins, but one that came in
 * already does not come again. Names of one letter are one object in Python, and count as having come in.
 */
function merge(value: Tree, into: Entry[], known: Set<string>): void {
  const maps = value.kind === 'seq' ? value.items : [value];
  const letters = new Set<string>();
  for (const map of maps) {
    if (map.kind !== 'map')
      throw new UserError({
        message: '`<<` must be followed by a map, an alias of one, or a list of these.',
        place: map.place,
        hint: 'Write `<<: *name` with a map that has the anchor `&name`.',
      });
    for (const entry of map.entries) {
      const { line, column } = entry.place;
      const seen = entry.key.length === 1 && entry.key <= 'ÿ' ? letters : known;
      const name = seen === letters ? entry.key : `${line}:${column}`;
      if (seen.has(name)) continue;
      seen.add(name);
      put(into, entry);
    }
  }
}

function isPlain(key: unknown): boolean {
  return isScalar(key) && key.type === 'PLAIN';
}

function isCollectionTag(tag: unknown): tag is Tag {
  return typeof tag === 'object' && tag !== null && 'collection' in tag;
}
