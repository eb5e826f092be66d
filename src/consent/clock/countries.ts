/**
 * Of each country (ISO 3166-1): the first digits of its numbers, where it has any of its own, and its zones; of several that
 * keep the same time one. Numbers of `1` and no longer entry are told by their area code.
 */
const COUNTRIES = `AC247 Atlantic/St_Helena;AD376 Europe/Andorra;AE971 Asia/Dubai;AF93 Asia/Kabul;AG1268 America/Antigua
AI1264 America/Anguilla;AL355 Europe/Tirane;AM374 Asia/Yerevan;AO244 Africa/Luanda;AR54 America/Argentina/Buenos_Aires
AS1684 Pacific/Pago_Pago;AT43 Europe/Vienna
AU61 Australia/Sydney,Australia/Brisbane,Australia/Adelaide,Australia/Darwin,Australia/Perth,Australia/Eucla,Australia/Lord_Howe
AW297 America/Aruba;AX35818 Europe/Mariehamn;AZ994 Asia/Baku;BA387 Europe/Sarajevo;BB1246 America/Barbados
BD880 Asia/Dhaka;BE32 Europe/Brussels;BF226 Africa/Ouagadougou;BG359 Europe/Sofia;BH973 Asia/Bahrain
BI257 Africa/Bujumbura;BJ229 Africa/Porto-Novo;BL590 America/St_Barthelemy;BM1441 Atlantic/Bermuda;BN673 Asia/Brunei
BO591 America/La_Paz;BQ599 America/Kralendijk;BR55 America/Noronha,America/Sao_Paulo,America/Manaus,America/Rio_Branco
BS1242 America/Nassau;BT975 Asia/Thimphu;BW267 Africa/Gaborone;BY375 Europe/Minsk;BZ501 America/Belize
CA1 America/St_Johns,America/Halifax,America/Toronto,America/Winnipeg,America/Regina,America/Edmonton,America/Vancouver,America/Whitehorse
CC6189162 Indian/Cocos;CD243 Africa/Kinshasa,Africa/Lubumbashi;CF236 Africa/Bangui;CG242 Africa/Brazzaville
CH41 Europe/Zurich;CI225 Africa/Abidjan;CK682 Pacific/Rarotonga
CL56 America/Santiago,America/Punta_Arenas,Pacific/Easter;CM237 Africa/Douala;CN86 Asia/Shanghai;CO57 America/Bogota
CR506 America/Costa_Rica;CU53 America/Havana;CV238 Atlantic/Cape_Verde;CW599 America/Curacao
CX6189164 Indian/Christmas;CY357 Asia/Nicosia;CZ420 Europe/Prague;DE49 Europe/Berlin;DJ253 Africa/Djibouti
DK45 Europe/Copenhagen;DM1767 America/Dominica;DO1809.1829.1849 America/Santo_Domingo;DZ213 Africa/Algiers
EC593 America/Guayaquil,Pacific/Galapagos;EE372 Europe/Tallinn;EG20 Africa/Cairo;EH2125288.2125289 Africa/El_Aaiun
ER291 Africa/Asmara;ES34 Europe/Madrid,Atlantic/Canary;ET251 Africa/Addis_Ababa;FI358 Europe/Helsinki
FJ679 Pacific/Fiji;FK500 Atlantic/Stanley;FM691 Pacific/Chuuk,Pacific/Pohnpei;FO298 Atlantic/Faroe;FR33 Europe/Paris
GA241 Africa/Libreville;GB44 Europe/London;GD1473 America/Grenada;GE995 Asia/Tbilisi;GF594 America/Cayenne
GG441481 Europe/Guernsey;GH233 Africa/Accra;GI350 Europe/Gibraltar
GL299 America/Nuuk,America/Danmarkshavn,America/Thule;GM220 Africa/Banjul;GN224 Africa/Conakry
GP590 America/Guadeloupe;GQ240 Africa/Malabo;GR30 Europe/Athens;GT502 America/Guatemala;GU1671 Pacific/Guam
GW245 Africa/Bissau;GY592 America/Guyana;HK852 Asia/Hong_Kong;HN504 America/Tegucigalpa;HR385 Europe/Zagreb
HT509 America/Port-au-Prince;HU36 Europe/Budapest;ID62 Asia/Jakarta,Asia/Makassar,Asia/Jayapura;IE353 Europe/Dublin
IL972 Asia/Jerusalem;IM441624 Europe/Isle_of_Man;IN91 Asia/Kolkata;IO246 Indian/Chagos;IQ964 Asia/Baghdad
IR98 Asia/Tehran;IS354 Atlantic/Reykjavik;IT39 Europe/Rome;JE441534 Europe/Jersey;JM1658.1876 America/Jamaica
JO962 Asia/Amman;JP81 Asia/Tokyo;KE254 Africa/Nairobi;KG996 Asia/Bishkek;KH855 Asia/Phnom_Penh
KI686 Pacific/Tarawa,Pacific/Kanton,Pacific/Kiritimati;KM269 Indian/Comoro;KN1869 America/St_Kitts
KP850 Asia/Pyongyang;KR82 Asia/Seoul;KW965 Asia/Kuwait;KY1345 America/Cayman;KZ76.77 Asia/Almaty;LA856 Asia/Vientiane
LB961 Asia/Beirut;LC1758 America/St_Lucia;LI423 Europe/Vaduz;LK94 Asia/Colombo;LR231 Africa/Monrovia
LS266 Africa/Maseru;LT370 Europe/Vilnius;LU352 Europe/Luxembourg;LV371 Europe/Riga;LY218 Africa/Tripoli
MA212 Africa/Casablanca;MC377 Europe/Monaco;MD373 Europe/Chisinau;ME382 Europe/Podgorica;MF590 America/Marigot
MG261 Indian/Antananarivo;MH692 Pacific/Majuro;MK389 Europe/Skopje;ML223 Africa/Bamako;MM95 Asia/Yangon
MN976 Asia/Ulaanbaatar,Asia/Hovd;MO853 Asia/Macau;MP1670 Pacific/Saipan;MQ596 America/Martinique
MR222 Africa/Nouakchott;MS1664 America/Montserrat;MT356 Europe/Malta;MU230 Indian/Mauritius;MV960 Indian/Maldives
MW265 Africa/Blantyre
MX52 America/Mexico_City,America/Cancun,America/Chihuahua,America/Ciudad_Juarez,America/Matamoros,America/Hermosillo,America/Mazatlan,America/Tijuana
MY60 Asia/Kuala_Lumpur;MZ258 Africa/Maputo;NA264 Africa/Windhoek;NC687 Pacific/Noumea;NE227 Africa/Niamey
NF672 Pacific/Norfolk;NG234 Africa/Lagos;NI505 America/Managua;NL31 Europe/Amsterdam;NO47 Europe/Oslo
NP977 Asia/Kathmandu;NR674 Pacific/Nauru;NU683 Pacific/Niue;NZ64 Pacific/Auckland,Pacific/Chatham;OM968 Asia/Muscat
PA507 America/Panama;PE51 America/Lima;PF689 Pacific/Tahiti,Pacific/Marquesas,Pacific/Gambier
PG675 Pacific/Port_Moresby,Pacific/Bougainville;PH63 Asia/Manila;PK92 Asia/Karachi;PL48 Europe/Warsaw
PM508 America/Miquelon;PR1787.1939 America/Puerto_Rico;PS970 Asia/Gaza;PT351 Europe/Lisbon,Atlantic/Azores
PW680 Pacific/Palau;PY595 America/Asuncion;QA974 Asia/Qatar;RE262 Indian/Reunion;RO40 Europe/Bucharest
RS381 Europe/Belgrade
RU7 Europe/Kaliningrad,Europe/Moscow,Europe/Samara,Asia/Yekaterinburg,Asia/Omsk,Asia/Novosibirsk,Asia/Irkutsk,Asia/Yakutsk,Asia/Vladivostok,Asia/Magadan,Asia/Kamchatka
RW250 Africa/Kigali;SA966 Asia/Riyadh;SB677 Pacific/Guadalcanal;SC248 Indian/Mahe;SD249 Africa/Khartoum
SE46 Europe/Stockholm;SG65 Asia/Singapore;SH290 Atlantic/St_Helena;SI386 Europe/Ljubljana;SJ4779 Arctic/Longyearbyen
SK421 Europe/Bratislava;SL232 Africa/Freetown;SM378 Europe/San_Marino;SN221 Africa/Dakar;SO252 Africa/Mogadishu
SR597 America/Paramaribo;SS211 Africa/Juba;ST239 Africa/Sao_Tome;SV503 America/El_Salvador
SX1721 America/Lower_Princes;SY963 Asia/Damascus;SZ268 Africa/Mbabane;TA290 Atlantic/St_Helena
TC1649 America/Grand_Turk;TD235 Africa/Ndjamena;TG228 Africa/Lome;TH66 Asia/Bangkok;TJ992 Asia/Dushanbe
TK690 Pacific/Fakaofo;TL670 Asia/Dili;TM993 Asia/Ashgabat;TN216 Africa/Tunis;TO676 Pacific/Tongatapu
TR90 Europe/Istanbul;TT1868 America/Port_of_Spain;TV688 Pacific/Funafuti;TW886 Asia/Taipei;TZ255 Africa/Dar_es_Salaam
UA380 Europe/Kyiv,Europe/Simferopol;UG256 Africa/Kampala
US1 America/New_York,America/Chicago,America/Denver,America/Phoenix,America/Los_Angeles,America/Anchorage,America/Adak,Pacific/Honolulu
UY598 America/Montevideo;UZ998 Asia/Samarkand;VA379.3906698 Europe/Vatican;VC1784 America/St_Vincent
VE58 America/Caracas;VG1284 America/Tortola;VI1340 America/St_Thomas;VN84 Asia/Ho_Chi_Minh;VU678 Pacific/Efate
WF681 Pacific/Wallis;WS685 Pacific/Apia;XK383 Europe/Belgrade;YE967 Asia/Aden;YT262 Indian/Mayotte
ZA27 Africa/Johannesburg;ZM260 Africa/Lusaka;ZW263 Africa/Harare`

