/** The folders of the source that are tried, and the tests that hold each and start no process, the quick ones first. One below another is tried by itself. */
export const FOLDERS: Record<string, string[]> = {
  allocation: ['tests/allocation/*.test.ts'],
  export: ['tests/export/*.test.ts'],
  'enrich/cache': ['tests/enrich/cache/*.test.ts'],
  load: [
    'tests/load/*.test.ts',
    'tests/load/whole/{load,plan,changes}.test.ts',
    'tests/load/whole/{cleanup,setup,validate}.test.ts',
    'tests/load/whole/{trouble,earlier}.test.ts',
    'tests/load/whole/{names,prices,row-kinds,skip,size}.test.ts',
    'tests/load/whole/{adopt,calls-in-flight}.test.ts',
    'tests/load/whole/kills.test.ts',
  ],
  'load/loaders/api': ['tests/load/whole/direct.test.ts'],
};

/** Where Stryker puts what it finds out about a folder. */
export const reportOf = (folder: string) => `reports/mutants/${folder.replaceAll('/', '-')}`;
