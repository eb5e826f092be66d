import type { Aside } from './input-text.ts'

/** What the agent writes of itself, whatever model talks. */
interface Words {
  readonly asides: Readonly<Record<Aside | 'stale' | 'gone', string>>
  readonly handedOver: string
  readonly handedOverClosed: string
  readonly stillComing: string
  readonly notNow: string
}

const EN: Words = {
  asides: {
    media: "Thank you, that has arrived. I can't look at it myself, but our team can see it here.",
    voice: "I'm sorry, I couldn't make out your voice note. Could you write it to me?",
    location: 'Thank you, your location has arrived.',
    contacts: 'Thank you, the contact has arrived.',
    order: "I'm sorry, I can't take orders here, but our team can see it.",
    form: "I'm sorry, I couldn't read that form. Could you write it to me instead?",
    unreadable: "I'm sorry, I can't read that kind of message. You can write to me, or send a voice note or a photo.",
    stale: 'That button belongs to an earlier question.',
    gone: 'That time has already passed. What other day or time would suit you?',
  },
  handedOver: "I've asked our team to take over, and somebody will write to you here.",
  handedOverClosed: "We are closed right now, so I've asked our team to write to you here when we open.",
  stillComing: 'Our team knows, and somebody will write to you here.',
  notNow: "I'm sorry, I couldn't answer that just now. Please write to me again in a little while.",
}

const ES: Words = {
  asides: {
    media: 'Gracias, ha llegado. Yo no puedo verlo, pero nuestro equipo lo ve aquí.',
    voice: 'Lo siento, no he podido entender su nota de voz. ¿Me lo puede escribir?',
    location: 'Gracias, ha llegado su ubicación.',
    contacts: 'Gracias, ha llegado el contacto.',
    order: 'Lo siento, aquí no puedo tomar pedidos, pero nuestro equipo lo ve.',
    form: 'Lo siento, no he podido leer ese formulario. ¿Me lo puede escribir?',
    unreadable: 'Lo siento, no puedo leer ese tipo de mensaje. Puede escribirme o enviar una nota de voz o una foto.',
    stale: 'Ese botón es de una pregunta anterior.',
    gone: 'Esa hora ya ha pasado. ¿Qué otro día u hora le vendría bien?',
  },
  handedOver:
    'Soy un asistente de IA y todavía no sé conversar en español. He avisado a nuestro equipo y alguien le escribirá por aquí.',
  handedOverClosed:
    'Soy un asistente de IA y todavía no sé conversar en español, y ahora estamos cerrados. He avisado a nuestro equipo y alguien le escribirá por aquí cuando abramos.',
  stillComing: 'Nuestro equipo ya lo sabe y alguien le escribirá por aquí.',
  notNow: 'Lo siento, no he podido contestar ahora mismo. Escríbame otra vez dentro de un rato.',
}

/** Spanish for Spanish, English for anything else. */
export const wordsIn = (language: string): Words => (language.split('-')[0] === 'es' ? ES : EN)