interface Country {
  readonly prefixes: readonly string[]
  readonly zones: readonly string[]
}

const DIGITS_MAX = 7

/** Parsed when first asked for. */
let byCode: ReadonlyMap<string, Country> | undefined
let byPrefix: ReadonlyMap<string, readonly string[]> | undefined

function countries(): ReadonlyMap<string, Country> {
  byCode ??= new Map(COUNTRIES.split(/[;\n]/).map(readCountry))
  return byCode
}

function readCountry(entry: string): [string, Country] {
  const [key = '', zones = ''] = entry.split(' ')
  const prefixes = key.slice(2).split('.')
  return [key.slice(0, 2), { prefixes: prefixes.filter((prefix) => prefix !== ''), zones: zones.split(',') }]
}

function prefixesOf(known: ReadonlyMap<string, Country>): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>()
  for (const [code, { prefixes }] of known)
    for (const prefix of prefixes) found.set(prefix, [...(found.get(prefix) ?? []), code])
  return found
}

/** The zones of a country; none of what is none. */
export const zonesOfCountry = (code: string): readonly string[] => countries().get(code.toUpperCase())?.zones ?? []

/** The countries that a number in E.164 may be of: those with most of its first digits; none of a satellite's or a service's. */
export function countriesOfPhone(phone: string): readonly string[] {
  byPrefix ??= prefixesOf(countries())
  for (let length = DIGITS_MAX; length > 0; length -= 1) {
    const found = byPrefix.get(phone.slice(1, 1 + length))
    if (found !== undefined) return found
  }
  return []
}
