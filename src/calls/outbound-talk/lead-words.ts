import { isSpanish } from '../../dialogue/guardrails/guard-words.ts'
import { atTime } from '../../dialogue/when/say-in-spanish.ts'

/** What is said by rule on a call of ours: before a person is there nothing else is, and around the matter hardly more. */
export interface LeadWords {
  /** Once more who calls, to whoever has not made themselves heard. */
  readonly again: (business: string) => string
  readonly whoCalls: (business: string) => string
  readonly moment: string
  readonly askName: string
  readonly askBirth: string
  readonly notThem: string
  readonly noTime: string
  readonly wrongNumber: string
  readonly willCallBack: string
  readonly callUs: (number: string) => string
  /** After a model's own goodbye. */
  readonly ourNumber: (number: string) => string
  /** With the number to call: it is said on every call of ours (47 CFR 64.1200(b)(2)). */
  readonly goodbye: (number: string) => string
  /** To an assistant: name and kind of matter, nothing else. */
  readonly screened: (name: string, about: string) => string
  readonly kinds: Readonly<Record<'reminder' | 'personal' | 'request' | 'offer', string>>
  /** The first that is said, to whoever or whatever is there. */
  readonly begins: (business: string) => string
  readonly stop: string
  /** What a machine hears after that: all there is, or after the document's own words. */
  readonly callBack: (number: string) => string
  readonly voicemailEnds: (number: string) => string
  readonly reminder: (what: string) => string
  readonly reminderKeys: string
  /** Of an appointment that only people of the business can move, or take out of their book. */
  readonly listedKeys: string
  readonly askAway: string
  readonly away: string
  readonly askTime: string
  readonly passedOn: string
  /** `when` is empty where that is not known. */
  readonly confirmed: (when: string, number: string) => string
  readonly notThere: string
  readonly askCancel: string
  readonly cancelled: string
  readonly refill: string
  readonly waitlist: (what: string) => string
  readonly at: (date: string, time: string) => string
  readonly waitlistKeys: string
  readonly taken: (when: string) => string
  readonly gone: string
  readonly unsaved: string
  readonly declined: (number: string) => string
  readonly company: (name: string) => string
  readonly anyHelp: string
  /** What a key stands for, in words that any model takes up. */
  readonly wantsToMove: string
  readonly wantsRefill: string
}

const ENGLISH: LeadWords = {
  again: (business) => `Hello? This is an AI assistant calling for ${business}. Is anybody there?`,
  whoCalls: (business) => `I'm an AI assistant, calling for ${business}.`,
  moment: 'Do you have a moment?',
  askName: 'Who am I speaking with, please?',
  askBirth: 'To be sure that I speak with the right person, what is your date of birth?',
  notThem: "I'm sorry, I can only speak about this with the person I am calling for.",
  noTime: 'Of course.',
  wrongNumber: "I'm sorry to have disturbed you.",
  willCallBack: "I've asked our team to call you back.",
  ourNumber: (number) => `Our number is ${number}.`,
  callUs: (number) => `You can reach us at ${number}. Goodbye.`,
  goodbye: (number) => `You can reach us at ${number}. Thank you, and goodbye.`,
  screened: (name, about) => `This is an AI assistant calling for ${name}, ${about}.`,
  kinds: {
    reminder: 'with a reminder',
    personal: 'about a personal matter',
    request: 'about something that was asked of us',
    offer: 'with an offer',
  },
  callBack: (number) =>
    `Please call us back at ${number}. Again, that is ${number}. To stop these calls, call that number and say so. Thank you, goodbye.`,
  begins: (business) => `Hello, this is an AI assistant calling for ${business}.`,
  stop: 'To stop these calls, say stop calling or press 9.',
  voicemailEnds: (number) => `Our number is ${number}. To stop these calls, call that number and say so. Goodbye.`,
  reminder: (what) => `I'm calling about your appointment: ${what}.`,
  reminderKeys: 'To confirm it, say yes or press 1. To move it, press 2. To cancel it, press 3.',
  listedKeys: 'To confirm it, say yes or press 1. If you need another time, press 2. If you cannot come, press 3.',
  askAway: 'Shall I tell our team that you cannot come? Say yes or press 1, or say no.',
  away: "I've told our team that you cannot come. They will take it out of the book.",
  askTime: 'When would suit you better? I will pass it on to our team.',
  passedOn:
    "I've told our team that you need another time. Somebody will get back to you; until then it stays as it is.",
  confirmed: (when, number) => `Thank you, we'll see you ${when || 'then'}. You can reach us at ${number}. Goodbye.`,
  askCancel: 'Shall I cancel it? Say yes or press 1, or say no.',
  cancelled: 'Your appointment is cancelled.',
  notThere: 'That appointment is no longer in our book, so there is nothing to do. Sorry to have disturbed you.',
  refill: 'A prescription refill may be due. Shall I take down a request for our team to look at?',
  waitlist: (what) => `You are on our waiting list, and a time has come free: ${what}.`,
  at: (date, time) => `${date} at ${time}`,
  waitlistKeys: 'Would you like it? Say yes or press 1, or say no.',
  taken: (when) => `You have it: ${when}. See you then.`,
  gone: "I'm sorry, that time has just been taken. You stay on our list.",
  unsaved: "I'm sorry, I could not save that just now. Please say it once more in a moment.",
  declined: (number) => `All right. You can reach us at ${number}. Thank you, and goodbye.`,
  company: (name) => `, with ${name}`,
  anyHelp: 'What can I do for you?',
  wantsToMove: 'I need to reschedule my appointment.',
  wantsRefill: 'I would like to request a prescription refill.',
}

