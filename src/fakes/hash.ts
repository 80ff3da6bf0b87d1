import type { Definition } from './definition.ts';
import { ABSENT, fake } from './definition.ts';
import { characters } from './numerify.ts';

const HEX = '0123456789abcdef';

/** Identifiers in hexadecimal digits. */
export const HASH: Record<string, Definition> = {
  uuid4: fake('text', { cast_to: ABSENT }, ({ draw }) => {
    const hex = characters(draw, HEX, 30);
    const variant = '89ab'[draw.below(4)];
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(12, 15)}-${variant}${hex.slice(15, 18)}-${hex.slice(18)}`;
  }),
  md5: hexadecimal(32),
  sha1: hexadecimal(40),
  sha256: hexadecimal(64),
};

/** The hash of something random is random digits. */
function hexadecimal(length: number): Definition {
  return fake('text', { raw_output: false }, ({ draw }) => characters(draw, HEX, length));
}
