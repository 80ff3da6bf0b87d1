/** What was read of an answer: a text for each id it holds soundly. */
export interface Answer {
  texts: ReadonlyMap<string, string>;
  /** Ids that came twice with different texts. */
  repeated: ReadonlySet<string>;
  /** Ids that nobody asked for. */
  unknown: readonly string[];
  /** True if the JSON was complete. */
  whole: boolean;
}

/**
 * Reads the content of an answer: JSON as asked for, JSON in prose or in a code fence, and of JSON that is cut off
 * the records that are complete. Never throws.
 */
export function readAnswer(content: string, ids: ReadonlySet<string>): Answer {
  const whole = parsed(content) ?? parsed(outermost(content));
  const records = recordsIn(whole) ?? completeObjects(content).flatMap((object) => recordsIn([object]) ?? []);
  const texts = new Map<string, string>();
  const repeated = new Set<string>();
  const unknown: string[] = [];
  for (const { id, text } of records) {
    if (!ids.has(id)) unknown.push(id);
    else if (texts.has(id) && texts.get(id) !== text) repeated.add(id);
    else texts.set(id, text);
  }
  for (const id of repeated) texts.delete(id);
  return { texts, repeated, unknown, whole: recordsIn(whole) !== undefined };
}

/** Documents in which a list may be nested. */
const DEEPEST = 5;

interface AnswerRecord {
  id: string;
  text: string;
}

/** The records of a parsed document in any of the shapes that models give; undefined where there are none. */
function recordsIn(value: unknown, depth = 0): AnswerRecord[] | undefined {
  if (Array.isArray(value)) {
    const records = value.filter(isRecord).map(({ id, text }) => ({ id, text }));
    return records.length > 0 || value.length === 0 ? records : undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  if (isRecord(value)) return [{ id: value.id, text: value.text }];
  const { records } = value as { records?: unknown };
  if (records !== undefined) return depth < DEEPEST ? recordsIn(records, depth + 1) : undefined;
  const entries = Object.entries(value).filter(
    (entry): entry is [string, string] => /^r\d+$/.test(entry[0]) && typeof entry[1] === 'string',
  );
  return entries.length > 0 ? entries.map(([id, text]) => ({ id, text })) : undefined;
}

function isRecord(value: unknown): value is AnswerRecord {
  const { id, text } = (value ?? {}) as { id?: unknown; text?: unknown };
  return typeof id === 'string' && typeof text === 'string';
}

function parsed(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** From the first brace or bracket to the last: what prose and code fences leave. */
function outermost(content: string): string | undefined {
  const start = content.search(/[{[]/);
  const end = Math.max(content.lastIndexOf('}'), content.lastIndexOf(']'));
  return start >= 0 && end > start ? content.slice(start, end + 1) : undefined;
}

/** The objects without an object inside that are closed in a text that breaks off. */
function completeObjects(content: string): unknown[] {
  const objects: unknown[] = [];
  let start = -1;
  let inString = false;
  for (let i = 0; i < content.length; i++) {
    const character = content[i];
    if (inString) {
      if (character === '\\') i++;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = start >= 0;
    else if (character === '{') start = i;
    else if (character === '}' && start >= 0) {
      const object = parsed(content.slice(start, i + 1));
      if (object !== undefined) objects.push(object);
      start = -1;
    }
  }
  return objects;
}
