import { isSaidLooking } from './digit-runs.ts'
import { MASKS } from './sensitive.ts'
import type { Piece } from './spoken-pieces.ts'

/** What digits are, by the word that announces them. `other`: an order, a member, a price, which is nobody's secret. */
export type Announced = 'card' | 'ssn' | 'pin' | 'cvv' | 'dob' | 'bank' | 'phone' | 'zip' | 'other'

const PHRASES: readonly (readonly [Announced, RegExp])[] = [
  [
    'cvv',
    /^(?:cvv2?|cvc2?|c v v|c v c|csv code|security (?:code|number)|card verification|(?:code|number|digits) on the back|c[oó]digo de seguridad)$/,
  ],
  ['ssn', /^(?:social security|social|ssn|s s n|taxpayer|itin|tax id|seguro social)$/],
  [
    'pin',
    /^(?:pin|pass ?code|passcode|access code|verification code|one time code|one time password|p i n|clave|contraseña|(?:mi|su|el|tu) nip|c[oó]digo de (?:acceso|verificaci[oó]n))$/,
  ],
  [
    'card',
    /^(?:card|cards|visa|mastercard|master card|amex|american express|credit|debit|discover card|card's|tarjeta|tarjetas)$/,
  ],
  [
    'bank',
    /^(?:routing(?: number(?:'s)?)?|aba|iban|clabe|(?:bank|checking|chequing|savings) account|n[uú]mero de ruta|ruta bancaria|cuenta (?:bancaria|corriente)|cuenta de (?:banco|cheques|cheque|ahorros?))$/,
  ],
  ['dob', /^(?:born|birth|birthday|birthdate|birth date|dob|d o b)$/],
  [
    'phone',
    /^(?:phone|telephone|cell|cellphone|mobile|landline|call|reach|text|number's|fax|dial|callback|tel[eé]fono|celular|m[oó]vil)$/,
  ],
  ['zip', /^(?:zip|zipcode|postal|postcode)$/],
  [
    'other',
    /^(?:member|account|order|reference|confirmation|invoice|tracking|policy|group|case|ticket|appointment|insurance|claim|room|suite|apartment|unit|street|address|dollars|price|license|plate|model|serial)$/,
  ],
]

const PHRASE_WORDS_MAX = 4

/** Where a bank is spoken of, an account is the bank's. Anywhere else it is the business's own, and no secret. */
const BANK = /^(?:bank|banks|banking|banco|routing|ruta|aba|checking|chequing|savings|cheques|ahorros)$/
const ACCOUNT = /^(?:account|cuenta)$/

/** A word or phrase that says what digits near it are. Indexes of its pieces: the first, and the one after the last. */
export interface Announcement {
  readonly what: Announced
  readonly from: number
  readonly to: number
  /** A number's beginning that is masked already: what follows at once is its end. */
  readonly isMask?: true
}

/** Masks whose number may go on behind them. */
const GOES_ON: ReadonlyMap<string, Announced> = new Map([
  [MASKS.card, 'card'],
  [MASKS.ssn, 'ssn'],
])

/** Every announcement in `pieces`, in order; of phrases that begin together the longest counts. */
export function announcementsIn(pieces: readonly Piece[]): readonly Announcement[] {
  const found: Announcement[] = []
  const isBank = pieces.some(({ text }) => BANK.test(text))
  for (let from = 0; from < pieces.length; from += 1) {
    const one = isBank ? (bankAccountAt(pieces, from) ?? announcementAt(pieces, from)) : announcementAt(pieces, from)
    if (!one) continue
    found.push(one)
    from = one.to - 1
  }
  return found
}

/** "Account" where a bank is spoken of, unless a longer phrase begins there. */
function bankAccountAt(pieces: readonly Piece[], from: number): Announcement | null {
  const isAccount = pieces[from]?.kind === 'word' && ACCOUNT.test(pieces[from].text)
  return isAccount && (announcementAt(pieces, from)?.to ?? 0) <= from + 1 ? { what: 'bank', from, to: from + 1 } : null
}

function announcementAt(pieces: readonly Piece[], from: number): Announcement | null {
  const masked = GOES_ON.get(pieces[from]?.text ?? '')
  if (masked !== undefined) return { what: masked, from, to: from + 1, isMask: true }
  for (let count = PHRASE_WORDS_MAX; count > 0; count -= 1) {
    const some = pieces.slice(from, from + count)
    if (some.length < count || some.some(({ kind }) => kind !== 'word')) continue
    const words = some.map(({ text }) => text).join(' ')
    const what = PHRASES.find(([, pattern]) => pattern.test(words))?.[0]
    if (what) return { what, from, to: from + count }
  }
  return null
}

/** How far an announcement reaches, in words. */
const REACH_WORDS_MAX = 12
const MASK_REACH_WORDS_MAX = 3
/** "It is about my bank account, and my number is …": the caller's, and not the account's. */
const OWN_NUMBER = /(?:^| )(?:my|best|mi) (?:\S+ )?(?:number|n[uú]mero)(?: |$)/

/** What announces the digits from piece `from` to `to`: the nearest words before them, else "… is my pin" after them. */
export function announcedBy(
  pieces: readonly Piece[],
  announcements: readonly Announcement[],
  { from, to }: { readonly from: number; readonly to: number },
): Announced | null {
  const before = announcements.findLast((one) => one.to <= from)
  const between = before ? pieces.slice(before.to, from) : []
  const isOwn = before?.what === 'bank' && OWN_NUMBER.test(between.map(({ text }) => text).join(' '))
  if (before && !isOwn && isReach(between, before.isMask === true && !putsRight(between))) return before.what
  const after = announcements.find((one) => one.from >= to)
  const words = after ? pieces.slice(to, after.from).map(({ text }) => text) : []
  return after && /^(?:is|was|are|that is|that's|as|for)(?: (?:my|the|our|your))?(?: \w+)?$/.test(words.join(' '))
    ? after.what
    : null
}

const isReach = (between: readonly Piece[], isBehindMask: boolean): boolean =>
  between.filter(({ kind }) => kind === 'word').length <= (isBehindMask ? MASK_REACH_WORDS_MAX : REACH_WORDS_MAX) &&
  between.every(({ kind }) => kind !== 'mask')

/** "No wait, that was …", "let me start over": what is masked is said anew. */
const ANEW = /^(?:no|sorry|wait|mean|scratch|wrong|again|over|perd[oó]n|digo|disculpe|espere)$/
const ANEW_TOO = /^(?:was|start|begin|era|es|empiezo|empezar)$/

const putsRight = (between: readonly Piece[]): boolean => {
  const words = between.filter(({ kind }) => kind === 'word').map(({ text }) => text)
  return (
    words.some((word) => ANEW.test(word)) &&
    words.every((word) => ANEW.test(word) || ANEW_TOO.test(word) || isSaidLooking(word))
  )
}
