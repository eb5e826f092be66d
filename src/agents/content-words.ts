import { stem } from '../kernel/stem.ts'

const STOP =
  'a an the is are am was be been do does did dont doesnt you your yours u i im id my me we us our to of in on at for and or it its that this there here have has had ' +
  'any some can could would will shall should may might must please just so if with from by as about get got want like need know tell ask asking wondering ' +
  'hi hello hey um uh okay ok well also how what whats which question what are guys yall they them their be really actually maybe also thanks thank let see happen chance possibly guys whether stop calling me yet still ever yes no yeah yep sure something anything i ive got a ' +
  'if going come coming need wanted curious quick one more thing before go'
const STOP_WORDS: ReadonlySet<string> = new Set(STOP.split(' '))

/** Words that mean the same to somebody asking a business a question, by their stems: the first stands for all. */
const SAME: readonly string[] = [
  'price cost charge fee rate much expensive pricey cheap afford pric quote',
  'where locat address direction find situated whereabout located',
  'insur insurance coverage cover covered insured insurer',
  'park parking lot garage',
  'child kid children toddler pediatric paediatric baby infant teen teenager son daughter',
  'pay payment',
  'take accept',
  'wheelchair accessibl accessible ramp disabled handicap disability elevator step mobility',
  'open opening close hour clos opened',
  'cancel cancellation',
  'late delay behind',
  'walkin dropin',
  'email mail',
  'phone telephon',
  'dog pet cat animal',
  'bus train subway transit metro tram',
  'doctor dr physician provider practitioner',
  'gift voucher certificate giftcard',
  'card credit debit visa mastercard amex',
  'vegetarian vegan veggie plantbased',
  'wifi internet wireless',
  'financ installment instalment',
  'dentist hygienist',
  'bring prepar preparation paperwork form',
  'long duration last minute',
  'allergy allergic gluten celiac coeliac',
]
const CANONICAL: ReadonlyMap<string, string> = new Map(
  SAME.flatMap((group) => {
    const words = group.split(' ')
    return words.map((word) => [stem(word), words[0] ?? word] as const)
  }),
)

const TEXT_CHARS_MAX = 1000

/** A word that carries meaning: as heard, and as compared. */
export interface ContentWord {
  readonly raw: string
  readonly key: string
}

/** The words of `text` that carry meaning, in order. Stop words are gone, endings are off, synonyms are one. */
export function contentWords(text: string): readonly ContentWord[] {
  const plain = text
    .slice(0, TEXT_CHARS_MAX)
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/\b(walk|drop|check|follow|clean)[ -](ins?|ups?)\b/g, '$1$2')
    .replace(/\bhow (?:long|much time)\b/g, 'duration')
    .replace(/\blast (?=night|week|month|year|time|monday|tuesday|wednesday|thursday|friday|saturday|sunday)/g, '')
    .replace(/\bfind (?=it|my|a|an|out|that|them)\b/g, '')
  const words = plain.match(/[\p{L}\p{N}]+/gu) ?? []
  return words.filter((word) => !STOP_WORDS.has(word)).map((raw) => ({ raw, key: keyOf(raw) }))
}

function keyOf(raw: string): string {
  const stemmed = stem(raw)
  return CANONICAL.get(stemmed) ?? stemmed
}

const CONCEPTS: ReadonlySet<string> = new Set([
  'park',
  'insur',
  'child',
  'dog',
  'bus',
  'gift',
  'vegetarian',
  'wifi',
  'financ',
])

/** Whether a key is a thing by itself that people ask of businesses: "dog", "wifi". */
export const isConcept = (key: string): boolean => CONCEPTS.has(key)
