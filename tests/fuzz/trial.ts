/** Files and the commands that are run on them in one folder. */
export interface Trial {
  /** Contents as bytes in Latin-1, by path. */
  files: Readonly<Record<string, string>>;
  commands: readonly (readonly string[])[];
}

/** How one command of a trial ended. */
export interface Ending {
  command: readonly string[];
  /** 0, or the exit code of what was refused; null where an error of the tool itself escaped. */
  exitCode: number | null;
  /** What was printed; of an error of the tool itself its stack. */
  output: string;
  /** The paths that were there afterwards and not before, or with other bytes. */
  changed: string[];
}

/** Text as bytes in Latin-1. */
export const bytesOf = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
