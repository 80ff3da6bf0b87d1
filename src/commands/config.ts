import type { Argv } from 'yargs';
import { type Command, configWith, type GlobalOptions } from './settings.ts';

const handler = async (args: GlobalOptions): Promise<void> => {
  const resolved = configWith(args, []);
  if (args.json) {
    const { config, origins } = resolved;
    process.stdout.write(`${JSON.stringify({ config, origins: Object.fromEntries(origins) }, null, 2)}\n`);
    return;
  }
  const { configText } = await import('./config-text.ts');
  process.stdout.write(configText(resolved));
};

export default {
  builder: (yargs: Argv) =>
    yargs.positional('action', { choices: ['show'] as const, describe: 'What to do' }),
  handler,
} as unknown as Command;
