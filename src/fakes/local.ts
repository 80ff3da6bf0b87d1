import { localized } from './define.ts';
import type { Fake, Topic } from './fake.ts';
import { LOCAL_NAMES } from './tables/local-names.ts';
import { PERSONAL_NUMBERS } from './topics/identity.ts';
import { JAPANESE, MANDARIN, TAIWANESE } from './topics/romanized-names.ts';

/** Other names that some locales have for fakes of all locales. */
const SAME: Readonly<Record<string, string>> = {
  autonomous_community: 'administrative_unit',
  canton_name: 'administrative_unit',
  estado_nome: 'administrative_unit',
  full_name: 'name',
  landline_number: 'phone_number',
  mobile_number: 'phone_number',
  municipality: 'city',
  province_name: 'administrative_unit',
  road_address: 'street_address',
  road_name: 'street_name',
  state_name: 'administrative_unit',
  street: 'street_name',
  street_title: 'street_name',
  telephone_number: 'phone_number',
};

const OWN: Readonly<Record<string, Topic>> = {
  ja_JP: JAPANESE,
  zh_CN: MANDARIN,
  zh_TW: TAIWANESE,
  ...PERSONAL_NUMBERS,
};

/** The fake that only some locales have, if this is one of them and it's supported. */
export function localFake(name: string, code: string): Fake | undefined {
  const local = BY_NAME.get(name);
  if (!local?.codes.includes(code)) return undefined;
  const own = OWN[code];
  if (own && Object.hasOwn(own, local.name)) return own[local.name];
  const same = Object.hasOwn(SAME, local.name) ? SAME[local.name]! : undefined;
  return same === undefined ? undefined : localized('text', (locale) => locale.text(same));
}

/** Why this locale doesn't have a fake that only some locales have; undefined for all other fakes. */
export function localRefusal(name: string, code: string): string | undefined {
  const local = BY_NAME.get(name);
  if (!local || localFake(name, code)) return undefined;
  const { codes } = local;
  const there = codes.filter((one) => localFake(name, one));
  const some = (list: readonly string[]) =>
    list.length > 3 ? `${list.slice(0, 3).join(', ')}, …` : list.join(' and ');
  return there.length > 0
    ? `only ${some(there)} ${there.length > 1 ? 'have' : 'has'} it; set it with \`- var: snowfakery_locale\` before`
    : `Python's Faker has it for ${some(codes)} only, and it isn't available here; use bothify, numerify or a plugin of your own`;
}

/** True if some locales have a fake of this name, but not all. */
export function isLocal(name: string): boolean {
  return BY_NAME.has(name);
}

/** The supported fakes of a locale that others don't have. */
export function localNames(code: string): string[] {
  return [...BY_NAME].flatMap(([folded, { name }]) => (localFake(folded, code) ? [name] : []));
}

const BY_NAME = new Map(
  [...LOCAL_NAMES].map(([name, codes]) => [name.replaceAll('_', ''), { name, codes }] as const),
);
