import type { Outcome } from './runner.ts';
import type { Ending } from './trial.ts';

/** What is wrong with an outcome, whatever the trial was; undefined where nothing is. */
export function findingOf(outcome: Outcome): string | undefined {
  if ('lost' in outcome) return outcome.lost;
  for (const ending of outcome.endings) {
    const finding = findingOfCommand(ending);
    if (finding) return `${ending.command.join(' ')}: ${finding}`;
  }
  return verifiedLast(outcome.endings);
}

/** A line of a message is no longer than a person reads. */
const LONGEST_LINE = 1_500;
const MOST_LINES = 150;

function findingOfCommand({ exitCode, output, changed }: Ending): string | undefined {
  if (exitCode === null) return `an error of the tool itself: ${output.slice(0, 600)}`;
  const control = /[\p{Cc}\u2028\u2029]/u.exec(output.replaceAll(/[\n\t]/g, ''));
  if (control)
    return `prints the control character ${JSON.stringify(control[0])}: ${JSON.stringify(output.slice(0, 300))}`;
  const long = output.split('\n').find((line) => line.length > LONGEST_LINE);
  if (long) return `prints a line of ${long.length} characters: ${long.slice(0, 200)}`;
  if (exitCode === 2) {
    const lines = output.trimEnd().split('\n').length;
    if (lines > MOST_LINES) return `tells of ${lines} problems: ${output.slice(0, 300)}`;
    if (!/\w/.test(output)) return 'is refused without a word';
    const written = changed.filter((name) => !/^cache\//.test(name));
    if (written.length > 0) return `is refused and wrote ${written.join(', ')}: ${output.slice(0, 200)}`;
  }
  if (/\[object \w+\]|\bundefined\b.*\bis not\b|Cannot read prop/.test(output))
    return `prints code: ${output.slice(0, 300)}`;
  return undefined;
}

/** What was made passes `verify`, where that is asked right after. */
function verifiedLast(endings: readonly Ending[]): string | undefined {
  const last = endings.at(-1);
  if (last?.command[0] !== 'verify' || last.exitCode === 0 || endings.length < 2) return undefined;
  return `made what verify refuses: ${last.output.slice(0, 600)}`;
}
