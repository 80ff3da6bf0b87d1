import type { Draw } from '../random/draw.ts';
import { gs1, isbn10 } from './check-digits.ts';
import type { Definition } from './definition.ts';
import { fake } from './definition.ts';
import { characters } from './numerify.ts';

/** Numbers of books with right check digits. */
export const BOOK_NUMBER: Record<string, Definition> = {
  isbn10: fake('text', { separator: '-' }, ({ draw }, { separator }) => {
    const parts = book(draw);
    return [...parts, isbn10(parts.join(''))].join(separator);
  }),
  isbn13: fake('text', { separator: '-' }, ({ draw }, { separator }) => {
    const parts = ['978', ...book(draw)];
    return [...parts, gs1(parts.join(''))].join(separator);
  }),
  sbn9: fake('text', { separator: '-' }, ({ draw }, { separator }) => {
    const [, ...parts] = book(draw, '0');
    return [...parts, isbn10(`0${parts.join('')}`)].join(separator);
  }),
};

/** Group, publisher and title of an English book; how long the publisher's part is depends on its first digits. */
function book(draw: Draw, only?: '0'): string[] {
  const group = only ?? draw.pick(['0', '1'] as const);
  const digits = characters(draw, '0123456789', 8);
  const [, length] = PUBLISHERS[group].find(([last]) => digits.slice(0, 7) <= last)!;
  return [group, digits.slice(0, length), digits.slice(length)];
}

/** The range message of the International ISBN Agency: up to these digits the publisher's part is so long. */
const PUBLISHERS = {
  '0': [
    ['1999999', 2],
    ['2279999', 3],
    ['2289999', 4],
    ['6479999', 3],
    ['6489999', 7],
    ['6999999', 3],
    ['8499999', 4],
    ['8999999', 5],
    ['9499999', 6],
    ['9999999', 7],
  ],
  '1': [
    ['0999999', 2],
    ['3999999', 3],
    ['5499999', 4],
    ['7319999', 5],
    ['7399999', 7],
    ['8697999', 5],
    ['9729999', 6],
    ['9877999', 4],
    ['9989999', 6],
    ['9999999', 7],
  ],
} as const;
