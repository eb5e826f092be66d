import { isSpanish } from '../dialogue/guardrails/guard-words.ts'

/** What a call says by itself, where the business's document has no words of its own. */
interface CallWords {
  readonly announced: string
  readonly isAi: string
  readonly isAiRecorded: string
  readonly onceMore: string
  readonly cannotGoOn: string
  readonly oneMoment: string
  readonly goodbye: string
  timeIsUp(business: string): string
  readonly notAvailable: string
  readonly anythingElse: string
  /** What can be done for whom nobody came. */
  readonly ways: { readonly callBack: string; readonly voicemail: string; readonly message: string }
  wouldYouLike(ways: readonly string[]): string
  /** To whoever the agent cannot help any more. */
  readonly trouble: string
  /** Nothing else can be done, for nobody is there who could. */
  readonly callAgain: string
  connectingTo(business: string): string
  readonly somebodyElse: string
  readonly resumed: string
  leaveMessage(business: string): string
  readonly heardNothing: string
  readonly messageTaken: string
  /** To whoever is rung for a caller, before they are connected. */
  readonly whisper: {
    hasCall(business: string): string
    from(name: string): string
    said(sentence: string): string
    readonly keys: string
  }
}

const ENGLISH: CallWords = {
  announced: 'This call is recorded.',
  isAi: 'I am an AI assistant.',
  isAiRecorded: 'I am an AI assistant, and this call is recorded.',
  onceMore: "I'm sorry, I'm having trouble just now. Could you say that once more, please?",
  cannotGoOn: "I'm sorry, I can't go on just now.",
  oneMoment: 'One moment, please.',
  goodbye: 'Goodbye.',
  timeIsUp: (business) =>
    `We have reached the time limit of this call. Please call again any time. Goodbye from ${business}.`,
  notAvailable: "I'm sorry, they're not available right now.",
  anythingElse: 'Is there anything else I can do for you?',
  ways: { callBack: 'have someone call you back', voicemail: 'leave a voicemail', message: 'leave a message' },
  wouldYouLike: (ways) => `Would you like to ${ways.join(', or ')}?`,
  trouble: 'I am sorry, our assistant is having technical trouble.',
  callAgain: 'I am sorry, we are having technical trouble. Please call again in a few minutes. Goodbye.',
  connectingTo: (business) => `I am connecting you to ${business}.`,
  somebodyElse: 'I am trying somebody else.',
  resumed: "I'm sorry, the line was bad. I'm still here. What can I do for you?",
  leaveMessage: (business) =>
    `Please leave a message for ${business} after the tone. It is recorded. Press the pound key when you are done.`,
  heardNothing: "I didn't hear anything. Goodbye.",
  messageTaken: 'Thank you. Your message has been passed on. Goodbye.',
  whisper: {
    hasCall: (business) => `${business} has a call for you.`,
    from: (name) => `It is from ${name}.`,
    said: (sentence) => `They said: ${sentence}`,
    keys: 'Press 1 to take it, or 2 to decline.',
  },
}

const SPANISH: CallWords = {
  announced: 'Esta llamada se graba.',
  isAi: 'Soy un asistente de inteligencia artificial.',
  isAiRecorded: 'Soy un asistente de inteligencia artificial, y esta llamada se graba.',
  onceMore: 'Disculpe, tengo un problema en este momento. ¿Me lo puede repetir, por favor?',
  cannotGoOn: 'Disculpe, no puedo continuar en este momento.',
  oneMoment: 'Un momento, por favor.',
  goodbye: 'Adiós.',
  timeIsUp: (business) =>
    `Hemos llegado al límite de tiempo de esta llamada. Puede volver a llamar cuando quiera. Adiós de parte de ${business}.`,
  notAvailable: 'Lo siento, no hay nadie disponible en este momento.',
  anythingElse: '¿Puedo ayudarle en algo más?',
  ways: {
    callBack: 'que alguien le devuelva la llamada',
    voicemail: 'dejar un mensaje de voz',
    message: 'dejar un mensaje',
  },
  wouldYouLike: (ways) => `¿Quiere ${ways.join(', o ')}?`,
  trouble: 'Disculpe, nuestro asistente tiene un problema técnico.',
  callAgain: 'Disculpe, tenemos un problema técnico. Por favor, vuelva a llamar en unos minutos. Adiós.',
  connectingTo: (business) => `Le comunico con ${business}.`,
  somebodyElse: 'Intento con otra persona.',
  resumed: 'Disculpe, hubo un problema con la línea. Aquí sigo. ¿En qué puedo ayudarle?',
  leaveMessage: (business) =>
    `Por favor, deje un mensaje para ${business} después del tono. Se graba. Oprima la tecla de número cuando termine.`,
  heardNothing: 'No escuché nada. Adiós.',
  messageTaken: 'Gracias. Ya pasamos su mensaje. Adiós.',
  whisper: {
    hasCall: (business) => `${business} tiene una llamada para usted.`,
    from: (name) => `Es de ${name}.`,
    said: (sentence) => `Dijo: ${sentence}`,
    keys: 'Oprima 1 para tomarla, o 2 para rechazarla.',
  },
}

/** The words for a call in `language` (BCP 47): Spanish has its own, all others hear English. */
export const callWords = (language: string): CallWords => (isSpanish(language) ? SPANISH : ENGLISH)

/** The language that {@link callWords} are in, for the voice that says them: `language`, where it is one of ours. */
export const voiceOf = (language: string): string =>
  isSpanish(language) || /^en\b/i.test(language) ? language : 'en-US'
