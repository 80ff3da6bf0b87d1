import { matchesGlob, relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { FOLDERS } from './folders.ts';

/** Runs the tests of a folder in the order of their globs: what takes longest only meets the changes that all else missed. */
export class InOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const globs = FOLDERS[process.env.MUTANTS_FOLDER ?? ''] ?? [];
    const place = ({ moduleId }: TestSpecification) =>
      globs.findIndex((glob) => matchesGlob(relative(process.cwd(), moduleId), glob));
    return files.toSorted((a, b) => place(a) - place(b));
  }
}
