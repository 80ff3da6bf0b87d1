import { oneOfSteps } from '../../fakes/draws.ts';
import { PyDict } from '../../python/dict.ts';
import { bigOf } from '../../python/numbers/int.ts';
import { text } from '../../python/text.ts';
import type { Value } from '../../python/value.ts';
import type { BlockArguments, Expression } from '../../recipe/types.ts';
import type { BlockFunction, CompileContext, Evaluate } from '../compile/compile-context.ts';
import type { Row } from '../run/row.ts';
import { conditionHolds } from './condition.ts';
import { type EagerFunction, fail, wholeArgument } from './eager.ts';
import { compileWeight, FORMULA, indexByWeight, weightedKey, weightOf } from './weights.ts';

/** A chosen key is text, even in version 2, which reads numbers from texts. */
function compileKey(key: string, context: CompileContext): Evaluate {
  return FORMULA.test(key) ? context.compile({ kind: 'text', text: key, place: context.place }) : () => key;
}

interface Choice {
  probability: ((row: Row) => number) | undefined;
  when: Evaluate | undefined;
  pick: Evaluate;
}

/** In Snowfakery's order: `choice: x` picks x, and an empty `choice:` picks nothing. */
const CHOICE_PARAMETERS = ['pick', 'probability', 'when'];

/** The `choice` of a list item, or undefined for a plain value. */
function choiceOf(item: Expression, context: CompileContext, compile = context.compile): Choice | undefined {
  if (item.kind !== 'call' || item.name !== 'choice') return undefined;
  const { named, positional } = item.args;
  const given = (name: string) =>
    named.find((argument) => argument.name === name)?.value ?? positional[CHOICE_PARAMETERS.indexOf(name)];
  for (const argument of named) {
    if (!CHOICE_PARAMETERS.includes(argument.name)) {
      context.problem(
        `\`choice\` has no \`${argument.name}\`.`,
        argument.place,
        'Valid keys: probability, when, pick.',
      );
    }
  }
  const pick = given('pick');
  const probability = given('probability');
  const when = given('when');
  const isBlank = named.length === 0 && positional.length === 0;
  if (!pick && !isBlank) context.problem('A `choice` needs a `pick`.', item.place);
  return {
    probability: probability && compileWeight(probability, context),
    when: when && context.compile(when),
    pick: pick ? compile(pick) : () => null,
  };
}

/** A pick that may never be used: its problems are warnings, and errors only for a row that uses it. */
function compileIfReached(pick: Expression, context: CompileContext): Evaluate {
  const { run } = context;
  if (run.strict) return context.compile(pick);
  const before = run.problems.length;
  const evaluate = context.compile(pick);
  const [first, ...more] = run.problems.splice(before);
  if (!first) return evaluate;
  run.warnings.push(first, ...more);
  return () => fail(first.message, first.hint);
}

/** Uniform over a list, weighted over a map or over `choice` items; only the chosen item is evaluated. */
export const randomChoice: BlockFunction = (args: BlockArguments, context: CompileContext): Evaluate => {
  const { draw } = context.run;
  if (args.named.length > 0) {
    const names = args.named.map(({ name }) => compileKey(name, context));
    const weights = args.named.map(({ value }) => compileWeight(value, context));
    return (row) =>
      names[
        indexByWeight(
          weights.map((weight) => weight(row)),
          draw.next(),
        )
      ]!(row);
  }
  const items = listItems(args);
  const choices = items.map((item) => choiceOf(item, context));
  if (items.length === 0) context.problem('`random_choice` has nothing to choose from.');
  if (!choices.some((choice) => choice?.probability)) {
    const picks = items.map((item, i) => choices[i]?.pick ?? context.compile(item));
    const [only] = picks;
    // A formula that returns a list or a map of weights works as if it were written out: `random_choice:
    // ${{industry_titles}}`, `random_choice: ${{industry.case_types}}`.
    if (picks.length === 1 && only) {
      return (row) => {
        const value = only(row);
        if (value instanceof PyDict) return weightedKey(value, draw.next());
        return Array.isArray(value) && value.length > 0 ? draw.pick(value) : value;
      };
    }
    return (row) => picks[draw.below(picks.length)]!(row);
  }
  const all = choices.map((choice, i) => {
    if (choice?.probability) return { probability: choice.probability, pick: choice.pick };
    context.problem('Either all choices need a `probability`, or none.', items[i]!.place);
    return { probability: () => 0, pick: () => null };
  });
  return (row) =>
    all[
      indexByWeight(
        all.map((choice) => choice.probability(row)),
        draw.next(),
      )
    ]!.pick(row);
};

/** The items of `f: [a, b]` or `f: a`. */
function listItems(args: BlockArguments): readonly Expression[] {
  const [first] = args.positional;
  return args.positional.length === 1 && first?.kind === 'list' ? first.items : args.positional;
}

/** In a formula: uniform over the arguments, or weighted by keywords. */
export const randomChoiceCall = {
  call(positional: Value[], keyword: Record<string, Value>, chance: number): Value {
    const names = Object.keys(keyword);
    if (names.length > 0 && positional.length > 0)
      fail('random_choice() takes values, or names with their weights, but not both.');
    if (names.length > 0)
      return names[
        indexByWeight(
          names.map((name) => weightOf(keyword[name])),
          chance,
        )
      ]!;
    const items = positional.length === 1 && Array.isArray(positional[0]) ? positional[0] : positional;
    if (items.length === 0) fail('random_choice() has nothing to choose from.');
    return items[Math.floor(chance * items.length)]!;
  },
};

/** Returns the pick of the first `choice` whose `when` is true, or of the last one, which may have no `when`. */
export const ifBlock: BlockFunction = (args, context) => {
  const items = listItems(args);
  const choices = items.map((item) => {
    const choice = choiceOf(item, context, (pick) => compileIfReached(pick, context));
    if (!choice) context.problem('`if` must be a list of `choice`.', item.place);
    return choice ?? { probability: undefined, when: undefined, pick: () => null };
  });
  for (const [i, choice] of choices.entries()) {
    if (choice.when || i === choices.length - 1) continue;
    context.problem('Only the last `choice` of an `if` can omit `when`.', items[i]!.place);
  }
  const last = choices.at(-1);
  if (!last) context.problem('`if` needs at least one `choice`.');
  return (row) => (choices.find(({ when }) => when && conditionHolds(when(row))) ?? last)?.pick(row) ?? null;
};

export const randomNumber: EagerFunction = {
  parameters: ['min', 'max', 'step'],
  required: 2,
  call([min, max, step], { run }) {
    const [low, high, by] = [
      wholeArgument(min, 'min'),
      wholeArgument(max, 'max'),
      wholeArgument(step ?? 1, 'step'),
    ];
    if (bigOf(by)! <= 0n) fail('step must be above 0.');
    if (bigOf(high)! < bigOf(low)!)
      fail(`\`max\` must be at least \`min\` (${text(low)}); got ${text(high)}.`);
    return oneOfSteps(run.draw, low, high, by);
  },
};
