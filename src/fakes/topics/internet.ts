import { text } from '../../python/text.ts';
import type { Value } from '../../python/value.ts';
import type { Draw } from '../../random/draw.ts';
import { asciiSlug } from '../../shared/ascii-slug.ts';
import { argumentError, asItems, asNumber } from '../arguments.ts';
import { ABSENT, localized, localizedWith, plainWith, wordOf } from '../define.ts';
import { between, LOWER, numerify, randomCharacters, times } from '../draws.ts';
import type { Fake, Topic } from '../fake.ts';
import { WORDS } from '../tables/words.ts';
import { slugsOf, userName } from './person.ts';

/** Email and web addresses, all under example.com, example.net or example.org. */
export const INTERNET = {
  safe_email: mail(reservedDomain),
  ascii_safe_email: mail(reservedDomain),
  free_email: mail(reservedDomain),
  ascii_free_email: mail(reservedDomain),
  ascii_email: mail(reservedDomain),
  company_email: mail(madeUpDomain),
  ascii_company_email: mail(madeUpDomain),
  free_email_domain: wordOf(() => RESERVED_DOMAINS),
  safe_domain_name: wordOf(() => RESERVED_DOMAINS),
  domain_word: localized('text', (locale) => {
    const { last } = slugsOf(locale);
    return ({ draw }) => (draw.below(2) === 0 ? draw.pick(last) : `${draw.pick(last)}-${draw.pick(last)}`);
  }),
  domain_name: localizedWith('text', { levels: 1 }, (locale) => {
    const { last } = slugsOf(locale);
    return ({ draw }, { levels }) => {
      if (levels < 1) throw argumentError('domain_name', 'levels', 'must be 1 or more', levels);
      return subdomain(draw, last, levels - 1) + madeUpDomain(draw, last);
    };
  }),
  hostname: localizedWith('text', { levels: 1 }, (locale) => {
    const { last } = slugsOf(locale);
    return ({ draw }, { levels }) => {
      const host = `${draw.pick(HOSTS)}-${numerify(draw, '##')}`;
      return levels < 1 ? host : `${host}.${subdomain(draw, last, levels - 1)}${madeUpDomain(draw, last)}`;
    };
  }),
  tld: wordOf(() => ['com', 'net', 'org']),
  url: localizedWith('text', { schemes: ABSENT }, (locale) => {
    const { last } = slugsOf(locale);
    return ({ draw }, { schemes }) => `${scheme(draw, schemes)}://${madeUpDomain(draw, last)}/`;
  }),
  uri: localizedWith('text', { schemes: ABSENT, deep: ABSENT }, (locale) => {
    const { last } = slugsOf(locale);
    return ({ draw }, { schemes, deep }) =>
      `${scheme(draw, schemes)}://${madeUpDomain(draw, last)}/${path(draw, deep)}/${draw.pick(PAGES)}${draw.pick(EXTENSIONS)}`;
  }),
  uri_path: plainWith('text', { deep: ABSENT }, ({ draw }, { deep }) => path(draw, deep)),
  uri_page: wordOf(() => PAGES),
  uri_extension: wordOf(() => EXTENSIONS),
  image_url: plainWith(
    'text',
    { width: ABSENT, height: ABSENT, placeholder_url: ABSENT },
    ({ draw }, args) => {
      const width = asNumber(args.width) ?? between(draw, 100, 1024);
      const height = asNumber(args.height) ?? between(draw, 100, 1024);
      const template = args.placeholder_url === null ? IMAGE_URL : text(args.placeholder_url);
      return template.replace('{width}', String(width)).replace('{height}', String(height));
    },
  ),
  slug: plainWith('text', { value: ABSENT }, ({ draw }, { value }) =>
    value === null
      ? times(between(draw, 2, 4), () => draw.pick(WORDS)).join('-')
      : text(value)
          .split(/[^\p{L}\p{N}]+/u)
          .map(asciiSlug)
          .filter(Boolean)
          .join('-'),
  ),
  dga: plainWith(
    'text',
    { year: ABSENT, month: ABSENT, day: ABSENT, tld: ABSENT, length: ABSENT },
    ({ draw }, { length }) =>
      `${randomCharacters(draw, LOWER, asNumber(length) ?? between(draw, 5, 30))}.${reservedDomain(draw)}`,
  ),
  emoji: wordOf((locale) => Object.values(locale.faker.rawDefinitions.internet!.emoji!).flat()),
} satisfies Topic;

function mail(domain: (draw: Draw, last: readonly string[]) => string): Fake {
  return localized('text', (locale) => {
    const slugs = slugsOf(locale);
    return ({ draw }) => `${userName(draw, slugs)}@${domain(draw, slugs.last)}`;
  });
}

function subdomain(draw: Draw, last: readonly string[], levels: number): string {
  return times(levels, () => `${draw.pick(last)}.`).join('');
}

function scheme(draw: Draw, schemes: Value): string {
  const given = asItems(schemes);
  if (given) return given.length === 0 ? '' : text(draw.pick(given));
  return draw.pick(['http', 'https']);
}

function path(draw: Draw, deep: Value): string {
  return times(asNumber(deep) ?? between(draw, 1, 3), () => draw.pick(FOLDERS)).join('/');
}

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

/** Domains that RFC 2606 reserves, so that no made-up address reaches anyone. */
const RESERVED_DOMAINS = ['example.com', 'example.net', 'example.org'] as const;

export function reservedDomain(draw: Draw): string {
  return draw.pick(RESERVED_DOMAINS);
}

/** `kim-novak.example.com`: looks like a domain of its own, but is under a reserved one. */
function madeUpDomain(draw: Draw, last: readonly string[]): string {
  const second = draw.below(2) === 0 ? '' : `-${draw.pick(last)}`;
  return `${draw.pick(last)}${second}.${reservedDomain(draw)}`;
}
