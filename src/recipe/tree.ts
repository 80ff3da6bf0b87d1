import { isMap, isPair, isScalar, isSeq, type Node } from 'yaml';
import type { Value } from '../python/value.ts';
import { counted } from '../shared/counted.ts';
import { type Place, type Problem, placeText, UserError } from '../shared/errors.ts';
import { readText } from '../shared/files/read-file.ts';
import { type MildProblems, yamlDocument } from '../shared/yaml/yaml-document.ts';
import { recipeTypes } from './yaml-types.ts';

/** A YAML document as recipes need it: every node with its place, and keys as text. */
export type Tree =
  | { kind: 'scalar'; value: Value; place: Place }
  | { kind: 'map'; entries: Entry[]; place: Place }
  | { kind: 'seq'; items: Tree[]; place: Place };

/** A key as written and as YAML reads it (`yes` is true), with its value. */
export interface Entry {
  key: string;
  means: Value;
  place: Place;
  value: Tree;
}

/**
 * Reads a recipe file as YAML 1.1. Syntax errors are thrown as a UserError; warnings go to `warn`, and problems of
 * single values to `mild`.
 */
export function readTree(file: string, warn: (problem: Problem) => void, mild: MildProblems): Tree {
  const text = readText(file, { noun: 'recipe' });
  checkLength(text, file);
  const options = {
    version: '1.1',
    customTags: recipeTypes,
  } as const;
  const { document, at, twins } = yamlDocument(text, file, options, mild);
  for (const twin of twins) warn(twin);
  const start: Place = { file, line: 1, column: 1 };
  const place = (node: unknown): Place => {
    const range = (node as Node | null)?.range;
    return range ? at(range[0]) : start;
  };

  const convert = (node: unknown): Tree => {
    if (isSeq(node)) return { kind: 'seq', items: node.items.map(convert), place: place(node) };
    if (isMap(node)) {
      const entries = new Map<string, Entry>();
      const stated: Entry[] = [];
      const merged = new Set<string>();
      for (const item of node.items) {
        if (!isPair(item)) continue;
        const key = isScalar(item.key) ? (item.key.source ?? String(item.key.value)) : String(item.key);
        const value = convert(item.value);
        const means = isScalar(item.key) ? ((item.key.value as Value | undefined) ?? null) : key;
        if (key === '<<' && isPlain(item.key)) merge(value, entries, merged, mild.others);
        else stated.push({ key, means, place: place(item.key), value });
      }
      // Of duplicate keys, the last value wins, at the position of the first.
      for (const entry of stated) entries.set(entry.key, entry);
      return { kind: 'map', entries: [...entries.values()], place: place(node) };
    }
    const value = isScalar(node) ? (node.value as Value | undefined) : null;
    return { kind: 'scalar', value: value === undefined ? null : value, place: place(node) };
  };
  return document.contents ? convert(document.contents) : { kind: 'scalar', value: null, place: start };
}

/** Longer recipes are data: parsing would take minutes, while rows of a data file take none. */
const MOST_LINES = 200_000;

function checkLength(text: string, file: string): void {
  let lines = 1;
  for (const [mark] of text.matchAll(/[\n,]/g)) {
    lines += mark.length;
    if (lines > MOST_LINES)
      throw new UserError({
        message: `A recipe can have ${counted(MOST_LINES)} lines and list items at most.`,
        place: { file },
        hint: 'Put data into a CSV file, and read it with `Dataset`.',
      });
  }
}

/**
 * Adds the entries of a merge key before the map's own. As in PyYAML 6.0.4, a later map wins, but a map that was
 * merged before isn't merged again. One-letter names are the same object in Python and count as merged.
 */
function merge(value: Tree, into: Map<string, Entry>, known: Set<string>, problems: Problem[]): void {
  const maps = value.kind === 'seq' ? value.items : [value];
  const letters = new Set<string>();
  for (const map of maps) {
    if (map.kind !== 'map') {
      // An alias without an anchor is reported as such.
      if (!problems.some(({ place }) => placeText(place) === placeText(map.place)))
        problems.push({
          message: '`<<` must be followed by a map, an alias of one, or a list of these.',
          place: map.place,
          hint: 'Write `<<: *name` with a map that has the anchor `&name`.',
        });
      continue;
    }
    for (const entry of map.entries) {
      const { line, column } = entry.place;
      const seen = entry.key.length === 1 && entry.key <= 'ÿ' ? letters : known;
      const name = seen === letters ? entry.key : `${line}:${column}`;
      if (seen.has(name)) continue;
      seen.add(name);
      into.set(entry.key, entry);
    }
  }
}

function isPlain(key: unknown): boolean {
  return isScalar(key) && key.type === 'PLAIN';
}