const SPANISH: LeadWords = {
  again: (business) => `¿Bueno? Soy una inteligencia artificial y llamo de parte de ${business}. ¿Hay alguien ahí?`,
  whoCalls: (business) => `Soy una inteligencia artificial y llamo de parte de ${business}.`,
  moment: '¿Tiene un momento?',
  askName: '¿Con quién hablo, por favor?',
  askBirth: 'Para estar seguros de que hablo con la persona correcta, ¿cuál es su fecha de nacimiento?',
  notThem: 'Disculpe, de esto solo puedo hablar con la persona a quien llamo.',
  noTime: 'Claro que sí.',
  wrongNumber: 'Disculpe la molestia.',
  willCallBack: 'Le pedí a nuestro equipo que le devuelva la llamada.',
  ourNumber: (number) => `Nuestro número es el ${number}.`,
  callUs: (number) => `Puede comunicarse con nosotros al ${number}. Adiós.`,
  goodbye: (number) => `Puede comunicarse con nosotros al ${number}. Gracias, y adiós.`,
  screened: (name, about) => `Soy una inteligencia artificial y llamo de parte de ${name}, ${about}.`,
  kinds: {
    reminder: 'con un recordatorio',
    personal: 'por un asunto personal',
    request: 'por algo que se nos pidió',
    offer: 'con una oferta',
  },
  callBack: (number) =>
    `Por favor devuélvanos la llamada al ${number}. Repito, al ${number}. Para no recibir más llamadas, llame a ese número y dígalo. Gracias, adiós.`,
  begins: (business) => `Hola, soy una inteligencia artificial y llamo de parte de ${business}.`,
  stop: 'Para no recibir más llamadas, diga no me llamen o presione 9.',
  voicemailEnds: (number) =>
    `Nuestro número es el ${number}. Para no recibir más llamadas, llame a ese número y dígalo. Adiós.`,
  reminder: (what) => `Le llamo por su cita: ${what}.`,
  reminderKeys: 'Para confirmarla, diga sí o presione 1. Para cambiarla, presione 2. Para cancelarla, presione 3.',
  listedKeys:
    'Para confirmarla, diga sí o presione 1. Si necesita otra hora, presione 2. Si no puede venir, presione 3.',
  askAway: '¿Le digo a nuestro equipo que no puede venir? Diga sí o presione 1, o diga no.',
  away: 'Le dije a nuestro equipo que no puede venir. Alguien la quita de la agenda.',
  askTime: '¿Cuándo le viene mejor? Se lo paso a nuestro equipo.',
  passedOn:
    'Le dije a nuestro equipo que necesita otra hora. Alguien se comunica con usted; hasta entonces sigue como está.',
  confirmed: (when, number) =>
    `Gracias, le esperamos${when && ` ${when}`}. Puede comunicarse con nosotros al ${number}. Adiós.`,
  askCancel: '¿La cancelo? Diga sí o presione 1, o diga no.',
  cancelled: 'Su cita queda cancelada.',
  notThere: 'Esa cita ya no está en nuestra agenda, así que no hay nada que hacer. Disculpe la molestia.',
  refill: 'Puede que le toque renovar una receta. ¿Anoto una solicitud para que nuestro equipo la vea?',
  waitlist: (what) => `Está en nuestra lista de espera, y ha quedado libre una hora: ${what}.`,
  at: (date, time) => `el ${date} ${atTime(time)}`,
  waitlistKeys: '¿La quiere? Diga sí o presione 1, o diga no.',
  taken: (when) => `Es suya: ${when}. Le esperamos.`,
  gone: 'Disculpe, esa hora se acaba de ocupar. Sigue en nuestra lista.',
  unsaved: 'Disculpe, no pude guardarlo ahora mismo. Por favor dígalo otra vez en un momento.',
  declined: (number) => `Está bien. Puede comunicarse con nosotros al ${number}. Gracias, y adiós.`,
  company: (name) => `, con ${name}`,
  anyHelp: '¿En qué le puedo ayudar?',
  wantsToMove: 'Necesito cambiar mi cita.',
  wantsRefill: 'Quiero pedir la renovación de una receta.',
}

/** The words for a call in `language` (BCP 47): Spanish has its own, all others hear English. */
export const leadWords = (language: string): LeadWords => (isSpanish(language) ? SPANISH : ENGLISH)
