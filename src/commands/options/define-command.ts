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

/** `target-org` becomes `targetOrg`, as handlers read it. */
type CamelCase<Name extends string> = Name extends `${infer First}-${infer Rest}`
  ? `${First}${Capitalize<CamelCase<Rest>>}`
  : Name;

/** The types of the arguments, inferred by yargs from the declared positionals and options. */
export type ArgumentsOf<Declared extends Readonly<Record<string, Options | PositionalOptions>>> = {
  readonly [Name in keyof Declared & string as CamelCase<Name>]: InferredOptionType<Declared[Name]>;
};

export type GlobalArguments = ArgumentsOf<typeof globalOptions>;

/** The arguments of a command, and its action. */
export interface Command {
  positionals: Readonly<Record<string, PositionalOptions>>;
  options: Readonly<Record<string, Options>>;
  // A method rather than a property, so that each command can take its own arguments.
  run(args: object): void | Promise<void>;
}

/** Defines a command by its positionals, its options, and a handler of the typed arguments. */
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
