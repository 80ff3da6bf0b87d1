import type { Draw } from '../../random/draw.ts';
import { plain, plainWith, wordOf } from '../define.ts';
import { between, LOWER, lexify, numerify, UPPER } from '../draws.ts';
import type { Topic } from '../fake.ts';
import { LANGUAGE_CODES } from '../tables/language-codes.ts';

/** User agents of browsers. */
export const USER_AGENT = {
  user_agent: plain('text', ({ draw }) =>
    draw.pick([(of: Draw) => chrome(of), firefox, internetExplorer, opera, safari])(draw),
  ),
  chrome: plainWith(
    'text',
    { version_from: 13, version_to: 63, build_from: 800, build_to: 899 },
    ({ draw }, args) => chrome(draw, args),
  ),
  firefox: plain('text', ({ draw }) => firefox(draw)),
  internet_explorer: plain('text', ({ draw }) => internetExplorer(draw)),
  opera: plain('text', ({ draw }) => opera(draw)),
  safari: plain('text', ({ draw }) => safari(draw)),
  windows_platform_token: wordOf(() => WINDOWS),
  linux_platform_token: plain('text', ({ draw }) => linux(draw)),
  linux_processor: wordOf(() => LINUX_PROCESSORS),
  mac_platform_token: plain('text', ({ draw }) => mac(draw)),
  mac_processor: wordOf(() => MAC_PROCESSORS),
  android_platform_token: plain('text', ({ draw }) => android(draw)),
  ios_platform_token: plain('text', ({ draw }) => ios(draw)),
} satisfies Topic;

function linux(draw: Draw): string {
  return `X11; Linux ${draw.pick(LINUX_PROCESSORS)}`;
}

function mac(draw: Draw): string {
  return `Macintosh; ${draw.pick(MAC_PROCESSORS)} Mac OS X 10_${between(draw, 5, 12)}_${draw.below(10)}`;
}

function android(draw: Draw): string {
  return `Android ${draw.pick(ANDROID)}`;
}

function ios(draw: Draw): string {
  const device = draw.pick(['iPhone', 'iPad']);
  return `${device}; CPU ${device} OS ${draw.pick(IOS).replaceAll('.', '_')} like Mac OS X`;
}

function chrome(
  draw: Draw,
  { version_from = 100, version_to = 140, build_from = 4000, build_to = 7000 } = {},
): string {
  const webkit = `${between(draw, 531, 536)}.${between(draw, 0, 2)}`;
  const version = `${between(draw, version_from, version_to)}.0.${between(draw, build_from, build_to)}.0`;
  const platform = draw.pick([
    linux,
    (of: Draw) => of.pick(WINDOWS),
    mac,
    (of: Draw) => `Linux; ${android(of)}`,
    ios,
  ])(draw);
  const engine = `Mozilla/5.0 (${platform}) AppleWebKit/${webkit} (KHTML, like Gecko)`;
  if (/^iP/.test(platform)) return `${engine} CriOS/${version} Mobile/${build(draw)} Safari/${webkit}`;
  return `${engine} Chrome/${version} Safari/${webkit}`;
}

function firefox(draw: Draw): string {
  const version = between(draw, 78, 140);
  const platform = draw.pick([
    linux,
    (of: Draw) => of.pick(WINDOWS),
    mac,
    (of: Draw) => `${android(of)}; Mobile`,
  ])(draw);
  return `Mozilla/5.0 (${platform}; rv:${version}.0) Gecko/20100101 Firefox/${version}.0`;
}

function internetExplorer(draw: Draw): string {
  const trident = `${between(draw, 3, 5)}.${between(draw, 0, 1)}`;
  return `Mozilla/5.0 (compatible; MSIE ${between(draw, 5, 9)}.0; ${draw.pick(WINDOWS)}; Trident/${trident})`;
}

function opera(draw: Draw): string {
  const platform = draw.below(2) === 0 ? linux(draw) : draw.pick(WINDOWS);
  const presto = `Presto/2.9.${between(draw, 160, 190)} Version/${between(draw, 10, 12)}.00`;
  return `Opera/${between(draw, 8, 9)}.${between(draw, 10, 99)}.(${platform}; ${draw.pick(LANGUAGE_CODES)}) ${presto}`;
}

function safari(draw: Draw): string {
  const webkit = `${between(draw, 531, 535)}.${between(draw, 1, 50)}.${between(draw, 1, 7)}`;
  const version = `${between(draw, 12, 18)}.${between(draw, 0, 5)}`;
  if (draw.below(2) === 0)
    return `Mozilla/5.0 (${mac(draw)}) AppleWebKit/${webkit} (KHTML, like Gecko) Version/${version} Safari/${webkit}`;
  return `Mozilla/5.0 (${ios(draw)}) AppleWebKit/${webkit} (KHTML, like Gecko) Version/${version} Mobile/${build(draw)} Safari/${webkit}`;
}

function build(draw: Draw): string {
  return lexify(draw, numerify(draw, '##?###'), draw.below(2) === 0 ? UPPER : LOWER);
}

const WINDOWS = [
  'Windows NT 5.1',
  'Windows NT 5.2',
  'Windows NT 6.0',
  'Windows NT 6.1',
  'Windows NT 6.2',
  'Windows NT 6.3',
  'Windows NT 10.0',
  'Windows NT 11.0',
];
const LINUX_PROCESSORS = ['i686', 'x86_64'];
const MAC_PROCESSORS = ['Intel', 'PPC', 'U; Intel', 'U; PPC'];
const ANDROID = [
  '4.4.4',
  '5.0',
  '5.1.1',
  '6.0.1',
  '7.0',
  '7.1.2',
  '8.0.0',
  '8.1.0',
  '9',
  '10',
  '11',
  '12',
  '13',
  '14',
];
const IOS = ['9.3.6', '10.3.4', '11.4.1', '12.5.7', '13.7', '14.8.1', '15.8.2', '16.7.7', '17.2.1', '17.4.1'];
