import { TENS, UNITS } from './spoken-numbers.ts'

/** A caller's turn is cut here before it is searched: nobody says more in one breath, and every search stays short. */
export const SEARCHED_CHARS_MAX = 2000

/** Contractions, with and without the apostrophe that speech recognition leaves out. */
const EXPANSIONS: readonly (readonly [RegExp, string])[] = [
  [/\bcan\s?not\b|\bcan'?t\b/g, 'cannot'],
  [/\bwon'?t\b/g, 'will not'],
  [/\bain'?t\b/g, 'is not'],
  [/\b(do|does|did|is|are|was|were|has|have|had|would|should|could)n'?t\b/g, '$1 not'],
  [/\bi'?m\b/g, 'i am'],
  [/\bi'?ve\b/g, 'i have'],
  [/\bi'll\b/g, 'i will'],
  [/\bi'd\b/g, 'i would'],
  [/\b(you|we|they)'re\b|\b(you|they)re\b/g, '$1$2 are'],
  [/\b(you|we|they)'?ve\b/g, '$1 have'],
  [/\b(you|he|she|it|we|they)'ll\b/g, '$1 will'],
  [/\b(he|she|it|that|there|who|what|here|where)'s\b/g, '$1 is'],
  [/\b(he|she|that|there|what)s\b/g, '$1 is'],
  [/\bits (?=an?\b|not\b|my\b|really\b|hard\b|swelling\b)/g, 'it is '],
  [/'s (?=not\b|been\b|just\b|going\b|having\b|in\b|\w{3,}ing\b|un\w+ed?\b|unconscious\b)/g, ' is '],
  [/\bwanna\b/g, 'want to'],
  [/\bgonna\b/g, 'going to'],
  [/\bgotta\b/g, 'got to'],
  [/\blemme\b/g, 'let me'],
  [/\bgimme\b/g, 'give me'],
  [/\by'?all\b/g, 'you all'],
]

/** Sounds and swear words that only add force: between two words that matter they hide nothing. */
const FILLERS =
  /\b(?:um+|uh+|er+|erm|hmm+|like i said|you know|i mean|please|kindly|just|actually|basically|literally|freaking|frigging|fricking|f[*]+(?:ing)?|fucking|fuckin|goddamn(?:ed)?|god damn(?:ed)?|damn(?:ed)?|bloody(?= (?:call|ring|phon|text|record|human|person))|effing|the hell|the heck|the fuck|for (?:god|christ) ?s sake|for the love of god)\b/g

/** What a recogniser writes of what it heard and was no word. */
const NOISES =
  /[[(<*](?:background )?(?:noise|noises|inaudible|unintelligible|crosstalk|cross talk|music|laughter|laughs|laughing|cough|coughs|coughing|sighs?|silence|pause|static|beep|breathing|ruido|risas?|m[uú]sica|tos)[\])>*]/g

const numberOf = (word: string): number => UNITS[word] ?? TENS[word] ?? 0

/** Spoken numbers below a hundred as digits: "twenty one" is 21, "eleven" 11. */
const withDigits = (text: string): string =>
  text
    .replace(
      /\b(twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[ -](one|two|three|four|five|six|seven|eight|nine)\b/g,
      (_, ten: string, unit: string) => String(numberOf(ten) + (unit === 'one' ? 1 : numberOf(unit))),
    )
    .replace(/\b[a-z]+\b/g, (word) => (numberOf(word) > 0 ? String(numberOf(word)) : word))

/** Letters without their accents, which speech recognition and people in a hurry leave out: "mañana" is "manana". */
const withoutAccents = (text: string): string =>
  /[^\0-\x7f]/.test(text)
    ? text
        .normalize('NFKD')
        .replace(/[\u0300-\u036f]/g, '')
        .replaceAll('ß', 'ss')
    : text

/**
 * What was said, in a form that patterns can be written against: lower case, no accents, contractions spelled out, number
 * words as digits, fillers and swearing gone, every pause a lone comma. Cut at {@link SEARCHED_CHARS_MAX}.
 */
export function plainWords(text: string): string {
  const lower = text
    .slice(0, SEARCHED_CHARS_MAX)
    .toLowerCase()
    .replace(/[‘’ʼ`´]/g, "'")
    .replace(NOISES, ' ')
  let plain = withoutAccents(lower).slice(0, SEARCHED_CHARS_MAX)
  for (const [contraction, words] of EXPANSIONS) plain = plain.replace(contraction, words)
  return withDigits(plain)
    .replace(/\b9[ /-]?(?:1|one)[ /-]?(?:1|one)\b/g, '911')
    .replace(/\b(dr|mr|mrs|ms|st|jr|sr)\.(?=\s|$)/g, '$1')
    .replace(/'s\b/g, ' s')
    .replace(/[.!?;:,()"…—–]+(?=\s|$)|[!?;,¡¿]|\s-+\s/g, ' , ')
    .replace(/'/g, '')
    .replace(/[^a-z0-9,*]+/g, ' ')
    .replace(FILLERS, ' ')
    .replace(/[* ]+/g, ' ')
    .replace(/(?: ?, ?)+/g, ' , ')
    .replace(/^[ ,]+/, '')
    .trim()
}
