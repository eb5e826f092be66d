import type { GuardRule } from '../guardrails.ts'
import type { PassedOn } from '../pass-on.ts'

/** What is said when a rule is broken, where the business's document has no words of its own. */
interface GuardWords {
  readonly rules: Readonly<Record<GuardRule, string>>
  /** To whoever is in danger and cannot call: short, and nothing that makes them heard. Not every 911 takes texts. */
  readonly cannotCall: { readonly emergency: string; readonly selfHarm: string }
  /** Added to the sentence for an emergency: nothing holds a caller back who hangs up to call for help. */
  readonly afterEmergency: Readonly<Record<PassedOn, string>>
  /** Added where the caller will not be recorded, and is passed on. */
  readonly afterDecline: Readonly<Record<PassedOn, string>>
  readonly declinedEnd: string
  /** To whom an assistant is not to talk, where nobody is there to be passed on to. */
  readonly objectedEnd: string
  /** What a rule demands could not be written: never said to be done. */
  readonly notDone: { readonly optOut: string; readonly otherwise: string }
  /** Who hides their number cannot be called. */
  readonly hiddenNumber: string
}

const ENGLISH: GuardWords = {
  rules: {
    emergency: 'This sounds like an emergency. Please hang up now and call 911, or go to the nearest emergency room.',
    self_harm:
      "I'm really sorry you're going through this, and you don't have to face it alone. You can call or text 988, the Suicide and Crisis Lifeline, at any hour. If you are in danger right now, please call 911.",
    opt_out: "Understood. You're off our list, and we won't contact this number again. Goodbye.",
    objection: 'Understood. I stop here, and this call is no longer recorded.',
    human: 'Of course. Let me get you to a person.',
    recording_objection: "That's fine. This call won't be kept as a recording.",
    minor:
      'Thank you for telling me. I can only help people who are eighteen or older, so please ask a parent or another adult to call us.',
  },
  cannotCall: {
    emergency: "You don't have to speak. In many places you can text 911, or somebody you trust can call it for you.",
    selfHarm: "You don't have to speak. You can text 988 at any hour, and in many places 911.",
  },
  afterEmergency: {
    connecting: " If you stay on the line, I'm connecting you to someone now.",
    will_be_called: " I've also asked our team to call you back right away.",
    nobody: '',
  },
  afterDecline: {
    connecting: " One moment please, I'm connecting you to someone.",
    will_be_called: " I've asked our team to call you back.",
    nobody: '',
  },
  declinedEnd:
    "That's fine, nothing of this call is kept as a recording. We can only help on calls that are recorded, so I have to end this one. Goodbye.",
  objectedEnd:
    'Understood. I stop here, and this call is no longer recorded. Nobody is free to take over right now, so our team will see that you called. Goodbye.',
  notDone: {
    optOut:
      "I've understood that you don't want to be contacted. I could not save that just now, and I keep trying until it is saved.",
    otherwise: "I've understood, but I could not do that just now. Please say it once more in a moment.",
  },
  hiddenNumber: "Your number is hidden from us, so there is nothing we could call. You won't hear from us.",
}

const SPANISH: GuardWords = {
  rules: {
    emergency:
      'Esto parece una emergencia. Por favor, cuelgue ahora y llame al 911, o vaya a la sala de emergencias más cercana.',
    // The lifeline answers in Spanish to whoever presses 2.
    self_harm:
      'Siento mucho que esté pasando por esto, y no tiene que enfrentarlo a solas. Puede llamar al 988, la Línea de Prevención del Suicidio y Crisis, a cualquier hora, y oprimir el 2 para español. Si está en peligro en este momento, por favor llame al 911.',
    opt_out: 'Entendido. Ya no está en nuestra lista, y no volveremos a comunicarnos con este número. Adiós.',
    objection: 'Entendido. No sigo, y esta llamada ya no se graba.',
    human: 'Claro que sí. Le comunico con una persona.',
    recording_objection: 'Está bien. Esta llamada no se guardará como grabación.',
    minor:
      'Gracias por decírmelo. Solo puedo atender a personas de dieciocho años o más, así que por favor pídale a su mamá, a su papá o a otro adulto que nos llame.',
  },
  cannotCall: {
    emergency:
      'No tiene que hablar. En muchos lugares puede enviar un mensaje de texto al 911, o alguien de confianza puede llamar por usted.',
    // The lifeline writes in Spanish to whoever begins with this word.
    selfHarm:
      'No tiene que hablar. Puede enviar la palabra AYUDA por mensaje de texto al 988 a cualquier hora, y en muchos lugares un mensaje de texto al 911.',
  },
  afterEmergency: {
    connecting: ' Si se queda en la línea, le comunico con alguien ahora mismo.',
    will_be_called: ' También le pedí a nuestro equipo que le llame de inmediato.',
    nobody: '',
  },
  afterDecline: {
    connecting: ' Un momento, por favor, le comunico con alguien.',
    will_be_called: ' Le pedí a nuestro equipo que le devuelva la llamada.',
    nobody: '',
  },
  declinedEnd:
    'Está bien, nada de esta llamada se guarda como grabación. Solo podemos ayudar en llamadas que se graban, así que tengo que terminar esta. Adiós.',
  objectedEnd:
    'Entendido. No sigo, y esta llamada ya no se graba. En este momento no hay nadie libre, así que nuestro equipo verá que usted llamó. Adiós.',
  notDone: {
    optOut:
      'Entendí que no quiere que le contactemos. No pude guardarlo en este momento, y lo sigo intentando hasta que quede guardado.',
    otherwise: 'Le entendí, pero no pude hacerlo en este momento. Por favor dígalo otra vez en un momento.',
  },
  hiddenNumber: 'Su número está oculto, así que no hay nada a donde pudiéramos llamar. No le contactaremos.',
}

/** Whether a language (BCP 47) is Spanish, of wherever. */
export const isSpanish = (language: string): boolean => /^es(?:-|$)/i.test(language)

/** The words for a call in `language` (BCP 47): Spanish has its own, all others hear English. */
export const guardWords = (language: string): GuardWords => (isSpanish(language) ? SPANISH : ENGLISH)
