import { PyDate } from '../../python/dates/date.ts';
import type { PyDateTime } from '../../python/dates/datetime.ts';
import type { Value } from '../../python/value.ts';
import { FormulaError } from '../../shared/formula-error.ts';
import { Series } from '../series.ts';

interface EventSets {
  /** True if its values are dates, false for datetimes. */
  isDate: boolean;
  /** True if a rule has no end before the last year of the calendar. */
  endless: boolean;
  included: Iterable<PyDateTime>[];
  excluded: Iterable<PyDateTime>[];
}

/** The events of a schedule in order, without duplicates, computed on demand. */
export class Events extends Series {
  readonly #sets: EventSets;

  constructor(sets: EventSets) {
    const known: Value[] = [];
    const more = merged(sets)[Symbol.iterator]();
    super({
      name: 'Schedule.Event',
      ...(sets.endless && { endless: true as const }),
      valueAt(index) {
        while (known.length <= index) {
          const next = more.next();
          if (next.done) return undefined;
          known.push(sets.isDate ? PyDate.fromDays(next.value.days) : next.value);
        }
        return known[index];
      },
    });
    this.#sets = sets;
  }

  /** The same events as datetimes, from the first, for another schedule to include or exclude. */
  moments(): Iterable<PyDateTime> {
    return { [Symbol.iterator]: () => merged(this.#sets)[Symbol.iterator]() };
  }
}

/** The search for the next event ends after this many excluded events in a row. */
const MOST_EXCLUDED = 10_000;

function* merged({ included, excluded }: EventSets): Iterable<PyDateTime> {
  const heads = included.map((set) => new Head(set));
  const exceptions = excluded.map((set) => new Head(set));
  let last: number | undefined;
  let skipped = 0;
  for (;;) {
    const next = earliest(heads);
    if (!next) return;
    const event = next.take();
    if (event.epoch === last) continue;
    last = event.epoch;
    for (const exception of exceptions) exception.skipBefore(event.epoch);
    if (exceptions.some((exception) => exception.epoch === event.epoch)) {
      if (++skipped > MOST_EXCLUDED) throw new FormulaError('The schedule excludes all of its events.');
      continue;
    }
    skipped = 0;
    yield event;
  }
}

function earliest(heads: Head[]): Head | undefined {
  return heads.reduce<Head | undefined>(
    (best, head) => (head.epoch < (best?.epoch ?? Number.POSITIVE_INFINITY) ? head : best),
    undefined,
  );
}

/** A sequence of events with a look at the next one. */
class Head {
  readonly #events: Iterator<PyDateTime>;
  #next: PyDateTime | undefined;

  constructor(events: Iterable<PyDateTime>) {
    this.#events = events[Symbol.iterator]();
    this.#advance();
  }

  /** Seconds since 1970 UTC of the next event; infinite past the end. */
  get epoch(): number {
    return this.#next?.epoch ?? Number.POSITIVE_INFINITY;
  }

  take(): PyDateTime {
    const event = this.#next!;
    this.#advance();
    return event;
  }

  skipBefore(epoch: number): void {
    while (this.epoch < epoch) this.#advance();
  }

  #advance(): void {
    const next = this.#events.next();
    this.#next = next.done ? undefined : next.value;
  }
}
