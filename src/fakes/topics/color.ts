import { text } from '../../python/text.ts';
import { PyTuple } from '../../python/tuple.ts';
import type { Value } from '../../python/value.ts';
import type { Draw } from '../../random/draw.ts';
import { argumentError, asItems, asNumber } from '../arguments.ts';
import { ABSENT, plain, plainWith, wordOf } from '../define.ts';
import { between, times } from '../draws.ts';
import type { Fake, Topic } from '../fake.ts';
import { COLOR_NAMES } from '../tables/color-names.ts';

/** Colors by name and by number. */
export const COLOR = {
  color_name: wordOf((locale) =>
    locale.owns('color', 'human') ? locale.words('color', 'human') : COLOR_NAMES,
  ),
  safe_color_name: wordOf(() => SAFE_NAMES),
  hex_color: plain('text', ({ draw }) => hex(times(3, () => draw.below(256)))),
  safe_hex_color: plain('text', ({ draw }) => hex(times(3, () => draw.below(16) * 17))),
  rgb_color: plain('text', ({ draw }) => times(3, () => draw.below(256)).join(',')),
  rgb_css_color: plain('text', ({ draw }) => `rgb(${times(3, () => draw.below(256)).join(',')})`),
  color: plainWith(
    'text',
    { hue: ABSENT, luminosity: ABSENT, color_format: 'hex' },
    ({ draw }, { hue, luminosity, color_format }) => {
      const hsv = hsvOf(draw, 'color', hue, luminosity);
      const formatted = FORMATS.get(color_format)?.(hsv);
      if (formatted !== undefined) return formatted;
      throw argumentError('color', 'color_format', 'must be hex, rgb, hsl or hsv', color_format);
    },
  ),
  color_rgb: inFormat('color_rgb', rgbOf),
  color_rgb_float: inFormat('color_rgb_float', (hsv) =>
    fractionsOf(hsv).map((part) => Math.round(part * 1e4) / 1e4),
  ),
  color_hsl: inFormat('color_hsl', hslOf),
  color_hsv: inFormat('color_hsv', (hsv) => [...hsv]),
} satisfies Topic;

type Hsv = readonly [hue: number, saturation: number, value: number];

function inFormat(name: string, format: (hsv: Hsv) => Value[]): Fake {
  return plainWith(
    'tuple',
    { hue: ABSENT, luminosity: ABSENT },
    ({ draw }, { hue, luminosity }) => new PyTuple(format(hsvOf(draw, name, hue, luminosity))),
  );
}

const FORMATS = new Map<string, (hsv: Hsv) => string>(
  Object.entries({
    hex: (hsv) => hex(rgbOf(hsv)),
    rgb: (hsv) => `rgb(${rgbOf(hsv).join(', ')})`,
    hsl: (hsv) => `hsl(${hslOf(hsv).join(', ')})`,
    hsv: (hsv) => `hsv(${hsv.join(', ')})`,
  }),
);

/** A color of a hue (degrees, a range of them, or a name) that is bright, dark or light. */
function hsvOf(draw: Draw, name: string, hue: Value, luminosity: Value): Hsv {
  const degrees = hueOf(draw, name, hue);
  const gray = hue !== null && text(hue) === 'monochrome';
  const saturation = gray ? 0 : between(draw, 55, 100);
  switch (luminosity === null ? 'none' : text(luminosity)) {
    case 'bright':
      return [degrees, gray ? 0 : between(draw, 80, 100), between(draw, 85, 100)];
    case 'dark':
      return [degrees, saturation, between(draw, 20, 60)];
    case 'light':
      return [degrees, gray ? 0 : between(draw, 10, 55), between(draw, 85, 100)];
    case 'random':
      return [degrees, gray ? 0 : between(draw, 0, 100), between(draw, 0, 100)];
    case 'none':
      return [degrees, saturation, between(draw, 45, 98)];
    default:
      throw argumentError(name, 'luminosity', 'must be bright, dark, light or random', luminosity);
  }
}

function hueOf(draw: Draw, name: string, hue: Value): number {
  if (hue === null) return draw.below(360);
  const degrees = asNumber(hue);
  if (degrees !== undefined) return ((Math.round(degrees) % 360) + 360) % 360;
  const range = asItems(hue)?.map((end) => asNumber(end) ?? 0) ?? HUES.get(text(hue));
  if (!range)
    throw argumentError(
      name,
      'hue',
      `must be degrees, two of them or one of ${[...HUES.keys()].join(', ')}`,
      hue,
    );
  const [from = 0, to = 360] = range;
  return between(draw, from, from <= to ? to : to + 360) % 360;
}

const HUES = new Map<string, readonly number[]>(
  Object.entries({
    monochrome: [0, 0],
    red: [346, 18],
    orange: [19, 46],
    yellow: [47, 62],
    green: [63, 178],
    blue: [179, 257],
    purple: [258, 282],
    pink: [283, 334],
  }),
);

/** Red, green and blue from 0 to 1 (Smith, "Color Gamut Transform Pairs", 1978). */
function fractionsOf([hue, saturation, value]: Hsv): number[] {
  const v = value / 100;
  return [5, 3, 1].map((n) => {
    const k = (n + hue / 60) % 6;
    return v - (v * saturation * Math.max(0, Math.min(k, 4 - k, 1))) / 100;
  });
}

function rgbOf(hsv: Hsv): number[] {
  return fractionsOf(hsv).map((part) => Math.round(part * 255));
}

function hslOf([hue, saturation, value]: Hsv): number[] {
  const lightness = (value / 100) * (1 - saturation / 200);
  const room = Math.min(lightness, 1 - lightness);
  return [
    hue,
    room === 0 ? 0 : Math.round(((value / 100 - lightness) / room) * 100),
    Math.round(lightness * 100),
  ];
}

function hex(parts: readonly number[]): string {
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

const SAFE_NAMES =
  `black maroon green navy olive purple teal lime blue silver gray yellow fuchsia aqua white`.split(' ');
