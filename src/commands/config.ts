import { stringify } from 'yaml';
import type { Argv } from 'yargs';
import { type Command, configWith, type GlobalOptions } from './settings.ts';

const handler = (args: GlobalOptions): void => {
  const { config, origins } = configWith(args, []);
  if (args.json) {
    process.stdout.write(`${JSON.stringify({ config, origins: Object.fromEntries(origins) }, null, 2)}\n`);
    return;
  }
  const leaves = [...origins].map(
    ([path, source]) => [`${path}: ${valueText(leafOf(config, path))}`, source] as const,
  );
  const width = Math.min(60, Math.max(...leaves.map(([text]) => text.length)));
  for (const [text, source] of leaves) process.stdout.write(`${text.padEnd(width)}  # ${source}\n`);
};

/** A leaf by its dotted path; keys such as `Case.Status` hold dots themselves. */
function leafOf(value: unknown, path: string): unknown {
  if (path === '' || typeof value !== 'object' || value === null) return value;
  const key = Object.keys(value)
    .filter((name) => path === name || path.startsWith(`${name}.`))
    .sort((a, b) => b.length - a.length)[0];
  return key === undefined
    ? undefined
    : leafOf((value as Record<string, unknown>)[key], path.slice(key.length + 1));
}

function valueText(value: unknown): string {
  return stringify(value, { lineWidth: 0 }).trim();
}

export default {
  builder: (yargs: Argv) =>
    yargs.positional('action', { choices: ['show'] as const, describe: 'What to do' }),
  handler,
} as unknown as Command;
