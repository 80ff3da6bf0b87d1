import { PyTuple } from '../../python/tuple.ts';
import type { Value } from '../../python/value.ts';

/** What `groupby` yields: a pair that also knows its parts by name. */
export class Group extends PyTuple {
  constructor(grouper: Value, list: Value[]) {
    super([grouper, list]);
  }

  pyGet(name: string): Value | undefined {
    return name === 'grouper' ? this.items[0] : name === 'list' ? this.items[1] : undefined;
  }

  pyNames(): string[] {
    return ['grouper', 'list'];
  }
}
