import type { AgentDocument } from '../../agents/agent-document.ts'
import { textIn } from '../../agents/text-in.ts'
import { bookingWords } from '../../dialogue/tools/booking-words.ts'
import type { ToolRoom, ToolState } from '../../dialogue/tools/tool.ts'
import { saySlot } from '../../dialogue/when/say.ts'
import { shortSlot } from './short-slot.ts'

/** Something a person can tap: a button, or a row of a list. */
export interface Choice {
  /** Says by itself what it means, however long ago it was shown. */
  readonly id: string
  readonly title: string
  readonly description?: string
}

export type ChoiceKind = 'slots' | 'bookings' | 'services' | 'yes_no'

export interface Choices {
  readonly kind: ChoiceKind
  readonly choices: readonly Choice[]
}

/** What is being chosen in: a turn's number tells a yes to this question from a yes to an earlier one. */
export interface ChoiceScene {
  readonly room: ToolRoom
  readonly tools: ToolState
  readonly nth: number
  readonly turn: number
}

type Words = Readonly<{ yes: string; no: string; book: string; on: string; move: string }>

const EN: Words = { yes: 'Yes', no: 'No', book: 'Book', on: 'on', move: 'Move my appointment to' }
const ES: Words = { yes: 'Sí', no: 'No', book: 'Reservar', on: 'el', move: 'Cambiar mi cita a' }
const wordsFor = (language: string): Words => (language.startsWith('es') ? ES : EN)

export const slotChoices = ({ room, tools }: ChoiceScene): Choices => ({
  kind: 'slots',
  choices: tools.offered.map(({ startsAtMs, resourceId, resourceName, serviceSlug, movesBookingId }) => ({
    id: `s:${startsAtMs}:${resourceId}:${serviceSlug}${movesBookingId === undefined ? '' : ':m'}`,
    title: shortSlot(startsAtMs, room),
    ...(resourceName !== '' && { description: resourceName }),
  })),
})

export const bookingChoices = ({ room, tools }: ChoiceScene): Choices => ({
  kind: 'bookings',
  choices: tools.listed
    .filter(({ status }) => status !== 'cancelled')
    .map((one) => ({
      id: `b:${one.bookingId}`,
      title: shortSlot(one.startsAtMs, room),
      description: bookingWords(room, one).service,
    })),
})

export const serviceChoices = (document: AgentDocument, language: string): Choices => ({
  kind: 'services',
  choices: (document.skills.booking?.services ?? [])
    .filter(({ mode }) => mode !== 'off')
    .map(({ id, name, minutes }) => ({ id: `v:${id}`, title: textIn(name, language), description: `${minutes} min` })),
})

export const yesNoChoices = ({ room: { language }, nth, turn }: ChoiceScene): Choices => ({
  kind: 'yes_no',
  choices: [
    { id: `y:${nth}.${turn}`, title: wordsFor(language).yes },
    { id: `n:${nth}.${turn}`, title: wordsFor(language).no },
  ],
})

/** What a choice stands for, in the person's words. `stale`: its question is no longer asked. `gone`: its time has passed. */
export type Meaning = { readonly say: string } | 'stale' | 'gone'

/**
 * What was meant by tapping something that was on offer once.
 *
 * A slot means its own time, whatever is on offer now: the tools find out whether it is still to be had. A yes means its own
 * question, and is none to another.
 */
export function meaningOf({ id, title }: Choice, scene: ChoiceScene): Meaning {
  const [kind, ...rest] = id.split(':')
  if (kind === 's' && Number(rest[0]) <= scene.room.nowMs) return 'gone'
  if (kind === 's') return { say: slotMeant(rest, scene) ?? title }
  if (kind === 'y' || kind === 'n') {
    if (rest[0] !== `${scene.nth}.${scene.turn}`) return 'stale'
    return { say: kind === 'y' ? 'Yes' : 'No' }
  }
  if (kind === 'b') return { say: bookingMeant(rest[0], scene) ?? title }
  return { say: title }
}

function slotMeant([at, resourceId, slug, moves]: readonly string[], { room, tools }: ChoiceScene): string | null {
  const startsAtMs = Number(at)
  if (!Number.isSafeInteger(startsAtMs) || startsAtMs <= 0) return null
  const { yes: _, ...words } = wordsFor(room.language)
  const time = saySlot(startsAtMs, room)
  const same = tools.offered.filter((slot) => slot.startsAtMs === startsAtMs)
  const current = same.find((slot) => slot.resourceId === resourceId)
  if (current !== undefined) return same.length > 1 ? `${time} with ${current.resourceName}` : time
  if (moves === 'm') return `${words.move} ${time}`
  const service = room.document.skills.booking?.services.find(({ id }) => id === slug)
  if (service === undefined) return null
  // Under way for the same service, the time alone changes it.
  if (tools.serviceSlug === slug && tools.offered.length > 0) return time
  return `${words.book} ${textIn(service.name, room.language)} ${words.on} ${time}`
}

function bookingMeant(bookingId: string | undefined, { room, tools }: ChoiceScene): string | null {
  const booking = tools.listed.find((one) => one.bookingId === bookingId)
  if (booking === undefined) return null
  const { service } = bookingWords(room, booking)
  return `The ${service} ${wordsFor(room.language).on} ${saySlot(booking.startsAtMs, room)}`
}

/** The choice that is meant by typing its number, its place in the list as shown, or its very title; or null. */
export function typedChoice(text: string, choices: readonly Choice[]): Choice | null {
  const said = text.trim().toLowerCase()
  const number = /^(?:option |number |no\.? ?|#)?([1-9]|10)[.)]?$/.exec(said)?.[1]
  const isNumbered = choices.length > 0 && !choices.some(({ id }) => /^[yn]:/.test(id))
  if (number !== undefined && isNumbered) return choices[Number(number) - 1] ?? null
  return choices.find(({ id, title }) => !/^[yn]:/.test(id) && title.toLowerCase() === said) ?? null
}
