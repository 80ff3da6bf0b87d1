import { text } from '../../python/text.ts';
import { PyTuple } from '../../python/tuple.ts';
import { argumentError } from '../arguments.ts';
import { ABSENT, localized, localizedWith, plain, wordOf } from '../define.ts';
import { numerify } from '../draws.ts';
import type { Locale, Topic } from '../fake.ts';

/** Currencies, cryptocurrencies, and prices. */
export const CURRENCY = {
  currency: localized('tuple', (locale) => {
    const currencies = currenciesOf(locale);
    return ({ draw }) => {
      const { code, name } = draw.pick(currencies);
      return new PyTuple([code, name]);
    };
  }),
  currency_code: wordOf((locale) => currenciesOf(locale).map(({ code }) => code)),
  currency_name: wordOf((locale) => currenciesOf(locale).map(({ name }) => name)),
  currency_symbol: localizedWith('text', { code: ABSENT }, (locale) => {
    const currencies = currenciesOf(locale);
    return ({ draw }, { code }) => {
      if (code === null) return draw.pick(currencies).symbol || UNKNOWN_SYMBOL;
      const found = currencies.find((currency) => currency.code === text(code));
      if (!found) throw argumentError('currency_symbol', 'code', 'must be a currency code such as USD', code);
      return found.symbol || UNKNOWN_SYMBOL;
    };
  }),
  cryptocurrency: plain('tuple', ({ draw }) => new PyTuple(draw.pick(CRYPTOCURRENCIES))),
  cryptocurrency_code: wordOf(() => CRYPTOCURRENCIES.map(([code]) => code)),
  cryptocurrency_name: wordOf(() => CRYPTOCURRENCIES.map(([, name]) => name)),
  pricetag: localized('text', (locale) => {
    const currencies = currenciesOf(locale);
    const dollars = locale.country.code === 'US';
    return ({ draw }) => {
      const price = numerify(draw, draw.pick(PRICES));
      // A non-breaking space, as in Python's Faker.
      return dollars ? `$${price}` : `${draw.pick(currencies).code}\u00a0${price}`;
    };
  }),
} satisfies Topic;

function currenciesOf(locale: Locale): readonly { code: string; name: string; symbol: string }[] {
  return locale.faker.rawDefinitions.finance!.currency!;
}

const UNKNOWN_SYMBOL = '¤';
const PRICES = ['%.##', '%#.##', '%##.##', '%,###.##', '%#,###.##'];
const CRYPTOCURRENCIES: readonly (readonly [code: string, name: string])[] = [
  ['ADA', 'Cardano'],
  ['BCH', 'Bitcoin Cash'],
  ['BTC', 'Bitcoin'],
  ['DASH', 'Dash'],
  ['DOGE', 'Dogecoin'],
  ['EOS', 'EOS.IO'],
  ['ETC', 'Ethereum Classic'],
  ['ETH', 'Ethereum'],
  ['FTH', 'Feathercoin'],
  ['IOTA', 'IOTA'],
  ['LSK', 'Lisk'],
  ['LTC', 'Litecoin'],
  ['NEO', 'NEO'],
  ['NMC', 'Namecoin'],
  ['NXT', 'Nxt'],
  ['PPC', 'Peercoin'],
  ['TRX', 'TRON'],
  ['USDT', 'Tether'],
  ['VTC', 'Vertcoin'],
  ['WAVES', 'Waves Platform'],
  ['XMR', 'Monero'],
  ['XPM', 'Primecoin'],
  ['XRP', 'Ripple'],
  ['ZEC', 'Zcash'],
];
