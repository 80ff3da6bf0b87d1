import { type Document, isNode } from 'yaml';
import { type Place, UserError } from '../shared/errors.ts';
import { readText } from '../shared/files/read-file.ts';
import { yamlDocument } from '../shared/yaml/yaml-document.ts';

/** A YAML file: its value and the place of each part. */
export interface YamlFile {
  file: string;
  value: unknown;
  document: Document;
  /** The place of the value at a path, or of its nearest ancestor that exists. */
  place(path: readonly (string | number)[]): Place;
  /** The place of a map's key, for an unknown key. */
  keyPlace(path: readonly (string | number)[], key: string): Place;
}

/** Reads a YAML 1.2 file; a missing file or a syntax error is a UserError with its place. */
export function readYaml(file: string): YamlFile {
  return parseYaml(readText(file, { noun: 'file' }), file);
}

/** Parses YAML 1.2 text that came from `file`. */
function parseYaml(text: string, file: string): YamlFile {
  const { document, at, twins } = yamlDocument(text, file);
  if (twins.length > 0) throw new UserError(twins);

  const place = (path: readonly (string | number)[]): Place => {
    for (let depth = path.length; depth > 0; depth--) {
      const node = document.getIn(path.slice(0, depth), true);
      if (isNode(node) && node.range) return at(node.range[0]);
    }
    return { file, line: 1, column: 1 };
  };
  const keyPlace = (path: readonly (string | number)[], key: string): Place => {
    const map = path.length > 0 ? document.getIn(path, true) : document.contents;
    const items = (map as { items?: { key?: unknown }[] } | null)?.items ?? [];
    for (const { key: node } of items) {
      if (isNode(node) && 'value' in node && String(node.value) === key && node.range)
        return at(node.range[0]);
    }
    return place(path);
  };
  return { file, value: document.toJS() ?? {}, document, place, keyPlace };
}
