import { text } from '../../python/text.ts';
import type { Value } from '../../python/value.ts';
import type { Draw } from '../../random/draw.ts';
import { ABSENT, localizedWith, plain, plainWith, wordOf } from '../define.ts';
import { between, randomCharacters, randomDigits, times, UPPER } from '../draws.ts';
import type { Fake, Topic } from '../fake.ts';

const HEX = '0123456789abcdef';

/** Addresses and names of machines, ports, and registries; hashes. */
export const NETWORK = {
  ipv4: plainWith('text', { network: false, address_class: ABSENT, private: ABSENT }, ({ draw }, args) =>
    ipv4(draw, args.network, args.private === true ? 'private' : 'any', args.address_class),
  ),
  ipv4_private: plainWith('text', { network: false, address_class: ABSENT }, ({ draw }, args) =>
    ipv4(draw, args.network, 'private', args.address_class),
  ),
  ipv4_public: plainWith('text', { network: false, address_class: ABSENT }, ({ draw }, args) =>
    ipv4(draw, args.network, 'public', args.address_class),
  ),
  ipv4_network_class: wordOf(() => ['a', 'b', 'c']),
  ipv6: plainWith('text', { network: false }, ({ draw }, { network }) => {
    const groups = times(network ? 4 : 8, () => draw.below(65_536).toString(16));
    return network ? `${groups.join(':')}::/64` : groups.join(':');
  }),
  mac_address: plainWith('text', { multicast: false }, ({ draw }, { multicast }) => {
    // The second lowest bit says that no maker owns the address, the lowest that many listen to it.
    const first = (draw.below(64) << 2) | 2 | (multicast ? 1 : 0);
    return [first, ...times(5, () => draw.below(256))]
      .map((byte) => byte.toString(16).padStart(2, '0'))
      .join(':');
  }),
  port_number: plainWith(
    'integer',
    { is_system: false, is_user: false, is_dynamic: false },
    ({ draw }, args) => {
      if (args.is_system) return between(draw, 0, 1023);
      if (args.is_user) return between(draw, 1024, 49_151);
      if (args.is_dynamic) return between(draw, 49_152, 65_535);
      return between(draw, 0, 65_535);
    },
  ),
  http_method: wordOf(() => ['CONNECT', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT', 'TRACE']),
  http_status_code: localizedWith('integer', { include_unassigned: true }, (locale) => {
    const assigned = Object.values(locale.faker.rawDefinitions.internet!.http_status_code!).flat();
    return ({ draw }, { include_unassigned }) =>
      include_unassigned ? between(draw, 100, 599) : draw.pick(assigned);
  }),
  iana_id: plain('text', ({ draw }) => String(between(draw, 1, 8_888_888))),
  ripe_id: plain('text', ({ draw }) => {
    const letters = randomCharacters(draw, UPPER, between(draw, 2, 4));
    return `ORG-${letters}${randomDigits(draw, between(draw, 1, 5))}-RIPE`;
  }),
  nic_handle: plainWith('text', { suffix: 'FAKE' }, ({ draw }, { suffix }) => nicHandle(draw, suffix)),
  nic_handles: plainWith('list', { count: 1, suffix: '????' }, ({ draw }, { count, suffix }) =>
    times(count, () => nicHandle(draw, suffix)),
  ),
  uuid4: plainWith('text', { cast_to: ABSENT }, ({ draw }) => {
    const hex = randomCharacters(draw, HEX, 30);
    const variant = '89ab'[draw.below(4)];
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(12, 15)}-${variant}${hex.slice(15, 18)}-${hex.slice(18)}`;
  }),
  md5: hexadecimal(32),
  sha1: hexadecimal(40),
  sha256: hexadecimal(64),
} satisfies Topic;

function nicHandle(draw: Draw, suffix: string): string {
  const letters = randomCharacters(draw, UPPER, between(draw, 2, 4));
  const ending = suffix.replaceAll('?', () => UPPER[draw.below(26)]!);
  return `${letters}${randomDigits(draw, between(draw, 1, 5))}-${ending}`;
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

/** First numbers of class A without 0, private 10, carriers' 100, and loopback 127. */
const CLASS_A = Array.from({ length: 126 }, (_, n) => n + 1).filter((n) => n !== 10 && n !== 100);

/** The hash of something random is random hexadecimal digits. */
function hexadecimal(length: number): Fake {
  return plainWith('text', { raw_output: false }, ({ draw }) => randomCharacters(draw, HEX, length));
}
