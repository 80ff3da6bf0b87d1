import type { Value } from '../python/value.ts';
import type { ObjectTemplate } from '../recipe/types.ts';

/** What a `var` holds while the recipe runs; undefined until its statement has run. */
export class Variable {
  value: Value | undefined;
}

/** A variable as a place of the recipe sees it; it is `sure` where its statement has always run by then. */
export interface Binding {
  variable: Variable;
  sure: boolean;
}

/** The variable that names the locale of fakes from here on; it holds for the templates that follow it. */
export const LOCALE = 'snowfakery_locale';

/**
 * The variables that a template sets itself, in its friends or with `for_each`. As in Snowfakery each run of its loop
 * begins with the values from outside, and hands what a row's friends set on to the next row.
 */
export class LoopVariables {
  /** What the fields and friends of the template see. */
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
