import { describe, expect, it } from 'vitest';
import { Notes } from '../../src/export/compile/notes.ts';
import { tableOf } from './tables.ts';

const noted = (work: (notes: Notes) => void) => {
  const notes = new Notes();
  work(notes);
  return notes.all();
};
const place = (line: number) => ({ file: 'Case.csv', line });

describe('what a compilation says', () => {
  it('of a mapped value is one sentence with its rows, and names a blank as one', () => {
    const { notes } = noted((all) => {
      for (let row = 0; row < 3; row++) all.mapped('Case', 'Status', 'On Hold', 'Working');
      all.mapped('Case', 'Origin', 'Fax', '');
      all.mapped('Case', 'Status', 'On Ice', 'Working');
    });
    expect(notes).toEqual([
      'Case.Status: "On Hold" loads as "Working" (3 rows).',
      'Case.Origin: "Fax" loads as blank (1 row).',
      'Case.Status: "On Ice" loads as "Working" (1 row).',
    ]);
  });

  it('of an unknown value is one entry for each field and value, with its rows', () => {
    const picklist = { values: ['New'], restricted: true };
    const { unknownValues } = noted((all) => {
      all.unknown('Case', 'Status', 'Odd', { ...picklist, mappedTo: 'Odder' });
      all.unknown('Case', 'Status', 'Odd', { ...picklist, mappedTo: 'Odder' });
      all.unknown('Case', 'Origin', 'Odd', { ...picklist, mappedTo: undefined });
      all.unknown('Task', 'Status', 'Odd', { ...picklist, mappedTo: undefined });
      all.unknown('Case', 'Status', 'Even', { ...picklist, mappedTo: undefined });
    });
    const common = { value: 'Odd', restricted: true, known: ['New'] };
    expect(unknownValues).toEqual([
      { sobject: 'Case', field: 'Status', ...common, rows: 2, mappedTo: 'Odder' },
      { sobject: 'Case', field: 'Origin', ...common, rows: 1 },
      { sobject: 'Task', field: 'Status', ...common, rows: 1 },
      { sobject: 'Case', field: 'Status', ...common, rows: 1, value: 'Even' },
    ]);
  });

  it('of a column that the org lacks has the nearest name of the org, if one is near', () => {
    const cases = tableOf('Case', 'Statuss');
    const { warnings } = noted((all) => {
      all.missing(cases, 'Statuss', ['Status', 'Origin']);
      all.missing(cases, 'Elsewhere', ['Status', 'Origin']);
    });
    expect(warnings.map(({ hint }) => hint)).toEqual(['Did you mean Status?', undefined]);
    expect(warnings[1]).not.toHaveProperty('hint');
  });

  it.each([
    [5, []],
    [6, ['1 more row has such a reference.']],
    [1_007, ['1,002 more rows have such a reference.']],
  ])('of %i rows with one kind of problem names five, and counts the others', (count, more) => {
    const { problems } = noted((all) => {
      for (let row = 0; row < count; row++) all.problem({ message: `Row ${row}`, place: place(row) }, 'kind');
    });
    expect(problems.map(({ message }) => message)).toEqual([
      ...['Row 0', 'Row 1', 'Row 2', 'Row 3', 'Row 4'],
      ...more,
    ]);
    if (more.length > 0) expect(problems.at(-1)!.place).toEqual({ file: 'Case.csv' });
  });

  it('of problems of several kinds keeps each kind apart; a problem is a kind by its words', () => {
    const { problems } = noted((all) => {
      for (let row = 0; row < 6; row++) {
        all.problem({ message: `A ${row}`, place: place(row) }, 'a');
        all.problem({ message: 'B' });
      }
      all.problem({ message: 'C' });
    });
    expect(problems.map(({ message }) => message.slice(0, 1)).join('')).toBe('ABABABABABC11');
  });
});
