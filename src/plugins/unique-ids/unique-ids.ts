import { int } from '../../python/int.ts';
import type { PyObject, Value } from '../../python/value.ts';
import { UserError } from '../../shared/errors.ts';
import { FormulaError } from '../../shared/formula-error.ts';
import { alphaCode, type CodeShape, USUAL_SHAPE } from './alpha-code.ts';
import { scrambled } from './scramble.ts';

/** What the plugin options say of ids. */
export interface IdOptions {
  /** The number of this run among others; in Snowfakery time and process, here 1, so that runs agree. */
  pid: number;
  /** Whether ids hold it, so that runs with other numbers make other ids. */
  big: boolean;
}

/** Reads the plugin options `pid` and `big_ids`. */
export function idOptionsOf(options: ReadonlyMap<string, string>): IdOptions {
  const [pid = '1', big = 'false'] = [options.get('pid'), options.get('big_ids')];
  const place = { file: '--plugin-option' };
  if (!/^\d{1,15}$/.test(pid))
    throw new UserError({ message: `\`pid\` must be a whole number; got "${pid}".`, place });
  if (!/^(?:1|true|yes|0|false|no)$/i.test(big))
    throw new UserError({ message: `\`big_ids\` is true or false, not "${big}".`, place });
  return { pid: Number(pid), big: /^(?:1|true|yes)$/i.test(big) };
}

/** How far a generator is: the number that it has among all, and how many ids it has made. */
export interface Count {
  context: number;
  index: number;
}

/** How far the ids of a run are, for one that goes on after it. */
export interface IdState {
  contexts: number;
  numeric?: Count | undefined;
  codes?: Count | undefined;
}

/** What a generator's `.unique_id` yields, a new one each time it is asked for. */
export class Generator implements PyObject {
  readonly count: Count;
  readonly #make: (count: Count) => Value;

  constructor(count: Count, make: (count: Count) => Value) {
    this.count = count;
    this.#make = make;
  }

  next(): Value {
    this.count.index++;
    return this.#make(this.count);
  }

  pyText(): string {
    return '<UniqueId generator>';
  }

  pyGet(name: string): Value | undefined {
    return name === 'unique_id' ? this.next() : undefined;
  }

  pyNames(): string[] {
    return ['unique_id'];
  }
}

/**
 * The unique ids of a run. All places of a recipe share a count, and generators have numbers in the order in which
 * they are made, as in Snowfakery (UniqueId.py), so that a recipe's ids are the same there and here.
 */
export class UniqueIds {
  readonly #options: IdOptions;
  #contexts = 0;
  #numeric: Generator | undefined;
  #codes: Generator | undefined;

  constructor(options: IdOptions = { pid: 1, big: false }) {
    this.#options = options;
  }

  /** What `unique_id` yields: a number that this run has not had. */
  uniqueId(): Value {
    this.#numeric ??= this.numeric();
    return this.#numeric.next();
  }

  /** What `unique_alpha_code` yields: eight digits and capitals that this run has not had. */
  uniqueAlphaCode(): Value {
    this.#codes ??= this.codes();
    return this.#codes.next();
  }

  /** A generator of numbers by a template such as `pid, context, 11, index`. */
  numeric(template?: string, count = this.#newCount()): Generator {
    const number = this.#numberOf(template ?? (this.#options.big ? 'pid,context,index' : 'context,index'));
    return new Generator(count, (at) => int(scrambled(number(at))));
  }

  /** A generator of codes. */
  codes(template?: string, shape: CodeShape = USUAL_SHAPE, count = this.#newCount()): Generator {
    const number = this.#numberOf(template ?? (this.#options.big ? 'pid,context,index' : 'index'));
    return new Generator(count, ({ context, index }) =>
      alphaCode(number({ context, index: 1000 + index }), shape),
    );
  }

  get state(): IdState {
    return { contexts: this.#contexts, numeric: this.#numeric?.count, codes: this.#codes?.count };
  }

  /** Goes on after an earlier run. */
  restore({ contexts, numeric, codes }: IdState): void {
    this.#contexts = contexts;
    if (numeric) this.#numeric = this.numeric(undefined, { ...numeric });
    if (codes) this.#codes = this.codes(undefined, USUAL_SHAPE, { ...codes });
  }

  #newCount(): Count {
    return { context: ++this.#contexts, index: 0 };
  }

  #numberOf(template: string): (count: Count) => bigint {
    const parts = template.split(',').map((part) => part.trim().toLowerCase());
    for (const part of parts)
      if (!/^(?:\d+|pid|context|index)$/.test(part))
        throw new FormulaError(
          `A template of unique ids has no part '${part}'.`,
          'Its parts are pid, context, index and numbers.',
        );
    const { pid } = this.#options;
    return (count) => {
      const known: Record<string, number> = { pid, context: count.context, index: count.index };
      return joined(parts.map((part) => known[part] ?? Number(part)));
    };
  }
}

/** Numbers as octal digits with a 9, which no octal number has, between them. */
function joined(numbers: readonly number[]): bigint {
  return BigInt(numbers.map((number) => number.toString(8)).join('9'));
}
