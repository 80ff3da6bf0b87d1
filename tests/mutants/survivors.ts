/** Why no test finds some changes of a folder, and where they are: by file, words of the line on which a change begins. */
export interface Survivors {
  why: string;
  where: Readonly<Record<string, readonly string[]>>;
}

/** The changes that no test can find, or none should, by folder. `make mutants` names any other, and each entry that holds none. */
export const SURVIVORS: Readonly<Record<string, readonly Survivors[]>> = {
  load: [
    {
      why: 'only a power failure tells whether the disk was told to write at once',
      where: { 'receipts/sent-store.ts': ['fsyncSync(fd)'], 'run/journal.ts': ['fsyncSync(this.#fd)'] },
    },
    {
      why: 'one set for the records with the same fields only spares memory',
      where: { 'receipts/sent-store.ts': ['if (known) return known'] },
    },
    {
      why: 'flags without a digit are as unset as a zero',
      where: { 'receipts/sent-store.ts': ["'0', this.created(id)"] },
    },
    {
      why: 'a result without a reason has none either way',
      where: { 'execute/change-records.ts': ['{ success: false, errors: [] }'] },
    },
    {
      why: 'a file whose rows have no External ID is matched by its parents or by what it says',
      where: {
        'difference/read-org.ts': ["match.by === 'parents' ? match.fields"],
        'difference/insert-context.ts': ['parents.length > 0'],
        'difference/by-parents.ts': ["identity[0] ?? ''"],
      },
    },
    {
      why: 'a row always has a key; the types allow it to have none',
      where: { 'report/report.ts': ["[key = '']"] },
    },
    {
      why: 'a name that is compared with its like may be joined by anything that no part has in it',
      where: { 'report/causes.ts': ["message.replaceAll(OF_A_ROW, '…')"] },
    },
  ],
};
