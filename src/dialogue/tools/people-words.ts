import { isSpanish } from '../guardrails/guard-words.ts'
import { slotInSpanish } from '../when/say-in-spanish.ts'
import { saySlot } from '../when/say.ts'
import type { WhenClock } from '../when/wish.ts'

/** What is said of people: that the caller is put through to one, or that one calls or writes. */
interface PeopleWords {
  readonly connecting: string
  readonly ofCourse: string
  /** To whom asked to be called back, to whom nobody can come, and while it is closed. */
  readonly willCall: string
  readonly nobodyComes: string
  readonly isClosed: string
  readonly nobody: string
  readonly noNumber: string
  readonly handedOver: string
  readonly closedInWriting: string
  opens(atMs: number, clock: WhenClock): string
}

const ENGLISH: PeopleWords = {
  connecting: "Of course. One moment please, I'm connecting you now.",
  ofCourse: 'Of course.',
  willCall: "I've asked our team to call you back at this number.",
  nobodyComes: "Nobody can come to the phone right now, so I've asked our team to call you back at this number.",
  isClosed: "We are closed right now, so I've asked our team to call you back at this number.",
  nobody: 'Nobody can come to the phone right now.',
  noNumber: "I can't see your number. You can leave a message with a number to call you back on.",
  handedOver: "Of course. I've asked our team to take over, and somebody will write to you here.",
  closedInWriting: "We are closed right now, so I've asked our team to write to you here.",
  opens: (atMs, clock) => ` We open ${saySlot(atMs, clock)}.`,
}

const SPANISH: PeopleWords = {
  connecting: 'Claro que sí. Un momento, por favor, le comunico ahora.',
  ofCourse: 'Claro que sí.',
  willCall: 'Le pedí a nuestro equipo que le llame a este número.',
  nobodyComes: 'En este momento nadie puede atenderle, así que le pedí a nuestro equipo que le llame a este número.',
  isClosed: 'En este momento está cerrado, así que le pedí a nuestro equipo que le llame a este número.',
  nobody: 'En este momento nadie puede atenderle.',
  noNumber: 'No veo su número. Puede dejar un mensaje con un número al que podamos llamarle.',
  handedOver: 'Claro que sí. Le pedí a nuestro equipo que siga con usted, y alguien le escribirá aquí.',
  closedInWriting: 'En este momento está cerrado, así que le pedí a nuestro equipo que le escriba aquí.',
  opens: (atMs, { timeZone }) => ` Abrimos ${slotInSpanish(atMs, timeZone)}.`,
}

/** The words for a conversation in `language` (BCP 47): Spanish has its own, all others get English. */
export const peopleWords = (language: string): PeopleWords => (isSpanish(language) ? SPANISH : ENGLISH)
