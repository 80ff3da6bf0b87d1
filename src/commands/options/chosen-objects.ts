import { UserError } from '../../shared/errors.ts';
import { misspelled } from '../../shared/nearest.ts';

/** `--only` and `--skip`. */
export const chosenOptions = {
  only: { type: 'string', requiresArg: true, describe: 'Only these objects (example: Account,Contact)' },
  skip: { type: 'string', requiresArg: true, describe: 'Leave these objects out (example: Event,Task)' },
} as const;

/** The objects of a dataset that a command is for; undefined if for all. An object that the dataset doesn't have is a UserError. */
export function chosenObjects(
  { only, skip }: { only?: string | undefined; skip?: string | undefined },
  known: readonly string[],
): string[] | undefined {
  if (only === undefined && skip === undefined) return undefined;
  const named = (text: string | undefined) => text?.split(',').map((one) => one.trim());
  const [chosen, left] = [named(only), named(skip)];
  const problems = [...unknown('--only', chosen, known), ...unknown('--skip', left, known)];
  if (problems.length > 0) throw new UserError(problems);
  const rest = known.filter((name) => (!chosen || chosen.includes(name)) && !left?.includes(name));
  if (rest.length > 0) return rest;
  throw new UserError({ message: '`--only` and `--skip` leave no object.' });
}

function unknown(option: string, names: readonly string[] = [], known: readonly string[]) {
  return names
    .filter((name) => !known.includes(name))
    .map((name) => ({
      message: `The dataset has no ${name}.`,
      place: { file: option },
      hint: `Valid names: ${known.join(', ')}.`,
      ...misspelled(name, known),
    }));
}
