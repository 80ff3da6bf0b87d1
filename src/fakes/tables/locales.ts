/** The name of a locale's data in faker-js, and the country of its fakes. */
export interface LocaleEntry {
  data: string;
  country: { code: string; name: string };
}

/** The locales of Python's Faker in its spelling, with faker-js's name of the data; English where it has none. */
export const LOCALES: ReadonlyMap<string, LocaleEntry> = new Map(
  `
  am_ET en ET Ethiopia
  ar_AA ar SA Saudi_Arabia
  ar_AE ar AE United_Arab_Emirates
  ar_BH ar BH Bahrain
  ar_DZ ar DZ Algeria
  ar_EG ar EG Egypt
  ar_JO ar JO Jordan
  ar_PS ar PS Palestine
  ar_SA ar SA Saudi_Arabia
  az_AZ az AZ Azerbaijan
  bg_BG en BG Bulgaria
  bn_BD bn_BD BD Bangladesh
  bs_BA en BA Bosnia_and_Herzegovina
  cs_CZ cs_CZ CZ Czechia
  da_DK da DK Denmark
  de de DE Germany
  de_AT de_AT AT Austria
  de_CH de_CH CH Switzerland
  de_DE de DE Germany
  de_LI de LI Liechtenstein
  de_LU de LU Luxembourg
  dk_DK da DK Denmark
  el_CY el CY Cyprus
  el_GR el GR Greece
  en en US United_States
  en_AU en_AU AU Australia
  en_BD en BD Bangladesh
  en_CA en_CA CA Canada
  en_GB en_GB GB United_Kingdom
  en_IE en_IE IE Ireland
  en_IN en_IN IN India
  en_KE en KE Kenya
  en_MS en MY Malaysia
  en_NG en_NG NG Nigeria
  en_NZ en_AU NZ New_Zealand
  en_PH en PH Philippines
  en_PK en PK Pakistan
  en_TH en TH Thailand
  en_US en US United_States
  es es ES Spain
  es_AR es AR Argentina
  es_CA es ES Spain
  es_CL es CL Chile
  es_CO es CO Colombia
  es_ES es ES Spain
  es_MX es_MX MX Mexico
  et_EE en EE Estonia
  fa_IR fa IR Iran
  fi_FI fi FI Finland
  fil_PH en PH Philippines
  fr_BE fr_BE BE Belgium
  fr_CA fr_CA CA Canada
  fr_CH fr_CH CH Switzerland
  fr_DZ fr DZ Algeria
  fr_FR fr FR France
  fr_QC fr_CA CA Canada
  ga_IE en IE Ireland
  gu_IN en IN India
  ha_NG en NG Nigeria
  he_IL he IL Israel
  hi_IN en IN India
  hr_HR hr HR Croatia
  hu_HU hu HU Hungary
  hy_AM hy AM Armenia
  id_ID id_ID ID Indonesia
  ig_NG en NG Nigeria
  is_IS en IS Iceland
  it_CH it CH Switzerland
  it_IT it IT Italy
  ja_JP ja JP Japan
  ka_GE ka_GE GE Georgia
  ko_KR ko KR South_Korea
  la en VA Vatican_City
  lb_LU en LU Luxembourg
  lt_LT en LT Lithuania
  lv_LV lv LV Latvia
  mk_MK mk MK North_Macedonia
  mr_IN en IN India
  mt_MT en MT Malta
  ne_NP ne NP Nepal
  ng_NG en NG Nigeria
  nl_BE nl_BE BE Belgium
  nl_NL nl NL Netherlands
  no_NO nb_NO NO Norway
  or_IN en IN India
  pl_PL pl PL Poland
  pt_BR pt_BR BR Brazil
  pt_PT pt_PT PT Portugal
  ro_RO ro RO Romania
  ru_RU ru RU Russia
  si_LK en LK Sri_Lanka
  sk_SK sk SK Slovakia
  sl_SI sl_SI SI Slovenia
  sq_AL en AL Albania
  sr_BA sr_RS_latin BA Bosnia_and_Herzegovina
  sv_SE sv SE Sweden
  sw en TZ Tanzania
  ta_IN ta_IN IN India
  th th TH Thailand
  th_TH th TH Thailand
  tl_PH en PH Philippines
  tr_TR tr TR Turkey
  tw_GH en GH Ghana
  uk_UA uk UA Ukraine
  uz_UZ uz_UZ_latin UZ Uzbekistan
  vi_VN vi VN Vietnam
  yo_NG yo_NG NG Nigeria
  zh_CN zh_CN CN China
  zh_TW zh_TW TW Taiwan
  zu_ZA zu_ZA ZA South_Africa
`
    .trim()
    .split('\n')
    .map((line) => {
      const [code, data, country, name] = line.trim().split(' ') as [string, string, string, string];
      return [code, { data, country: { code: country, name: name.replaceAll('_', ' ') } }];
    }),
);

/** Other names that Python's `locale.normalize` takes for a locale, as Faker does: a language alone, its English name, an old code. */
export const ALIASES: ReadonlyMap<string, string> = new Map(
  `
  ar arabic = ar_AA
  az = az_AZ
  cs cz cz_cz cs_cs czech = cs_CZ
  da danish dansk = da_DK
  german deutsch = de_DE
  el greek = el_GR
  en_uk english_uk = en_GB
  american english_us = en_US
  spanish = es_ES
  fa = fa_IR
  fi finnish = fi_FI
  c-french = fr_CA
  fr french français = fr_FR
  he hebrew iw iw_il = he_IL
  hr croatian hrvatski = hr_HR
  hu hungarian = hu_HU
  id in in_id = id_ID
  it italian = it_IT
  ja japan japanese jp_jp = ja_JP
  ka = ka_GE
  ko korean = ko_KR
  lv = lv_LV
  mk = mk_MK
  nl dutch = nl_NL
  no norwegian = no_NO
  pl polish = pl_PL
  pt portuguese = pt_PT
  portuguese_brazil = pt_BR
  ro romanian rumanian = ro_RO
  ru russian = ru_RU
  sk slovak = sk_SK
  sl slovene slovenian = sl_SI
  sv swedish = sv_SE
  ta = ta_IN
  thai = th_TH
  tr turkish = tr_TR
  uk = uk_UA
  uz = uz_UZ
  vi = vi_VN
  zh chinese-s = zh_CN
  chinese-t = zh_TW
  zu = zu_ZA
`
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [names = '', code = ''] = line.trim().split(' = ');
      return names.split(' ').map((name) => [name, code] as const);
    }),
);
