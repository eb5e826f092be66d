const STATES = `Alabama AL,Alaska AK,Arizona AZ,Arkansas AR,California CA,Colorado CO,Connecticut CT,Delaware DE,Florida FL,Georgia GA,Hawaii HI,
  Idaho ID,Illinois IL,Indiana IN,Iowa IA,Kansas KS,Kentucky KY,Louisiana LA,Maine ME,Maryland MD,Massachusetts MA,Michigan MI,
  Minnesota MN,Mississippi MS,Missouri MO,Montana MT,Nebraska NE,Nevada NV,New Hampshire NH,New Jersey NJ,New Mexico NM,
  New York NY,North Carolina NC,North Dakota ND,Ohio OH,Oklahoma OK,Oregon OR,Pennsylvania PA,Rhode Island RI,South Carolina SC,
  South Dakota SD,Tennessee TN,Texas TX,Utah UT,Vermont VT,Virginia VA,Washington WA,West Virginia WV,Wisconsin WI,Wyoming WY`

const COUNTRIES = `Germany DE,Deutschland DE,Alemania DE,France FR,Francia FR,Frankreich FR,Spain ES,España ES,Spanien ES,Italy IT,
  Italia IT,Italien IT,Portugal PT,Netherlands NL,Holland NL,Belgium BE,Belgique BE,Austria AT,Österreich AT,Switzerland CH,
  Schweiz CH,Suisse CH,Ireland IE,Poland PL,Sweden SE,Denmark DK,Finland FI,Norway NO,Greece GR,Czech Republic CZ,Czechia CZ,
  Hungary HU,Romania RO,Bulgaria BG,Croatia HR,Slovakia SK,Slovenia SI,Estonia EE,Latvia LV,Lithuania LT,Luxembourg LU,Malta MT,
  Cyprus CY,Iceland IS,United Kingdom GB,UK GB,England GB,Scotland GB,Wales GB,Great Britain GB,Canada CA,Canadá CA,Mexico MX,
  México MX,Brazil BR,Brasil BR,Argentina AR,Colombia CO,Chile CL,Peru PE,Perú PE,Australia AU,New Zealand NZ,India IN,
  South Africa ZA,Israel IL,Japan JP,United States US,USA US,Estados Unidos US`

const codesOf = (list: string, prefix: string): [name: string, code: string][] =>
  list.split(/,\s*/).map((entry) => {
    const [, name = '', code = ''] = /^(.+) (\w\w)$/.exec(entry.trim()) ?? []
    return [name.toLowerCase(), `${prefix}${code}`]
  })

// The state before the country where two bear one name is said of nobody: Georgia is the state here.
const PLACES = new Map([...codesOf(COUNTRIES, ''), ...codesOf(STATES, 'US-')])
const NAMES = [...PLACES.keys()].sort((one, other) => other.length - one.length).join('|')

const LIVES = String.raw`(?:live in|living in|lives in|live at|reside in|residing in|resides in|residents? of|citizen of|based in|located in|moved to|domiciled in|wohne in|lebe in|wohnhaft in|vivo en|resido en|residente (?:de|en|em)|habite (?:en|au|aux|a|à)|réside (?:en|au)|moro (?:no|na|em)|vivo (?:no|na|em)|abito in|from|under|de)`
const LIVED = new RegExp(
  String.raw`\b${LIVES}[ \t]+(?:[\p{L}.'-]+,[ \t]*){0,2}(?:the |state of |estado de |la |el )*(${NAMES})(?![\p{L}])`,
  'iu',
)
const RESIDENT = new RegExp(
  String.raw`(?<![\p{L}])(${NAMES})[ \t]+(?:resident|citizen|consumer|residents|law)(?![\p{L}])`,
  'iu',
)
/** `CA resident`, `Los Angeles, CA 90012`: two letters are a state only beside words that say so. */
const LETTERS = /(?<![\p{L}])([A-Z]{2})(?: resident| consumer|[ ,]+\d{5}(?:-\d{4})?)(?![\p{L}\d])/u
const LAWS: readonly (readonly [RegExp, string])[] = [
  [/\b(?:CCPA|CPRA)\b|California Consumer Privacy/i, 'US-CA'],
  [/\bVCDPA\b/, 'US-VA'],
  [/\bLGPD\b/, 'BR'],
  [/\b(?:UK[- ]GDPR|Data Protection Act 2018)\b/i, 'GB'],
]
const STATE_CODES = new Set(codesOf(STATES, 'US-').map(([, code]) => code))
const TEXT_CHARS_MAX = 20_000

/** Where the sender says they live: `US-CA` for a US state, `DE` for a country. Null when they do not say. */
export function placeIn(written: string): string | null {
  const text = written.slice(0, TEXT_CHARS_MAX)
  const named = LIVED.exec(text)?.[1] ?? RESIDENT.exec(text)?.[1]
  if (named !== undefined) return PLACES.get(named.toLowerCase()) ?? null
  const letters = `US-${LETTERS.exec(text)?.[1] ?? ''}`
  if (STATE_CODES.has(letters)) return letters
  return LAWS.find(([law]) => law.test(text))?.[1] ?? null
}
