import type { Draw } from '../random/draw.ts';
import { luhn } from './check-digits.ts';
import type { Definition } from './definition.ts';
import { plain } from './definition.ts';
import { times } from './draws.ts';

const digits = (draw: Draw, count: number): string => times(count, () => draw.below(10)).join('');

const weighted = (body: string, weights: readonly number[]): number =>
  weights.reduce((sum, weight, i) => sum + weight * Number(body[i]), 0);

/** A digit of Brazil's register numbers: 11 less the rest, and 0 from 10 on. */
function brazilian(body: string, weights: readonly number[]): string {
  const digit = 11 - (weighted(body, weights) % 11);
  return String(digit > 9 ? 0 : digit);
}

const downFrom = (start: number, count: number) => Array.from({ length: count }, (_, i) => start - i);

function cpf(draw: Draw): string {
  const body = digits(draw, 9);
  const first = body + brazilian(body, downFrom(10, 9));
  const all = first + brazilian(first, downFrom(11, 10));
  return all.replace(/(...)(...)(...)(..)/, '$1.$2.$3-$4');
}

const CNPJ = [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2];

function cnpj(draw: Draw): string {
  const body = `${digits(draw, 8)}0001`;
  const first = body + brazilian(body, CNPJ);
  const all = first + brazilian(first, [6, ...CNPJ]);
  return all.replace(/(..)(...)(...)(....)(..)/, '$1.$2.$3/$4-$5');
}

function siren(draw: Draw): string {
  const body = `${1 + draw.below(9)}${digits(draw, 7)}`;
  return body + luhn(body);
}

function siret(draw: Draw): string {
  const body = `${siren(draw)}000${digits(draw, 1)}`;
  return body + luhn(body);
}

/** A Polish tax number; one whose check digit would be 10 is drawn again. */
function nip(draw: Draw): string {
  for (;;) {
    const body = `${1 + draw.below(9)}${1 + draw.below(9)}${1 + draw.below(9)}${digits(draw, 6)}`;
    const check = weighted(body, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11;
    if (check < 10) return body + check;
  }
}

const grouped = (text: string, form: RegExp, into: string): string => text.replace(form, into);

const of = (make: (draw: Draw) => string): Definition => plain('text', ({ draw }) => make(draw));

/** Numbers of people and companies with valid check digits, by the locale that has them. */
export const PERSONAL_NUMBERS: Readonly<Record<string, Readonly<Record<string, Definition>>>> = {
  pt_BR: { cpf: of(cpf), cnpj: of(cnpj) },
  fr_FR: {
    siren: of((draw) => grouped(siren(draw), /(...)(...)(...)/, '$1 $2 $3')),
    siret: of((draw) => grouped(siret(draw), /(...)(...)(...)(.....)/, '$1 $2 $3 $4')),
  },
  pl_PL: { nip: of(nip) },
};
