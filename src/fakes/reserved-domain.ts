import type { Draw } from '../random/draw.ts';

/** Domains that RFC 2606 keeps free, so that no made-up address reaches anybody. */
export const RESERVED_DOMAINS = ['example.com', 'example.net', 'example.org'] as const;

export function reservedDomain(draw: Draw): string {
  return draw.pick(RESERVED_DOMAINS);
}

/** `kim-novak.example.com`: a domain of its own look under one that is free. */
export function madeUpDomain(draw: Draw, last: readonly string[]): string {
  const second = draw.below(2) === 0 ? '' : `-${draw.pick(last)}`;
  return `${draw.pick(last)}${second}.${reservedDomain(draw)}`;
}
