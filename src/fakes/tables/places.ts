type City = readonly [latitude: string, longitude: string, name: string, country: string, zone: string];

/** Cities with their coordinates on land, for local_latlng and location_on_land. */
export const CITIES: readonly City[] = `
40.71427 -74.00597 New_York US America/New_York
34.05223 -118.24368 Los_Angeles US America/Los_Angeles
41.85003 -87.65005 Chicago US America/Chicago
29.76328 -95.36327 Houston US America/Chicago
33.44838 -112.07404 Phoenix US America/Phoenix
39.95233 -75.16379 Philadelphia US America/New_York
29.42412 -98.49363 San_Antonio US America/Chicago
32.71571 -117.16472 San_Diego US America/Los_Angeles
32.78306 -96.80667 Dallas US America/Chicago
37.33939 -121.89496 San_Jose US America/Los_Angeles
30.26715 -97.74306 Austin US America/Chicago
39.96118 -82.99879 Columbus US America/New_York
35.22709 -80.84313 Charlotte US America/New_York
39.76838 -86.15804 Indianapolis US America/Indiana/Indianapolis
47.60621 -122.33207 Seattle US America/Los_Angeles
39.73915 -104.9847 Denver US America/Denver
42.35843 -71.05977 Boston US America/New_York
36.16589 -86.78444 Nashville US America/Chicago
42.33143 -83.04575 Detroit US America/Detroit
45.52345 -122.67621 Portland US America/Los_Angeles
36.17497 -115.13722 Las_Vegas US America/Los_Angeles
43.0389 -87.90647 Milwaukee US America/Chicago
35.08449 -106.65114 Albuquerque US America/Denver
33.749 -84.38798 Atlanta US America/New_York
44.97997 -93.26384 Minneapolis US America/Chicago
40.76078 -111.89105 Salt_Lake_City US America/Denver
61.21806 -149.90028 Anchorage US America/Anchorage
21.30694 -157.85833 Honolulu US Pacific/Honolulu
43.70011 -79.4163 Toronto CA America/Toronto
45.50884 -73.58781 Montreal CA America/Toronto
49.24966 -123.11934 Vancouver CA America/Vancouver
19.42847 -99.12766 Mexico_City MX America/Mexico_City
20.66682 -103.39182 Guadalajara MX America/Mexico_City
51.50853 -0.12574 London GB Europe/London
53.48095 -2.23743 Manchester GB Europe/London
55.95206 -3.19648 Edinburgh GB Europe/London
53.33306 -6.24889 Dublin IE Europe/Dublin
48.85341 2.3488 Paris FR Europe/Paris
45.74846 4.84671 Lyon FR Europe/Paris
43.29695 5.38107 Marseille FR Europe/Paris
52.52437 13.41053 Berlin DE Europe/Berlin
53.55073 9.99302 Hamburg DE Europe/Berlin
48.13743 11.57549 Munich DE Europe/Berlin
48.20849 16.37208 Vienna AT Europe/Vienna
47.36667 8.55 Zurich CH Europe/Zurich
46.20222 6.14569 Geneva CH Europe/Zurich
41.89193 12.51133 Rome IT Europe/Rome
45.46427 9.18951 Milan IT Europe/Rome
40.4165 -3.70256 Madrid ES Europe/Madrid
41.38879 2.15899 Barcelona ES Europe/Madrid
38.71667 -9.13333 Lisbon PT Europe/Lisbon
52.37403 4.88969 Amsterdam NL Europe/Amsterdam
50.85045 4.34878 Brussels BE Europe/Brussels
55.67594 12.56553 Copenhagen DK Europe/Copenhagen
59.91273 10.74609 Oslo NO Europe/Oslo
59.33258 18.0649 Stockholm SE Europe/Stockholm
60.16952 24.93545 Helsinki FI Europe/Helsinki
52.22977 21.01178 Warsaw PL Europe/Warsaw
50.08804 14.42076 Prague CZ Europe/Prague
47.49801 19.03991 Budapest HU Europe/Budapest
44.43225 26.10626 Bucharest RO Europe/Bucharest
37.98376 23.72784 Athens GR Europe/Athens
50.45466 30.5238 Kyiv UA Europe/Kyiv
41.01384 28.94966 Istanbul TR Europe/Istanbul
30.06263 31.24967 Cairo EG Africa/Cairo
-1.28333 36.81667 Nairobi KE Africa/Nairobi
6.45407 3.39467 Lagos NG Africa/Lagos
-33.92584 18.42322 Cape_Town ZA Africa/Johannesburg
25.07725 55.30927 Dubai AE Asia/Dubai
32.08088 34.78057 Tel_Aviv IL Asia/Jerusalem
19.07283 72.88261 Mumbai IN Asia/Kolkata
28.65195 77.23149 Delhi IN Asia/Kolkata
12.97194 77.59369 Bengaluru IN Asia/Kolkata
1.28967 103.85007 Singapore SG Asia/Singapore
13.75398 100.50144 Bangkok TH Asia/Bangkok
10.82302 106.62965 Ho_Chi_Minh_City VN Asia/Ho_Chi_Minh
-6.21462 106.84513 Jakarta ID Asia/Jakarta
14.6042 120.9822 Manila PH Asia/Manila
22.27832 114.17469 Hong_Kong HK Asia/Hong_Kong
31.22222 121.45806 Shanghai CN Asia/Shanghai
39.9075 116.39723 Beijing CN Asia/Shanghai
25.04776 121.53185 Taipei TW Asia/Taipei
37.566 126.9784 Seoul KR Asia/Seoul
35.6895 139.69171 Tokyo JP Asia/Tokyo
34.69374 135.50218 Osaka JP Asia/Tokyo
-33.86785 151.20732 Sydney AU Australia/Sydney
-37.814 144.96332 Melbourne AU Australia/Melbourne
-36.84853 174.76349 Auckland NZ Pacific/Auckland
-23.5475 -46.63611 Sao_Paulo BR America/Sao_Paulo
-22.90642 -43.18223 Rio_de_Janeiro BR America/Sao_Paulo
-34.61315 -58.37723 Buenos_Aires AR America/Argentina/Buenos_Aires
-33.45694 -70.64827 Santiago CL America/Santiago
4.60971 -74.08175 Bogota CO America/Bogota
-12.04318 -77.02824 Lima PE America/Lima
`
  .trim()
  .split('\n')
  .map((line) => {
    const [latitude, longitude, name, country, zone] = line.split(' ') as [
      string,
      string,
      string,
      string,
      string,
    ];
    return [latitude, longitude, name.replaceAll('_', ' '), country, zone];
  });

