/** A locale's data in faker-js, and the country that its fakes are at home in. */
export interface LocaleEntry {
  data: string;
  country: { code: string; name: string };
}

/** The locales that both Python's Faker and faker-js have, in Python's spelling, with faker-js's name of the data. */
export const LOCALES: ReadonlyMap<string, LocaleEntry> = new Map(
  `
  ar_AA ar SA Saudi_Arabia
  ar_AE ar AE United_Arab_Emirates
  ar_BH ar BH Bahrain
  ar_EG ar EG Egypt
  ar_JO ar JO Jordan
  ar_PS ar PS Palestine
  ar_SA ar SA Saudi_Arabia
  az_AZ az AZ Azerbaijan
  bn_BD bn_BD BD Bangladesh
  cs_CZ cs_CZ CZ Czechia
  da_DK da DK Denmark
  de de DE Germany
  de_AT de_AT AT Austria
  de_CH de_CH CH Switzerland
  de_DE de DE Germany
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
  en_MS en MY Malaysia
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
  fa_IR fa IR Iran
  fi_FI fi FI Finland
  fr_BE fr_BE BE Belgium
  fr_CA fr_CA CA Canada
  fr_CH fr_CH CH Switzerland
  fr_FR fr FR France
  fr_QC fr_CA CA Canada
  he_IL he IL Israel
  hr_HR hr HR Croatia
  hu_HU hu HU Hungary
  hy_AM hy AM Armenia
  id_ID id_ID ID Indonesia
  it_CH it CH Switzerland
  it_IT it IT Italy
  ja_JP ja JP Japan
  ka_GE ka_GE GE Georgia
  ko_KR ko KR South_Korea
  lv_LV lv LV Latvia
  ne_NP ne NP Nepal
  nl_BE nl_BE BE Belgium
  nl_NL nl NL Netherlands
  no_NO nb_NO NO Norway
  pl_PL pl PL Poland
  pt_BR pt_BR BR Brazil
  pt_PT pt_PT PT Portugal
  ro_RO ro RO Romania
  ru_RU ru RU Russia
  sk_SK sk SK Slovakia
  sl_SI sl_SI SI Slovenia
  sv_SE sv SE Sweden
  ta_IN ta_IN IN India
  th th TH Thailand
  th_TH th TH Thailand
  tr_TR tr TR Turkey
  uk_UA uk UA Ukraine
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
