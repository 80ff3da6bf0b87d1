export const LOCALE_CODES = `
  af_ZA am_ET ar_AE ar_BH ar_EG ar_IQ ar_JO ar_KW ar_LB ar_MA ar_QA ar_SA ar_TN az_AZ be_BY bg_BG bn_BD bn_IN bs_BA ca_ES
  cs_CZ cy_GB da_DK de_AT de_BE de_CH de_DE de_LI de_LU el_CY el_GR en_AU en_CA en_GB en_HK en_IE en_IN en_NG en_NZ en_PH
  en_SG en_US en_ZA es_AR es_BO es_CL es_CO es_CR es_DO es_EC es_ES es_GT es_HN es_MX es_NI es_PA es_PE es_PR es_PY es_SV
  es_US es_UY es_VE et_EE eu_ES fa_IR fi_FI fil_PH fr_BE fr_CA fr_CH fr_FR fr_LU ga_IE gl_ES gu_IN he_IL hi_IN hr_HR hu_HU
  hy_AM id_ID is_IS it_CH it_IT ja_JP ka_GE kk_KZ km_KH kn_IN ko_KR ku_TR ky_KG lb_LU lo_LA lt_LT lv_LV mk_MK ml_IN mn_MN
  mr_IN ms_MY mt_MT my_MM nb_NO ne_NP nl_BE nl_NL nn_NO pa_IN pl_PL ps_AF pt_BR pt_PT ro_RO ru_RU ru_UA rw_RW si_LK sk_SK
  sl_SI so_SO sq_AL sr_RS sv_FI sv_SE sw_KE sw_TZ ta_IN ta_LK te_IN tg_TJ th_TH tr_CY tr_TR uk_UA ur_PK uz_UZ vi_VN xh_ZA
  yo_NG zh_CN zh_HK zh_SG zh_TW zu_ZA
`
  .trim()
  .split(/\s+/);

export const LANGUAGE_CODES: readonly string[] = [
  ...new Set(LOCALE_CODES.map((code) => code.slice(0, code.indexOf('_')))),
];