/** The lowest and the highest postcode of each state and territory of the United States. */
export const US_POSTCODES: ReadonlyMap<string, readonly [number, number]> = new Map(
  `
  AL:35004-36925 AK:99501-99950 AZ:85001-86556 AR:71601-72959 CA:90001-96162
  CO:80001-81658 CT:06001-06389 DE:19701-19980 DC:20001-20039 FL:32004-34997
  GA:30001-31999 HI:96701-96898 ID:83201-83876 IL:60001-62999 IN:46001-47997
  IA:50001-52809 KS:66002-67954 KY:40003-42788 LA:70001-71232 ME:03901-04992
  MD:20812-21930 MA:01001-02791 MI:48001-49971 MN:55001-56763 MS:38601-39776
  MO:63001-65899 MT:59001-59937 NE:68001-68118 NV:88901-89883 NH:03031-03897
  NJ:07001-08989 NM:87001-88441 NY:10001-14905 NC:27006-28909 ND:58001-58856
  OH:43001-45999 OK:73001-73199 OR:97001-97920 PA:15001-19640 RI:02801-02940
  SC:29001-29948 SD:57001-57799 TN:37010-38589 TX:75503-79999 UT:84001-84784
  VT:05001-05495 VA:22001-24658 WA:98001-99403 WV:24701-26886 WI:53001-54990
  WY:82001-83128 AS:96799-96799 FM:96941-96944 GU:96910-96932 MH:96960-96970
  MP:96950-96952 PW:96940-96940 PR:00600-00799 VI:00801-00805 
`
    .trim()
    .split(/\s+/)
    .map((line) => {
      const [state = '', from = '', to = ''] = line.split(/[:-]/);
      return [state, [Number(from), Number(to)]] as const;
    }),
);
