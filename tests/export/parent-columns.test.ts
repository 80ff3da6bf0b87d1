import { describe, expect, it } from 'vitest';
import { fileTags, groupSignatures, signatureKey } from '../../src/export/compile/parent-columns.ts';

const grouped = (...signatures: string[][]) =>
  Object.fromEntries([...groupSignatures(signatures)].map(([key, types]) => [key, types.join('|')]));

describe('rows with parents of several types', () => {
  it.each([
    [
      'share a file where they have the same',
      [
        ['A', 'C'],
        ['A', 'C'],
      ],
      { 'A|C': 'A|C' },
    ],
    [
      'share a file where one has none',
      [
        ['', 'C'],
        ['A', 'C'],
      ],
      { 'A|C': 'A|C', '|C': 'A|C' },
    ],
    [
      'fill up each other',
      [
        ['A', ''],
        ['', 'C'],
      ],
      { 'A|': 'A|C', '|C': 'A|C' },
    ],
    [
      'are apart where one lookup has two',
      [
        ['A', ''],
        ['B', ''],
      ],
      { 'A|': 'A|', 'B|': 'B|' },
    ],
    [
      'without any go with the first file',
      [
        ['', ''],
        ['B', ''],
        ['A', ''],
      ],
      { '|': 'A|', 'A|': 'A|', 'B|': 'B|' },
    ],
  ])('%s', (_, signatures, files) => {
    expect(grouped(...signatures)).toEqual(files);
  });

  it('are in a file that fits each of them, however many there are and in whatever order', () => {
    const types = ['', 'A', 'B', 'C'];
    const all = types.flatMap((one) => types.flatMap((two) => types.map((three) => [one, two, three])));
    const groups = groupSignatures(all);
    for (const signature of all) {
      const file = groups.get(signatureKey(signature))!;
      expect(signature.every((type, at) => type === '' || type === file[at])).toBe(true);
    }
    const files = (groups_: typeof groups) => new Set([...groups_.values()].map(signatureKey));
    // As few as the combinations without a blank.
    expect(files(groups).size).toBe(27);
    expect(groupSignatures(all.toReversed())).toEqual(groups);
  });
});

describe('the files of one object', () => {
  const lookup = (field: string) => ({
    ...{ kind: 'reference' as const, field, relationship: field, polymorphic: true },
    ...{ createOnly: false, required: false },
  });
  const tagsOf = (...groups: string[][]) => [...fileTags(groups, [lookup('What'), lookup('Who')]).values()];
  it.each([
    ['have no tag where there is one', [['A', 'C']], ['']],
    [
      'are named by the lookup that differs',
      [
        ['A', 'C'],
        ['B', 'C'],
      ],
      ['-A', '-B'],
    ],
    [
      'are named by both',
      [
        ['A', 'C'],
        ['B', 'L'],
      ],
      ['-A-C', '-B-L'],
    ],
    [
      'say that one has none',
      [
        ['A', 'C'],
        ['B', ''],
        ['', 'L'],
      ],
      ['-A-C', '-B-none', '-none-L'],
    ],
    [
      'are not told apart by a type that only one has',
      [
        ['A', 'C'],
        ['A', ''],
      ],
      ['', ''],
    ],
  ])('%s', (_, groups, tags) => {
    expect(tagsOf(...groups)).toEqual(tags);
  });
});
