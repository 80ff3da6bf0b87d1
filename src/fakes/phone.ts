import type { Draw } from '../random/draw.ts';
import type { Definition } from './definition.ts';
import { localized, wordOf } from './definition.ts';
import { between } from './draws.ts';
import type { Locale } from './locale.ts';
import { digits, numerify } from './numerify.ts';

/** Phone numbers; those of North America, Britain and Australia lie in the ranges kept free for fiction. */
export const PHONE: Record<string, Definition> = {
  phone_number: localized('text', (locale) => phoneOf(locale, NORTH_AMERICAN)),
  basic_phone_number: localized('text', (locale) => phoneOf(locale, BASIC)),
  cellphone_number: localized('text', (locale) => phoneOf(locale, BASIC)),
  msisdn: localized('text', (locale) => {
    const areas = areaCodes(locale);
    if (isNorthAmerican(locale)) return ({ draw }) => `1${northAmerican(draw, '^^^5550**', areas)}`;
    return ({ draw }) => digits(draw, 13);
  }),
  country_calling_code: wordOf(() => CALLING_CODES),
};

function phoneOf(locale: Locale, patterns: readonly string[]): (call: { draw: Draw }) => string {
  if (isNorthAmerican(locale)) {
    const areas = areaCodes(locale);
    return ({ draw }) => northAmerican(draw, draw.pick(patterns), areas);
  }
  const fictional = FICTIONAL[locale.country.code];
  if (fictional) return ({ draw }) => numerify(draw, draw.pick(fictional));
  return () => locale.faker.phone.number({ style: 'national' });
}

function isNorthAmerican(locale: Locale): boolean {
  return locale.country.code === 'US' || locale.country.code === 'CA';
}

function areaCodes(locale: Locale): readonly string[] {
  return locale.country.code === 'CA' ? CANADIAN_AREA_CODES : AREA_CODES;
}

/** A pattern with an area code for `^^^` and, for `**`, the last digits of 555-0100 to 555-0199. */
function northAmerican(draw: Draw, pattern: string, areas: readonly string[]): string {
  return pattern
    .replace('^^^', () => draw.pick(areas))
    .replace('**', () => `1${String(between(draw, 0, 99)).padStart(2, '0')}`);
}

const NORTH_AMERICAN = ['(^^^) 555-0**', '(^^^) 555-0**', '^^^-555-0**', '^^^.555.0**', '+1-^^^-555-0**'];
const BASIC = ['(^^^)555-0**', '^^^5550**', '^^^-555-0**'];

/** Numbers that Ofcom and ACMA keep for drama. */
const FICTIONAL: Partial<Record<string, readonly string[]>> = {
  GB: ['020 7946 0###', '07700 900###', '0113 496 0###', '0161 496 0###', '0131 496 0###'],
  AU: ['(02) 5550 ####', '(03) 7010 ####', '(07) 7010 ####', '0491 570 ###'],
};

const AREA_CODES = `
  201 202 203 205 206 207 208 209 210 212 213 214 215 216 217 218 219 224 225 228 229 231 234 239 240 248 251 252 253
  254 256 260 262 267 269 270 276 281 301 302 303 304 305 307 308 309 310 312 313 314 315 316 317 318 319 320 321 323
  325 330 334 336 337 339 347 351 352 360 361 385 386 401 402 404 405 406 407 408 409 410 412 413 414 415 417 419 423
  424 425 430 432 434 435 440 443 469 478 479 480 484 501 502 503 504 505 507 508 509 510 512 513 515 516 517 518 520
  530 540 541 551 559 561 562 563 567 570 571 573 574 580 585 586 601 602 603 605 606 607 608 609 610 612 614 615 616
  617 618 619 620 623 626 630 631 636 641 646 650 651 660 661 662 678 682 701 702 703 704 706 707 708 712 713 714 715
  716 717 718 719 720 724 727 731 732 734 740 754 757 760 763 765 770 772 773 774 775 781 785 786 801 802 803 804 805
  806 808 810 812 813 814 815 816 817 818 828 830 831 832 843 845 847 848 850 856 857 858 859 860 862 863 864 865 870
  878 901 903 904 906 907 908 909 910 912 913 914 915 916 917 918 919 920 925 928 931 936 937 940 941 947 949 951 952
  954 956 970 971 972 973 978 979 980 985 989
`
  .trim()
  .split(/\s+/);

const CANADIAN_AREA_CODES = `
  204 226 236 249 250 289 306 343 365 403 416 418 438 450 506 514 519 579 581 587 604 613 639 647 705 709 778 780 807
  819 867 873 902 905
`
  .trim()
  .split(/\s+/);

const CALLING_CODES = `
  +1 +7 +20 +27 +30 +31 +32 +33 +34 +36 +39 +40 +41 +43 +44 +45 +46 +47 +48 +49 +51 +52 +53 +54 +55 +56 +57 +58 +60 +61
  +62 +63 +64 +65 +66 +81 +82 +84 +86 +90 +91 +92 +93 +94 +95 +98 +211 +212 +213 +216 +218 +220 +221 +222 +223 +224
  +225 +226 +227 +228 +229 +230 +231 +232 +233 +234 +235 +236 +237 +238 +239 +240 +241 +242 +243 +244 +245 +248 +249
  +250 +251 +252 +253 +254 +255 +256 +257 +258 +260 +261 +262 +263 +264 +265 +266 +267 +268 +269 +291 +297 +298 +299
  +350 +351 +352 +353 +354 +355 +356 +357 +358 +359 +370 +371 +372 +373 +374 +375 +376 +377 +378 +380 +381 +382 +383
  +385 +386 +387 +389 +420 +421 +423 +501 +502 +503 +504 +505 +506 +507 +509 +591 +592 +593 +595 +597 +598 +670 +673
  +674 +675 +676 +677 +678 +679 +680 +682 +685 +686 +687 +688 +689 +691 +692 +850 +852 +853 +855 +856 +880 +886 +960
  +961 +962 +963 +964 +965 +966 +967 +968 +970 +971 +972 +973 +974 +975 +976 +977 +992 +993 +994 +995 +996 +998
`
  .trim()
  .split(/\s+/);
