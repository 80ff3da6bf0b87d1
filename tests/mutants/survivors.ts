/** Why no test finds some changes of a folder, and where they are: by file, words of the line on which a change begins. */
export interface Survivors {
  why: string;
  where: Readonly<Record<string, readonly string[]>>;
}

/** The changes that no test can find, or none should, by folder. `make mutants` names any other, and each entry that holds none. */
export const SURVIVORS: Readonly<Record<string, readonly Survivors[]>> = {};
