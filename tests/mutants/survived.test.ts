import { describe, expect, it } from 'vitest';
import { survivedOf } from './survived.ts';

const mutant = (status: string, line: number) => ({
  ...{ status, mutatorName: 'BooleanLiteral', replacement: 'false' },
  location: { start: { line } },
});
const report = {
  files: {
    'src/export/a.ts': {
      source: 'const one = true;\nconst two = true;\n',
      mutants: [mutant('Killed', 1), mutant('Timeout', 1), mutant('Survived', 2), mutant('NoCoverage', 1)],
    },
    'src/export/b.ts': { source: 'const two = true;', mutants: [mutant('Ignored', 1)] },
  },
};

describe('the survivors of a folder', () => {
  it('count against its score, unlike what is ignored', () => {
    expect(survivedOf('export', report, [])).toMatchObject({ found: 2, all: 4 });
  });
  it('are named with their lines where the list has no reason for them', () => {
    const listed = [{ why: 'a text for people', where: { 'a.ts': ['two = '] } }];
    expect(survivedOf('export', report, listed)).toMatchObject({
      unlisted: ['src/export/a.ts:1: const one = true; → BooleanLiteral false'],
      stale: [],
    });
  });
  it('that are listed and not there make their entries stale', () => {
    const listed = [{ why: 'a text for people', where: { 'a.ts': ['three'], 'b.ts': ['two = '] } }];
    expect(survivedOf('export', report, listed).stale).toEqual(['a.ts: three', 'b.ts: two = ']);
  });
});
