import type { InferredOptionType, Options, PositionalOptions } from 'yargs';

/** The options that every command has. */
export const globalOptions = {
  config: {
    type: 'string',
    describe: 'Configuration file, or its name in recipes/ (default: config.yml)',
  },
  json: { type: 'boolean', describe: 'Print one JSON document, including errors' },
  quiet: { type: 'boolean', describe: 'Errors only' },
  verbose: { type: 'boolean', describe: 'Show detailed progress' },
} as const;

/** `target-org` as handlers read it: `targetOrg`. */
type CamelCase<Name extends string> = Name extends `${infer First}-${infer Rest}`
  ? `${First}${Capitalize<CamelCase<Rest>>}`
  : Name;

/** The arguments that declared positionals and options become, by the types that yargs infers. */
export type ArgumentsOf<Declared extends Readonly<Record<string, Options | PositionalOptions>>> = {
  readonly [Name in keyof Declared & string as CamelCase<Name>]: InferredOptionType<Declared[Name]>;
};

export type GlobalArguments = ArgumentsOf<typeof globalOptions>;

/** What a command takes and does. */
export interface Command {
  positionals: Readonly<Record<string, PositionalOptions>>;
  options: Readonly<Record<string, Options>>;
  // A method, so that each command can take the arguments that it declares.
  run(args: object): void | Promise<void>;
}

/** A command from its positionals, its options, and what it does with the arguments that these become. */
export function defineCommand<
  const Positionals extends Command['positionals'],
  const OwnOptions extends Command['options'],
>(command: {
  positionals: Positionals;
  options: OwnOptions;
  run: (args: ArgumentsOf<Positionals> & ArgumentsOf<OwnOptions> & GlobalArguments) => void | Promise<void>;
}): Command {
  return command;
}
