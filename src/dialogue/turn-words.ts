import { isSpanish } from './guardrails/guard-words.ts'

/** What a turn says by itself where no model did. */
interface TurnWords {
  readonly sayAgain: string
  /** The same in writing. */
  readonly putAnotherWay: string
  readonly lostThread: string
  /** What tools have done. `when` may be empty in Spanish, where more than one thing was done. */
  booked(service: string, when: string): string
  moved(when: string): string
  held(when: string): string
  readonly cancelled: string
  readonly passedOn: string
}

const ENGLISH: TurnWords = {
  sayAgain: 'Sorry, could you say that again?',
  putAnotherWay: "I'm sorry, I didn't understand that. Could you put it another way?",
  lostThread: "I'm sorry, I lost my thread there. Could you say that once more, please?",
  booked: (service, when) => `You're booked: ${service}, ${when}.`,
  moved: (when) => `I've moved your appointment to ${when}.`,
  held: (when) => `I'm holding ${when} for you. Shall I book it?`,
  cancelled: 'Your appointment is cancelled.',
  passedOn: "I've passed that on to the team.",
}

const SPANISH: TurnWords = {
  sayAgain: 'Disculpe, ¿me lo repite?',
  putAnotherWay: 'Disculpe, no le entendí. ¿Me lo puede decir de otra manera?',
  lostThread: 'Disculpe, perdí el hilo. ¿Me lo puede repetir, por favor?',
  booked: (service, when) => `Su cita quedó reservada: ${service}${when && `, ${when}`}.`,
  moved: (when) => `Su cita quedó cambiada${when && ` para ${when}`}.`,
  held: (when) => `Le aparto ${when || 'ese horario'}. ¿Se lo reservo?`,
  cancelled: 'Su cita quedó cancelada.',
  passedOn: 'Ya se lo pasé a nuestro equipo.',
}

/** The words for a conversation in `language` (BCP 47): Spanish has its own, all others are told in English. */
export const turnWords = (language: string): TurnWords => (isSpanish(language) ? SPANISH : ENGLISH)
