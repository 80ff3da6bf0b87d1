import type { Value } from '../../python/value.ts';
import type { ObjectTemplate } from '../../recipe/types.ts';

/** The value of a `var` at run time; undefined until its statement has run. */
export class Variable {
  value: Value | undefined;
}

/** A variable as seen from a place in the recipe; `sure` if its statement has always run before. */
export interface Binding {
  variable: Variable;
  sure: boolean;
}

/** The variable that sets the locale of fakes; it applies to the templates after it. */
export const LOCALE = 'snowfakery_locale';

/**
 * The variables that a template sets in its friends or with `for_each`. As in Snowfakery, each run of its loop begins
 * with the outer values, and what a row's friends set is passed on to the next row.
 */
export class LoopVariables {
  /** The variables visible to the fields and friends of the template. */
  readonly seen: ReadonlyMap<string, Binding>;
  readonly own = new Map<string, Variable>();
  readonly #outer: ReadonlyMap<string, Variable | undefined>;

  constructor({ friends, forEach }: ObjectTemplate, outer: ReadonlyMap<string, Binding>) {
    const seen = new Map(outer);
    const add = (name: string, sure: boolean): void => {
      const variable = this.own.get(name) ?? new Variable();
      this.own.set(name, variable);
      seen.set(name, { variable, sure });
    };
    for (const friend of friends)
      if (friend.kind === 'var' && friend.name !== LOCALE)
        add(friend.name, outer.get(friend.name)?.sure ?? false);
    if (forEach) add(forEach.name, true);
    this.seen = seen;
    this.#outer = new Map([...this.own.keys()].map((name) => [name, outer.get(name)?.variable]));
  }

  begin(): void {
    for (const [name, variable] of this.own) variable.value = this.#outer.get(name)?.value;
  }
}
