import { textIn } from '../../agents/text-in.ts'
import type { DeskBooking, DeskSlot } from '../../bookings/desk.ts'
import type { Purpose } from '../../consent/contact.ts'
import { isSpanish } from '../../dialogue/guardrails/guard-words.ts'
import { bookingWords, serviceMeant, slotWords } from '../../dialogue/tools/booking-words.ts'
import type { ToolRoom } from '../../dialogue/tools/tool.ts'
import { slotInSpanish } from '../../dialogue/when/say-in-spanish.ts'
import type { CallAbout } from '../call-memory.ts'
import { ABOUT_FIELDS } from './about-fields.ts'
import type { Matter } from './lead-in.ts'
import type { LeadWords } from './lead-words.ts'

/** What a call of ours is for, and about. */
export interface CallMatter {
  readonly purpose: Purpose
  readonly about: CallAbout
  /** A campaign asked for it: what they answer is that one's to take. */
  readonly isOfCampaign: boolean
}

/** What rules lead such a call by: what it is for. That it is about an appointment makes no reminder of it. */
export function matterKind({ purpose, about, isOfCampaign }: CallMatter): Matter {
  if (purpose === 'appointment_reminder' && about.bookingId !== undefined) return 'reminder'
  if (purpose === 'appointment_reminder' && isListed(about, isOfCampaign)) return 'listed'
  if (purpose === 'refill') return 'refill'
  const isOffer = purpose === 'waitlist_offer' && (isOfCampaign || about.fields?.[ABOUT_FIELDS.slotStart] !== undefined)
  return isOffer ? 'waitlist' : 'other'
}

/** A campaign knows whether it asks them anything; any other call that says when reminds of that. */
const isListed = ({ isListed: isAsked, fields = {} }: CallAbout, isOfCampaign: boolean): boolean =>
  isOfCampaign ? isAsked === true : fields[ABOUT_FIELDS.date] !== undefined && fields[ABOUT_FIELDS.time] !== undefined

/** The booking that the call is about: null when it is no longer theirs, or over; undefined when that cannot be known now. */
export async function bookingOf(room: ToolRoom, { about }: CallMatter): Promise<DeskBooking | null | undefined> {
  const found = await room.desk.upcoming()
  return found.ok ? (found.value.find(({ bookingId }) => bookingId === about.bookingId) ?? null) : undefined
}

/** The slot that is offered, or null when the fields name none that could be taken. */
export function offeredSlot({ document }: ToolRoom, { about }: CallMatter): DeskSlot | null {
  const { fields = {} } = about
  const service = serviceMeant(document, fields[ABOUT_FIELDS.slotService] ?? '')
  const startsAtMs = Date.parse(fields[ABOUT_FIELDS.slotStart] ?? '')
  const resourceId = fields[ABOUT_FIELDS.slotResource]
  if (service === null || resourceId === undefined || Number.isNaN(startsAtMs)) return null
  return {
    serviceSlug: service.id,
    resourceId,
    resourceName: '',
    startsAtMs,
    endsAtMs: startsAtMs + service.minutes * 60_000,
  }
}

/** When something is, as the person hears it. */
export function sayWhen(room: ToolRoom, atMs: number, said: string): string {
  return isSpanish(room.language) ? slotInSpanish(atMs, room.timeZone) : said
}

const filled = (text: string, fields: Readonly<Record<string, string>>): string =>
  text.replace(/\{([a-z0-9_]+)\}/g, (_, name: string) => fields[name] ?? '').replace(/ {2,}/g, ' ')

/** The business's own words for what the call is about, or null where it has none. */
function ownWords(
  room: ToolRoom,
  { purpose, about }: CallMatter,
  more: Readonly<Record<string, string>>,
): string | null {
  const fields = { business: room.document.business, ...about.fields, ...more }
  const written = about.fields?.[ABOUT_FIELDS.words]
  if (written !== undefined && written !== '') return written
  const text = room.document.outbound?.matters[purpose]
  return text === undefined ? null : filled(textIn(text, room.language), fields)
}

/** What an appointment is said to be: service, when, and with whom. */
export function appointmentWords(room: ToolRoom, words: LeadWords, booking: DeskBooking) {
  const { service, say, with: company } = bookingWords(room, booking)
  return { service, when: sayWhen(room, booking.startsAtMs, say), with: company === null ? '' : words.company(company) }
}

export function reminderWords(room: ToolRoom, words: LeadWords, matter: CallMatter, booking: DeskBooking): string {
  const said = appointmentWords(room, words, booking)
  const own = ownWords(room, matter, said)
  return `${own ?? words.reminder(`${said.service}, ${said.when}${said.with}`)} ${words.reminderKeys}`
}

/** When an appointment is that is in no diary of ours, as it is said; empty where its fields do not say. */
export function listedWhen(words: LeadWords, { about }: CallMatter): string {
  const { [ABOUT_FIELDS.date]: date, [ABOUT_FIELDS.time]: time } = about.fields ?? {}
  return date === undefined || time === undefined ? '' : words.at(date, time)
}

/** When, and never what for, unless whoever asked for the call has words of their own: a document's are of what our diary knows. */
export const listedWords = (words: LeadWords, matter: CallMatter): string =>
  `${matter.about.fields?.[ABOUT_FIELDS.words] ?? words.reminder(listedWhen(words, matter))} ${words.listedKeys}`

/** When the slot that is offered begins, as it is said; null when the call has none that could be taken. */
export function offeredWhen(room: ToolRoom, words: LeadWords, matter: CallMatter): string | null {
  const { fields = {} } = matter.about
  const { [ABOUT_FIELDS.date]: date, [ABOUT_FIELDS.time]: time } = fields
  if (matter.isOfCampaign && date !== undefined && time !== undefined) return words.at(date, time)
  const slot = offeredSlot(room, matter)
  return slot === null ? null : sayWhen(room, slot.startsAtMs, slotWords(room, slot).say)
}

export function offerWords(room: ToolRoom, words: LeadWords, matter: CallMatter, when: string): string {
  const named = serviceMeant(room.document, matter.about.fields?.[ABOUT_FIELDS.slotService] ?? '')
  const service = named === null ? '' : textIn(named.name, room.language)
  const what = service === '' ? when : `${service}, ${when}`
  return `${ownWords(room, matter, { service, when }) ?? words.waitlist(what)} ${words.waitlistKeys}`
}

export const refillWords = (room: ToolRoom, words: LeadWords, matter: CallMatter): string =>
  ownWords(room, matter, {}) ?? words.refill

export const otherWords = (room: ToolRoom, words: LeadWords, matter: CallMatter): string => {
  const own = ownWords(room, matter, {})
  return own ?? `${words.whoCalls(room.document.business)} ${words.anyHelp}`
}
