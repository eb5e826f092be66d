import type { RefusedFor } from './decide.ts'

interface Words {
  readonly blocked: string
  readonly busy: string
  readonly later: string
  readonly often: string
  readonly goodbye: string
  readonly connecting: string
}

/** By the family of the language. */
const WORDS: Readonly<Record<string, Words>> = {
  en: {
    blocked: 'We are unable to take your call.',
    busy: 'I am sorry, all our lines are busy at the moment.',
    later: 'I am sorry, we cannot take your call with our assistant at the moment.',
    often: 'You have called several times within the hour, so we cannot take this call.',
    goodbye: 'Please try again later. Goodbye.',
    connecting: 'I am connecting you to the team.',
  },
  es: {
    blocked: 'No podemos atender su llamada.',
    busy: 'Lo siento, todas nuestras líneas están ocupadas en este momento.',
    later: 'Lo siento, nuestro asistente no puede atender su llamada en este momento.',
    often: 'Ha llamado varias veces en la última hora, por lo que no podemos atender esta llamada.',
    goodbye: 'Por favor, inténtelo más tarde. Adiós.',
    connecting: 'Le comunico con nuestro equipo.',
  },
  fr: {
    blocked: 'Nous ne pouvons pas prendre votre appel.',
    busy: 'Désolé, toutes nos lignes sont occupées en ce moment.',
    later: 'Désolé, notre assistant ne peut pas prendre votre appel en ce moment.',
    often: "Vous avez appelé plusieurs fois au cours de l'heure, nous ne pouvons donc pas prendre cet appel.",
    goodbye: 'Veuillez réessayer plus tard. Au revoir.',
    connecting: 'Je vous mets en relation avec notre équipe.',
  },
  de: {
    blocked: 'Wir können Ihren Anruf nicht annehmen.',
    busy: 'Es tut mir leid, alle unsere Leitungen sind gerade besetzt.',
    later: 'Es tut mir leid, unser Assistent kann Ihren Anruf gerade nicht annehmen.',
    often: 'Sie haben innerhalb der letzten Stunde mehrmals angerufen, deshalb können wir diesen Anruf nicht annehmen.',
    goodbye: 'Bitte versuchen Sie es später noch einmal. Auf Wiederhören.',
    connecting: 'Ich verbinde Sie mit unserem Team.',
  },
}

/** Callers hear English where we have no words in the business's language. */
const ELSE = { language: 'en-US', words: WORDS['en'] as Words }

const KIND: Readonly<Record<RefusedFor, 'blocked' | 'busy' | 'later' | 'often'>> = {
  blocked: 'blocked',
  forged_number: 'blocked',
  caller_rate: 'often',
  concurrent_calls: 'busy',
  minutes: 'later',
  model_tokens: 'later',
}

/** What a caller hears who is turned away, and the language it is in. */
interface RefusalWords {
  /** Why, in one sentence. */
  readonly lead: string
  /** All of it, where nothing else can be offered. */
  readonly whole: string
  readonly connecting: string
  readonly language: string
}

/** The words for a business that answers in `language` (BCP 47). A blocked caller hears one sentence. */
export function refusalWords(reason: RefusedFor, language: string): RefusalWords {
  const own = WORDS[language.split('-')[0]?.toLowerCase() ?? '']
  const { language: spoken, words } = own === undefined ? ELSE : { language, words: own }
  const kind = KIND[reason]
  const lead = words[kind]
  return {
    lead,
    whole: kind === 'blocked' ? lead : `${lead} ${words.goodbye}`,
    connecting: words.connecting,
    language: spoken,
  }
}
