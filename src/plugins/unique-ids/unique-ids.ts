import { int } from '../../python/numbers/int.ts';
import type { PyObject, Value } from '../../python/value.ts';
import { UserError } from '../../shared/errors.ts';
import { FormulaError } from '../../shared/formula-error.ts';
import { alphaCode, type CodeShape, USUAL_SHAPE } from './alpha-code.ts';
import { scrambled } from './scramble.ts';

/** The plugin options of ids. */
export interface IdOptions {
  /**
   * The number of this run; Snowfakery uses time and process, but here it defaults to 1, so that runs are
   * reproducible.
   */
  pid: number;
  /** True if ids contain it, so that runs with different numbers have different ids. */
  big: boolean;
}

/** Reads the plugin options `pid` and `big_ids`. */
export function idOptionsOf(options: ReadonlyMap<string, string>): IdOptions {
  const [pid = '1', big = 'false'] = [options.get('pid'), options.get('big_ids')];
  const place = { file: '--plugin-option' };
  if (!/^\d{1,15}$/.test(pid))
    throw new UserError({ message: `\`pid\` must be a whole number; got "${pid}".`, place });
  if (!/^(?:1|true|yes|0|false|no)$/i.test(big))
    throw new UserError({ message: `\`big_ids\` must be true or false; got "${big}".`, place });
  return { pid: Number(pid), big: /^(?:1|true|yes)$/i.test(big) };
}

/** The state of a generator: its number among all, and how many ids it has made. */
export interface Count {
  context: number;
  index: number;
}

/** The state of all ids of a run, to continue from it. */
export interface IdState {
  contexts: number;
  numeric?: Count | undefined;
  codes?: Count | undefined;
}

/** A generator, whose `.unique_id` is new on each access. */
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
 * The unique ids of a run. All places in a recipe share one counter, and generators are numbered in the order in
 * which they are created, as in Snowfakery (UniqueId.py), so that a recipe has the same ids in both.
 */
export class UniqueIds {
  readonly #options: IdOptions;
  #contexts = 0;
  #numeric: Generator | undefined;
  #codes: Generator | undefined;

  constructor(options: IdOptions = { pid: 1, big: false }) {
    this.#options = options;
  }

  /** Returns `unique_id`: a number that is new in this run. */
  uniqueId(): Value {
    this.#numeric ??= this.numeric();
    return this.#numeric.next();
  }

  /** Returns `unique_alpha_code`: eight digits and capital letters that are new in this run. */
  uniqueAlphaCode(): Value {
    this.#codes ??= this.codes();
    return this.#codes.next();
  }

  /** Creates a generator of numbers from a template such as `pid, context, 11, index`. */
  numeric(template?: string, count = this.#newCount()): Generator {
    const number = this.#numberOf(template ?? (this.#options.big ? 'pid,context,index' : 'context,index'));
    return new Generator(count, (at) => int(scrambled(number(at))));
  }

  /** Creates a generator of codes. */
  codes(template?: string, shape: CodeShape = USUAL_SHAPE, count = this.#newCount()): Generator {
    const number = this.#numberOf(template ?? (this.#options.big ? 'pid,context,index' : 'index'));
    return new Generator(count, ({ context, index }) =>
      alphaCode(number({ context, index: 1000 + index }), shape),
    );
  }

  get state(): IdState {
    return { contexts: this.#contexts, numeric: this.#numeric?.count, codes: this.#codes?.count };
  }

  /** Continues from the state of an earlier run. */
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
          'Valid parts: pid, context, index, and numbers.',
        );
    const { pid } = this.#options;
    return (count) => {
      const known: Record<string, number> = { pid, context: count.context, index: count.index };
      return joined(parts.map((part) => known[part] ?? Number(part)));
    };
  }
}

/** Joins numbers as octal digits, separated by 9, which isn't an octal digit. */
function joined(numbers: readonly number[]): bigint {
  return BigInt(numbers.map((number) => number.toString(8)).join('9'));
}
