import {
  Composer,
  type Document,
  LineCounter,
  type ParsedNode,
  type ParseOptions,
  type SchemaOptions,
  visit,
  type YAMLError,
} from 'yaml';
import { type Place, type Problem, UserError } from '../errors.ts';
import { AliasWalk } from './yaml-aliases.ts';
import { yamlTokens } from './yaml-tokens.ts';

/** A YAML document with all aliases replaced by their nodes, so that walking the tree always ends. */
export interface YamlDocument {
  document: Document;
  /** The place of an offset in the text. */
  at(offset: number): Place;
  /** Duplicate keys of a map; the last one wins. */
  twins: Problem[];
}

/** Problems that leave the rest of a file readable. */
export interface MildProblems {
  /** Values that aren't of their type, such as a date that doesn't exist. */
  values: Problem[];
  /** Others, such as an alias without an anchor: names may be missing with it. */
  others: Problem[];
}

/**
 * Parses the single YAML document of a file; problems are thrown as a UserError with all places. Problems that leave
 * the rest readable, such as a date that doesn't exist, go to `mild` if the caller wants to find more problems first.
 */
export function yamlDocument(
  text: string,
  file: string,
  options: ParseOptions & SchemaOptions & { version?: '1.1' | '1.2' } = {},
  mild?: MildProblems,
): YamlDocument {
  const lines = new LineCounter();
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  const tokens = yamlTokens(text, file, lines, at);
  const composer = new Composer({ ...options, uniqueKeys: false, prettyErrors: false });
  let document: Document.Parsed<ParsedNode> | undefined;
  const problems: Problem[] = [];
  for (const next of composer.compose(tokens, true, text.length)) {
    if (document) {
      problems.push({ message: 'A file can have only one YAML document.', place: at(next.range[0]) });
      break;
    }
    document = next;
  }
  const { errors, warnings } = document!;
  // For the library, an unknown tag is a warning: it drops the tag and keeps the value.
  const tags = warnings.filter(({ code }) => code === 'TAG_RESOLVE_FAILED');
  // A value that its type can't have is a separate error; what follows any other error is mostly its echo.
  const values = errors.filter(({ code }) => code === 'TAG_RESOLVE_FAILED');
  const [first] = errors.filter(({ code }) => code !== 'TAG_RESOLVE_FAILED');
  const told = (list: readonly YAMLError[]): Problem[] =>
    list.map((error) => ({ message: error.message, place: at(offsetOf(error, document!)) }));
  const ofValues = told(first || values.length > 0 ? values : tags.slice(0, 1));
  problems.unshift(...told(first ? [first] : []), ...(mild ? [] : ofValues));
  if (problems.length > 0) throw new UserError([...problems, ...(mild ? ofValues : [])]);

  const walk = new AliasWalk(at);
  if (document!.contents) document!.contents = walk.resolved(document!.contents, 0) as ParsedNode;
  if (mild) {
    mild.values.push(...ofValues);
    mild.others.push(...walk.problems);
  } else if (walk.problems.length > 0) throw new UserError(walk.problems);
  return { document: document!, at, twins: walk.twins };
}

/** The place of an error: an unclosed quote is noticed at the end of the file but reported at its beginning. */
function offsetOf({ message, pos }: YAMLError, document: Document): number {
  let offset = pos[0];
  if (/^Missing closing .quote/.test(message))
    visit(document, {
      Scalar: (_, { type, range }) => {
        if (type?.startsWith('QUOTE') && range && range[1] >= pos[0]) offset = range[0];
      },
    });
  return offset;
}
