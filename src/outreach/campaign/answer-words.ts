import type { CampaignContent } from './campaign.ts'

/** What came of an answer. */
export type Answered =
  | 'confirmed'
  | 'coming'
  | 'not_coming'
  | 'cancelled'
  | 'gone_before'
  | 'move'
  | 'refill_asked'
  | 'declined'
  | 'taken'
  | 'slot_gone'
  | 'trouble'

const WORDS: Readonly<Record<CampaignContent['language'], Readonly<Record<Answered, string>>>> = {
  en: {
    confirmed: 'Thank you. We have noted that you are coming: {date} at {time}.',
    coming: 'Thank you. We have noted that you are coming.',
    not_coming: 'Thank you for telling us. Our team now knows that you cannot come.',
    cancelled: 'Your appointment on {date} at {time} is cancelled. Write to us for another time.',
    gone_before: 'That appointment is not in the diary any more. Write to us for another time.',
    move: 'When would suit you better? Tell us a day and a time.',
    refill_asked: 'Thank you. Our team will look at it and get back to you. Nothing is approved yet.',
    declined: 'Thank you for telling us.',
    taken: 'The time is yours: {date} at {time}.',
    slot_gone: 'Sorry, that time has just been taken.',
    trouble: 'Sorry, that did not work just now. Our team will get back to you.',
  },
  es: {
    confirmed: 'Gracias. Hemos anotado que viene: {date} a las {time}.',
    coming: 'Gracias. Hemos anotado que viene.',
    not_coming: 'Gracias por decírnoslo. Nuestro equipo ya sabe que no puede venir.',
    cancelled: 'Su cita del {date} a las {time} está cancelada. Escríbanos para otra hora.',
    gone_before: 'Esa cita ya no está en la agenda. Escríbanos para otra hora.',
    move: '¿Cuándo le viene mejor? Díganos un día y una hora.',
    refill_asked: 'Gracias. Nuestro equipo lo mira y le responde. Todavía no hay nada aprobado.',
    declined: 'Gracias por decírnoslo.',
    taken: 'La hora es suya: {date} a las {time}.',
    slot_gone: 'Lo sentimos, esa hora acaba de ocuparse.',
    trouble: 'Lo sentimos, ahora mismo no ha funcionado. Nuestro equipo le responderá.',
  },
}

/** What is said to an answer; fields as {@link wordsOfTime} gives them. */
export const answerWords = (answered: Answered, language: CampaignContent['language']): string =>
  WORDS[language][answered]
