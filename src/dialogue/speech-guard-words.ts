import { isSpanish } from './guardrails/guard-words.ts'
import type { Claim } from './speech-guard-claims.ts'

/** What is said in place of a sentence that may not be spoken. */
interface SpeechWords {
  readonly card: string
  identity(business: string): string
  readonly advice: string
  readonly recording: string
  readonly truths: Readonly<Record<Claim, string>>
  /** The model is in circles, or there is nothing true to say instead. */
  readonly inTrouble: string
}

const ENGLISH: SpeechWords = {
  card: 'For your safety, please do not give card numbers on this line.',
  identity: (business) => `I'm an AI assistant for ${business}.`,
  advice: "I can't give medical advice, but I can book a visit or take a message for our team.",
  recording: 'About recording, what you were told on this call holds.',
  truths: {
    booked: "I haven't booked anything yet.",
    moved: "I haven't moved anything yet.",
    cancelled: "I haven't cancelled anything yet.",
    filed: "I haven't passed anything on yet.",
    done: "I haven't booked anything yet.",
  },
  inTrouble: "I'm sorry, I'm having trouble with that just now. Could you tell me once more what you need?",
}

const SPANISH: SpeechWords = {
  card: 'Por su seguridad, no dé números de tarjeta en esta línea.',
  identity: (business) => `Soy un asistente de inteligencia artificial de ${business}.`,
  advice: 'No puedo dar consejos médicos, pero puedo reservar una visita o tomar un mensaje para nuestro equipo.',
  recording: 'En cuanto a la grabación, vale lo que se le dijo en esta llamada.',
  truths: {
    booked: 'Todavía no he reservado nada.',
    moved: 'Todavía no he cambiado nada.',
    cancelled: 'Todavía no he cancelado nada.',
    filed: 'Todavía no he pasado nada a nuestro equipo.',
    done: 'Todavía no he reservado nada.',
  },
  inTrouble: 'Disculpe, tengo un problema en este momento. ¿Me dice otra vez qué necesita?',
}

/** The words for a call in `language` (BCP 47): Spanish has its own, all others hear English. */
export const speechWords = (language: string): SpeechWords => (isSpanish(language) ? SPANISH : ENGLISH)
