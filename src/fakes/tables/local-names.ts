/** Fakes that Python's Faker has in some of its locales only, each with those locales. */
export const LOCAL_NAMES: ReadonlyMap<string, readonly string[]> = new Map(
  `
  aadhaar_id en_IN
  academic_prefix de_AT
  academic_suffix de_AT
  address_detail ko_KR
  amphoe th th_TH
  ape_code fr_CH fr_FR
  area2_landline_number en_PH fil_PH tl_PH
  area_code ar_AE ar_DZ ar_JO ar_PS az_AZ de_AT en_AU en_NZ fr_DZ it_IT
  area_code_with_separator fr_FR
  area_code_without_separator fr_FR
  area_name bn_BD en_BD ja_JP
  automobile_license_plate en_PH fil_PH tl_PH
  autonomous_community es es_ES
  bairro pt_BR
  ban ja_JP
  bayantel_area2_landline_number en_PH fil_PH tl_PH
  bayantel_landline_identifier en_PH fil_PH tl_PH
  bic ru_RU
  birth_number cs_CZ sk_SK
  borough ko_KR
  brand_suffix ko_KR
  building_dong ko_KR
  building_name bn_BD en_BD en_PH fil_PH ja_JP ko_KR tl_PH
  building_name_suffix en_PH fil_PH tl_PH
  building_number_segregated ko_KR
  building_number_underground ko_KR
  building_prefix en_MS ne_NP
  building_suffix ko_KR
  building_unit_number en_PH fil_PH tl_PH
  businesses_inn ru_RU
  businesses_ogrn ru_RU
  canton de_CH fr_CH
  canton_code de_CH fr_CH
  canton_name de_CH fr_CH
  catch_phrase_attribute ar_DZ fr_CH fr_DZ fr_FR pt_BR
  catch_phrase_noun ar_DZ fr_CH fr_DZ fr_FR pt_BR
  catch_phrase_verb ar_DZ fr_CH fr_DZ fr_FR pt_BR
  cellphone_block es_CL
  cellphone_provider_code ar_AE
  checking_account ru_RU
  chome ja_JP
  cie it_IT
  cif es es_CA es_ES
  cin pt_BR
  city_adjective es_MX
  city_name_suffix zh_TW zu_ZA
  city_part hu_HU
  city_prefix_abbr en_MS
  city_state en_MS
  city_with_postcode cs_CZ de de_AT de_DE ro_RO sk_SK
  civil_status de de_DE
  civil_status_code de de_DE
  civil_status_name de de_DE
  clabe es_MX
  classification_number ja_JP
  cnpj pt_BR
  common_street_name es_CL
  commune es_CL vi_VN
  commune_and_region es_CL
  commune_code es_CL
  commune_name vi_VN
  commune_prefix vi_VN
  company_business_id fi_FI
  company_category ja_JP
  company_cuit es_AR
  company_id pt_BR
  company_limited_prefix th th_TH
  company_limited_suffix th th_TH
  company_name_word ko_KR
  company_prefix es es_CL es_ES es_MX id_ID ja_JP nl_NL pl_PL ru_RU th th_TH zh_CN zh_TW
  company_rut es_CL
  company_type en_PH es es_ES fil_PH tl_PH
  company_vat fi_FI fr_CH fr_FR it_IT pl_PL
  concelho pt_PT
  correspondent_account ru_RU
  cpf pt_BR
  cuil es_AR
  cuit es_AR
  curp es_MX
  day_of_week_in_guj gu_IN
  department_code es_CO
  department_number fr_FR
  dialing_code de_AT de_CH
  diplomatic_license_plate uk_UA
  district_suffix az_AZ
  distrito pt_PT
  dk_street_name da_DK
  dni es_AR
  elector_code es_MX
  english_catch_phrase fil_PH tl_PH
  english_paragraph en_PH
  english_paragraphs en_PH
  english_sentence en_PH
  english_sentences en_PH
  english_text en_PH
  english_texts en_PH
  english_word en_PH
  english_words en_PH
  estado pt_BR
  estado_nome pt_BR
  estado_sigla pt_BR
  first_kana_name ja_JP
  first_kana_name_female ja_JP
  first_kana_name_male ja_JP
  first_name_est et_EE
  first_name_female_abbreviated hu_HU
  first_name_female_common bn_BD
  first_name_female_est et_EE
  first_name_female_hinduism bn_BD
  first_name_female_islamic bn_BD
  first_name_female_pair ja_JP
  first_name_female_rus et_EE
  first_name_male_abbreviated hu_HU
  first_name_male_common bn_BD
  first_name_male_est et_EE
  first_name_male_hinduism bn_BD
  first_name_male_islamic bn_BD
  first_name_male_pair ja_JP
  first_name_male_rus et_EE
  first_name_pair ja_JP
  first_name_rus et_EE
  first_name_unisex or_IN vi_VN
  first_romanized_name ja_JP zh_CN zh_TW
  first_romanized_name_female ja_JP zh_TW
  first_romanized_name_male ja_JP zh_TW
  floor_number en_PH fil_PH tl_PH
  floor_unit_number en_PH fil_PH tl_PH
  freguesia pt_PT
  frequent_street_name hu_HU
  full_name uk_UA
  gemstone_name en_PH fil_PH tl_PH
  given_name es_CL
  given_name_female es_CL
  given_name_male es_CL
  globe_area2_landline_number en_PH fil_PH tl_PH
  globe_mobile_number en_PH fil_PH tl_PH
  globe_mobile_number_prefix en_PH fil_PH tl_PH
  gou ja_JP
  gsis en_PH fil_PH tl_PH
  gstin en_IN
  highway_name es_CL
  historic_people_street_name es_CL
  house_number az_AZ
  ide fr_CH
  identity_card_number pl_PL
  idi fr_CH
  individuals_inn ru_RU
  individuals_ogrn ru_RU
  initials ar_JO
  jan ja_JP
  jan13 ja_JP
  jan8 ja_JP
  kana ja_JP
  kana_name ja_JP
  kana_name_female ja_JP
  kana_name_male ja_JP
  kpp ru_RU
  kvnr de de_DE
  land_address ko_KR
  land_number ko_KR
  landline_code de_CH es_CL
  landline_number az_AZ en_PH fil_PH tl_PH
  large_company az_AZ nl_NL ru_RU tr_TR
  last_kana_name ja_JP
  last_name_common bn_BD
  last_name_est et_EE
  last_name_female_islamic bn_BD
  last_name_hinduism bn_BD
  last_name_islamic bn_BD
  last_name_pair ja_JP
  last_name_rus et_EE
  last_name_unique_to_female az_AZ
  last_name_unique_to_male az_AZ
  last_name_unisex az_AZ
  last_romanized_name ja_JP zh_CN zh_TW
  legal_person_nit es_CO
  legal_person_nit_with_check_digit es_CO
  license_plate_ar ar_SA
  license_plate_by_province es es_ES
  license_plate_by_state es_MX
  license_plate_car nl_NL
  license_plate_cdmx es_MX
  license_plate_diplomatic es_CL
  license_plate_en ar_SA
  license_plate_mercosur es_AR
  license_plate_motorbike nl_NL
  license_plate_new es_CL
  license_plate_old es_AR es_CL es_MX
  license_plate_police es_CL
  license_plate_regex_formats pl_PL
  license_plate_state es_MX
  license_plate_state_abbr es_MX
  license_plate_temporary es_CL
  license_plate_unified es es_ES es_MX
  line_address el_GR
  local_latitude de_AT el_GR mk_MK
  local_longitude de_AT el_GR mk_MK
  local_regon pl_PL
  luzon_province en_PH fil_PH tl_PH
  luzon_province_address en_PH fil_PH tl_PH
  luzon_province_postcode en_PH fil_PH tl_PH
  metro_manila_address en_PH fil_PH tl_PH
  metro_manila_lgu en_PH fil_PH tl_PH
  metro_manila_postcode en_PH fil_PH tl_PH
  metropolitan_city ko_KR
  middle_name_female ru_RU uk_UA
  middle_name_male ru_RU uk_UA
  mindanao_province en_PH fil_PH tl_PH
  mindanao_province_address en_PH fil_PH tl_PH
  mindanao_province_postcode en_PH fil_PH tl_PH
  minguo_year zh_TW
  misc_area2_landline_number en_PH fil_PH tl_PH
  misc_landline_identifier en_PH fil_PH tl_PH
  mobile_number en_PH fil_PH tl_PH
  mobile_operator ar_DZ fr_DZ
  month_in_guj gu_IN
  month_name_in_guj gu_IN
  motorcycle_license_plate en_PH es_MX fil_PH tl_PH
  motorcycle_license_plate_cdmx es_MX
  motorcycle_license_plate_national es_MX
  mountain_name en_PH fil_PH tl_PH
  municipality es_AR es_CO
  municipality_code es_AR es_CO
  nationality pt_PT
  natural_person_nit es_CO
  natural_person_nit_with_check_digit es_CO
  neighborhood pt_BR
  nie es es_CA es_ES
  nif es es_CA es_ES
  nip pl_PL
  non_area2_landline_area_code en_PH fil_PH tl_PH
  non_area2_landline_number en_PH fil_PH tl_PH
  nonprofit_prefix th th_TH
  nuip es_CO
  numbered_street vi_VN
  nuss es es_CA es_ES
  old_postal_code ko_KR
  operator_id ar_JO
  ordinal_floor_number en_PH fil_PH tl_PH
  ordinal_street_number en_PH fil_PH tl_PH
  org_and_vat_id sv_SE
  org_id sv_SE
  pagibig en_PH fil_PH tl_PH
  pan en_IN
  partitioned_building_number en_PH fil_PH tl_PH
  person_rut es_CL
  pesel pl_PL
  philhealth en_PH fil_PH tl_PH
  phonenumber_prefix zh_CN
  pincode_in_army en_IN
  pincode_in_military en_IN
  pincode_in_state en_IN
  place_name pt_PT
  plant_name en_PH fil_PH tl_PH
  plant_street_name es_CL
  plate_letter ru_RU
  plate_letter_prefix uk_UA
  plate_letter_suffix uk_UA
  plate_number ru_RU uk_UA
  plate_number_extra ru_RU
  plate_number_special ru_RU
  plate_region_code uk_UA
  plate_suffix ru_RU
  pldt_area2_landline_number en_PH fil_PH tl_PH
  police_id el_GR
  postal_code_letter en_CA fr_CA
  postalcode_in_province en_CA fr_CA
  postcode_city_province it_IT
  postcode_in_army en_IN
  postcode_in_military en_IN
  postcode_in_province en_CA fr_CA
  protocol_license_plate en_PH fil_PH tl_PH
  provider_code ar_PS az_AZ
  province_abbr en_CA fr_CA
  province_code es_CL
  province_lgu en_PH fil_PH tl_PH
  province_name vi_VN
  province_prefix vi_VN
  provinces_code es_AR
  public_transport_license_plate es_MX
  public_transport_license_plate_lettered es_MX
  public_transport_license_plate_numbered es_MX
  pwz_doctor pl_PL
  pwz_nurse pl_PL
  random_company_acronym en_PH es es_ES fil_PH tl_PH
  random_company_adjective en_PH es es_ES fil_PH tl_PH
  random_company_noun_chain en_PH fil_PH tl_PH
  random_company_product en_PH fil_PH tl_PH
  random_good_service_adjective fil_PH tl_PH
  random_good_service_adjective_chain fil_PH tl_PH
  random_name_complements es es_ES
  random_noun_ish_good_trait fil_PH tl_PH
  random_object_name en_PH fil_PH tl_PH
  random_object_of_concern fil_PH tl_PH
  rcs_number fr_CH fr_FR
  rd_number en_NZ
  real_city_name hu_HU
  region_code es_CL
  regon pl_PL
  rfc es_MX
  rg pt_BR
  road ko_KR
  road_address ko_KR
  road_name es_CL ko_KR
  road_number ko_KR
  road_suffix ko_KR
  romanized_name ja_JP zh_CN zh_TW
  romanized_name_female ja_JP zh_TW
  romanized_name_male ja_JP zh_TW
  rut es_CL
  rvnr de de_DE
  section_number zh_TW zu_ZA
  serial_number ja_JP
  service_phone_number ar_AE ar_JO ar_PS pt_BR
  settlement az_AZ
  settlement_suffix az_AZ
  siren fr_CH fr_FR
  siret fr_CH fr_FR
  smart_mobile_number en_PH fil_PH tl_PH
  smart_mobile_number_prefix en_PH fil_PH tl_PH
  snils ru_RU
  space_object_name en_PH fil_PH tl_PH
  special_code es_CL
  sss en_PH fil_PH tl_PH
  standalone_building_number en_PH fil_PH tl_PH
  start_digit az_AZ
  state_name es es_ES
  street az_AZ el_GR hy_AM id_ID vi_VN
  street_address_with_county hu_HU
  street_municipality es_AR
  street_name_adjective_feminine pl_PL
  street_name_suffix zh_TW
  street_name_universal pl_PL
  street_prefix ar_DZ el_GR en_MS es es_AR es_CL es_CO es_ES es_MX fi_FI fr_CA fr_CH fr_DZ fr_FR hy_AM pl_PL pt_BR pt_PT ro_RO sv_SE th th_TH uk_UA vi_VN
  street_prefix_feminine pl_PL
  street_prefix_feminine_short pl_PL
  street_prefix_long el_GR id_ID
  street_prefix_masculine pl_PL
  street_prefix_masculine_short pl_PL
  street_prefix_short el_GR id_ID pl_PL
  street_procer es_AR
  street_province es_AR
  street_suffix_long cs_CZ de de_AT de_DE sk_SK
  street_suffix_short cs_CZ de de_AT de_DE sk_SK
  street_title he_IL ka_GE ru_RU uk_UA
  sub_street vi_VN
  sub_street_prefix vi_VN
  subdivision_block_number en_PH fil_PH tl_PH
  subdivision_lot_number en_PH fil_PH tl_PH
  subdivision_name en_PH fil_PH tl_PH
  subdivision_name_suffix en_PH fil_PH tl_PH
  subdivision_unit_number en_PH fil_PH tl_PH
  sun_mobile_number en_PH fil_PH tl_PH
  sun_mobile_number_prefix en_PH fil_PH tl_PH
  tambon th th_TH
  te_reo_ending en_NZ
  te_reo_first en_NZ
  te_reo_part en_NZ
  telephone_number ar_AE ar_DZ ar_JO ar_PS fr_DZ
  telephone_provider_code ar_AE
  tin el_GR
  toll_number ar_AE ar_PS
  town_suffix ko_KR
  traditional_month_name ja_JP
  uid fr_CH
  umid en_PH fil_PH tl_PH
  union_territory en_IN
  vehicle_category ru_RU uk_UA
  vehicle_category_letter bn_BD
  vehicle_category_number bn_BD
  vehicle_serial_number bn_BD
  vi_building_number_format vi_VN
  village_prefix hy_AM
  village_suffix az_AZ
  visayas_province en_PH fil_PH tl_PH
  visayas_province_address en_PH fil_PH tl_PH
  visayas_province_postcode en_PH fil_PH tl_PH
  wilaya ar_DZ fr_DZ
  zipcode_in_army en_IN
  zipcode_in_military en_IN
`
    .trim()
    .split('\n')
    .map((line) => {
      const [name = '', ...codes] = line.trim().split(' ');
      return [name, codes] as const;
    }),
);
