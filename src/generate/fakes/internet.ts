import type { Value } from '../../recipe/value.ts';
import { text } from '../../recipe/values/text.ts';
import { asciiSlug } from '../ascii-slug.ts';
import type { Draw } from '../draw.ts';
import type { Definition } from './definition.ts';
import { ABSENT, argumentError, fake, itemsOf, numberOf, plain, wordOf } from './definition.ts';
import { between, times } from './draws.ts';
import { characters, digits, LOWER, numerify, UPPER } from './numerify.ts';
import { madeUpDomain, RESERVED_DOMAINS, reservedDomain } from './reserved-domain.ts';
import { slugsOf, userName } from './user-name.ts';
import { WORDS } from './words.ts';

/** Addresses of mail and web, all under example.com, example.net or example.org. */
export const INTERNET: Record<string, Definition> = {
  safe_email: mail(reservedDomain),
  ascii_safe_email: mail(reservedDomain),
  free_email: mail(reservedDomain),
  ascii_free_email: mail(reservedDomain),
  ascii_email: mail(reservedDomain),
  company_email: mail(madeUpDomain),
  ascii_company_email: mail(madeUpDomain),
  free_email_domain: wordOf(() => RESERVED_DOMAINS),
  safe_domain_name: wordOf(() => RESERVED_DOMAINS),
  domain_word: plain('text', (locale) => {
    const { last } = slugsOf(locale);
    return ({ draw }) => (draw.below(2) === 0 ? draw.pick(last) : `${draw.pick(last)}-${draw.pick(last)}`);
  }),
  domain_name: fake('text', { levels: 1 }, (locale) => {
    const { last } = slugsOf(locale);
    return ({ draw }, { levels }) => {
      if (levels < 1) throw argumentError('domain_name', 'levels', 'must be 1 or more', levels);
      return subdomain(draw, last, levels - 1) + madeUpDomain(draw, last);
    };
  }),
  hostname: fake('text', { levels: 1 }, (locale) => {
    const { last } = slugsOf(locale);
    return ({ draw }, { levels }) => {
      const host = `${draw.pick(HOSTS)}-${numerify(draw, '##')}`;
      return levels < 1 ? host : `${host}.${subdomain(draw, last, levels - 1)}${madeUpDomain(draw, last)}`;
    };
  }),
  tld: wordOf(() => ['com', 'net', 'org']),
  url: fake('text', { schemes: ABSENT }, (locale) => {
    const { last } = slugsOf(locale);
    return ({ draw }, { schemes }) => `${scheme(draw, schemes)}://${madeUpDomain(draw, last)}/`;
  }),
  uri: fake('text', { schemes: ABSENT, deep: ABSENT }, (locale) => {
    const { last } = slugsOf(locale);
    return ({ draw }, { schemes, deep }) =>
      `${scheme(draw, schemes)}://${madeUpDomain(draw, last)}/${path(draw, deep)}/${draw.pick(PAGES)}${draw.pick(EXTENSIONS)}`;
  }),
  uri_path: fake(
    'text',
    { deep: ABSENT },
    () =>
      ({ draw }, { deep }) =>
        path(draw, deep),
  ),
  uri_page: wordOf(() => PAGES),
  uri_extension: wordOf(() => EXTENSIONS),
  image_url: fake(
    'text',
    { width: ABSENT, height: ABSENT, placeholder_url: ABSENT },
    () =>
      ({ draw }, args) => {
        const width = numberOf(args.width) ?? between(draw, 100, 1024);
        const height = numberOf(args.height) ?? between(draw, 100, 1024);
        const template = args.placeholder_url === null ? IMAGE_URL : text(args.placeholder_url);
        return template.replace('{width}', String(width)).replace('{height}', String(height));
      },
  ),
  slug: fake(
    'text',
    { value: ABSENT },
    () =>
      ({ draw }, { value }) =>
        value === null
          ? times(between(draw, 2, 4), () => draw.pick(WORDS)).join('-')
          : text(value)
              .split(/[^\p{L}\p{N}]+/u)
              .map(asciiSlug)
              .filter(Boolean)
              .join('-'),
  ),
  dga: fake(
    'text',
    { year: ABSENT, month: ABSENT, day: ABSENT, tld: ABSENT, length: ABSENT },
    () =>
      ({ draw }, { length }) =>
        `${characters(draw, LOWER, numberOf(length) ?? between(draw, 5, 30))}.${reservedDomain(draw)}`,
  ),
  ipv4: fake(
    'text',
    { network: false, address_class: ABSENT, private: ABSENT },
    () =>
      ({ draw }, args) =>
        ipv4(draw, args.network, args.private === true ? 'private' : 'any', args.address_class),
  ),
  ipv4_private: fake(
    'text',
    { network: false, address_class: ABSENT },
    () =>
      ({ draw }, args) =>
        ipv4(draw, args.network, 'private', args.address_class),
  ),
  ipv4_public: fake(
    'text',
    { network: false, address_class: ABSENT },
    () =>
      ({ draw }, args) =>
        ipv4(draw, args.network, 'public', args.address_class),
  ),
  ipv4_network_class: wordOf(() => ['a', 'b', 'c']),
  ipv6: fake('text', { network: false }, () => ({ draw }, { network }) => {
    const groups = times(network ? 4 : 8, () => draw.below(65_536).toString(16));
    return network ? `${groups.join(':')}::/64` : groups.join(':');
  }),
  mac_address: fake('text', { multicast: false }, () => ({ draw }, { multicast }) => {
    // The second lowest bit says that no maker owns the address, the lowest that many listen to it.
    const first = (draw.below(64) << 2) | 2 | (multicast ? 1 : 0);
    return [first, ...times(5, () => draw.below(256))]
      .map((byte) => byte.toString(16).padStart(2, '0'))
      .join(':');
  }),
  port_number: fake(
    'integer',
    { is_system: false, is_user: false, is_dynamic: false },
    () =>
      ({ draw }, args) => {
        if (args.is_system) return between(draw, 0, 1023);
        if (args.is_user) return between(draw, 1024, 49_151);
        if (args.is_dynamic) return between(draw, 49_152, 65_535);
        return between(draw, 0, 65_535);
      },
  ),
  http_method: wordOf(() => ['CONNECT', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT', 'TRACE']),
  http_status_code: fake('integer', { include_unassigned: true }, (locale) => {
    const assigned = Object.values(locale.faker.rawDefinitions.internet!.http_status_code!).flat();
    return ({ draw }, { include_unassigned }) =>
      include_unassigned ? between(draw, 100, 599) : draw.pick(assigned);
  }),
  iana_id: plain(
    'text',
    () =>
      ({ draw }) =>
        String(between(draw, 1, 8_888_888)),
  ),
  ripe_id: plain('text', () => ({ draw }) => {
    const letters = characters(draw, UPPER, between(draw, 2, 4));
    return `ORG-${letters}${digits(draw, between(draw, 1, 5))}-RIPE`;
  }),
  nic_handle: fake(
    'text',
    { suffix: 'FAKE' },
    () =>
      ({ draw }, { suffix }) =>
        nicHandle(draw, suffix),
  ),
  nic_handles: fake(
    'list',
    { count: 1, suffix: '????' },
    () =>
      ({ draw }, { count, suffix }) =>
        times(count, () => nicHandle(draw, suffix)),
  ),
};

function mail(domain: (draw: Draw, last: readonly string[]) => string): Definition {
  return plain('text', (locale) => {
    const slugs = slugsOf(locale);
    return ({ draw }) => `${userName(draw, slugs)}@${domain(draw, slugs.last)}`;
  });
}

function subdomain(draw: Draw, last: readonly string[], levels: number): string {
  return times(levels, () => `${draw.pick(last)}.`).join('');
}

function scheme(draw: Draw, schemes: Value): string {
  const given = itemsOf(schemes);
  if (given) return given.length === 0 ? '' : text(draw.pick(given));
  return draw.pick(['http', 'https']);
}

function path(draw: Draw, deep: Value): string {
  return times(numberOf(deep) ?? between(draw, 1, 3), () => draw.pick(FOLDERS)).join('/');
}

function nicHandle(draw: Draw, suffix: string): string {
  const letters = characters(draw, UPPER, between(draw, 2, 4));
  const ending = suffix.replaceAll('?', () => UPPER[draw.below(26)]!);
  return `${letters}${digits(draw, between(draw, 1, 5))}-${ending}`;
}

/** An address of a class, public or private, as RFC 1918 has it, or a network of such. */
function ipv4(
  draw: Draw,
  network: boolean,
  range: 'any' | 'private' | 'public',
  addressClass: Value,
): string {
  const wanted = addressClass === null ? draw.pick(['a', 'b', 'c']) : text(addressClass).toLowerCase();
  const klass = wanted === 'a' || wanted === 'b' ? wanted : 'c';
  const [first, second] = (range === 'private' ? privateStart : publicStart)(draw, klass);
  const address = [first, second, draw.below(256), network ? 0 : between(draw, 1, 254)].join('.');
  return network ? `${address}/${between(draw, 24, 30)}` : address;
}

function privateStart(draw: Draw, klass: string): [number, number] {
  if (klass === 'a') return [10, draw.below(256)];
  return klass === 'b' ? [172, between(draw, 16, 31)] : [192, 168];
}

function publicStart(draw: Draw, klass: string): [number, number] {
  if (klass === 'a') return [draw.pick(CLASS_A), between(draw, 65, 255)];
  return klass === 'b'
    ? [between(draw, 128, 168), draw.below(256)]
    : [between(draw, 204, 223), draw.below(256)];
}

/** First numbers of class A without 0, private 10, carriers' 100 and the machine's own 127. */
const CLASS_A = Array.from({ length: 126 }, (_, n) => n + 1).filter((n) => n !== 10 && n !== 100);
const IMAGE_URL = 'https://images.example.com/{width}x{height}.png';
const HOSTS = ['db', 'srv', 'desktop', 'laptop', 'lt', 'email', 'web'];
const FOLDERS = [
  'app',
  'main',
  'wp-content',
  'search',
  'category',
  'tag',
  'categories',
  'tags',
  'blog',
  'posts',
  'list',
];
const PAGES = [
  'index',
  'home',
  'search',
  'main',
  'post',
  'homepage',
  'category',
  'register',
  'login',
  'faq',
  'about',
];
const EXTENSIONS = ['.html', '.htm', '.php', '.jsp', '.asp'];
