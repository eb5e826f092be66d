import type { Meaning } from './item.ts'
import { type Found, type Reader, wordAt } from './reader.ts'

/** How far before a date the word may stand that makes it something else. */
const LOOK_BACK = 6

const BIRTH = /^(?:born|birth|birthday|birthdate|dob|bday|expires|expiry|expiration|expired|exp|anniversary)$/

const WISHES = /^(?:good|nice|great|lovely|wonderful|happy|pleasant|beautiful|merry|fantastic|blessed)$/

const STREET = /^(?:street|st|avenue|ave|road|rd|lane|ln|drive|dr|boulevard|blvd|court|place|highway|way|square|floor)$/

/** Things that happen to people at times of day, without their wishing to come then. */
const SYMPTOM =
  /^(?:hurts?|hurting|pain|painful|pains|swelling|swollen|bleeding|aches?|aching|woke|wakes?|sleep|sleeping|pills?|medicine|medication|doses?|dosage|tablets?|capsules?|symptoms?|vomiting|fever|throbbing|throbs?|coughing|cough|sore|worse|mg|milligrams|drops|teaspoons?|twice)$/

/** Whether a phrase that reads like a time is none where it stands. */
export function isNoDate(reader: Reader, at: number, found: Found<Meaning>): boolean {
  return (
    isBirth(reader, at, found) ||
    isGreeting(reader, at, found) ||
    isAddress(reader, at, found) ||
    isSymptom(reader, found)
  )
}

/** "Born March fifth 1980", "date of birth 3/5/80", "the card expires 11/26". A bare weekday is no birth date. */
function isBirth(reader: Reader, at: number, found: Found<Meaning>): boolean {
  const { day, isPast, unsure } = found.value
  if (day?.kind === 'point' ? day.bare === 'weekday' : !isPast && unsure === undefined) return false
  for (let back = at - 1; back >= Math.max(0, at - LOOK_BACK); back -= 1) {
    if (BIRTH.test(wordAt(reader, back)) && !isParty(reader, back)) return true
    if (reader.tokens[back + 1]?.stop === '.') break
  }
  return /^(?:is|was)$/.test(wordAt(reader, found.next)) && BIRTH.test(wordAt(reader, found.next + 2))
}

/** "A birthday on the 12th", "her anniversary on Friday": a feast to come, not a date of birth. */
const isParty = (reader: Reader, at: number): boolean =>
  /^(?:birthday|anniversary|bday)$/.test(wordAt(reader, at)) &&
  /^(?:on|party|dinner|lunch|next|this|tonight|tomorrow|today)$/.test(wordAt(reader, at + 1))

const PART = /^(?:morning|afternoon|evening|night|day|weekend|christmas|thanksgiving|halloween|new|week)$/

const SPEAKER = /^(?:i|i'm|i'd|i'll|i've|this|my|can|could|yes|hi|hello|there|how|we|we're|do|is)$/

/** "Good morning", "have a nice weekend", "morning, I'd like to". */
function isGreeting(reader: Reader, at: number, found: Found<Meaning>): boolean {
  if (!PART.test(wordAt(reader, at))) return false
  if (WISHES.test(wordAt(reader, at - 1))) return true
  const isOpening = at === 0 && found.next === 1 && found.value.time !== undefined
  return isOpening && SPEAKER.test(wordAt(reader, 1))
}

/** "At 10 Main Street", "on 24th street". */
function isAddress(reader: Reader, at: number, found: Found<Meaning>): boolean {
  const last = reader.tokens[found.next - 1]
  if (last?.kind !== 'number' && last?.kind !== 'ordinal') return false
  for (let ahead = found.next; ahead < found.next + 3; ahead += 1) {
    const token = reader.tokens[ahead]
    if (token === undefined || token.stop !== '') return false
    if (STREET.test(token.text) && token.text !== 'dr') return true
  }
  return wordAt(reader, at) === 'on' && STREET.test(wordAt(reader, found.next))
}

/** "It hurts in the morning": a lone part of day beside a complaint is no wish. */
function isSymptom(reader: Reader, found: Found<Meaning>): boolean {
  const { day, time } = found.value
  if (day !== undefined || time?.kind !== 'between') return false
  const isLone = reader.tokens.every(
    (token) => !/^(?:appointment|book|schedule|available|come|see|free)$/.test(token.text),
  )
  return isLone && reader.tokens.some((token) => SYMPTOM.test(token.text))
}
