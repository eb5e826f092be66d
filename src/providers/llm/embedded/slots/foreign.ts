const OTHER_SCRIPT = /[\u0370-\u1fff\u3040-\u9fff\uac00-\ud7af]/u

/** Words English callers do not say, by which a handful of languages are known. */
const FOREIGN = new Set(
  (
    'hola buenos buenas dias tardes noches quiero quisiera necesito cita para gracias habla hablan espanol usted ustedes por favor puedo puede una limpieza manana donde cuanto tengo ' +
    'estoy esta llamo hablar alguien que como bonjour bonsoir je voudrais prendre rendez vous pour merci parlez francais est ce suis avec une guten tag ich mochte einen termin bitte danke ' +
    'sprechen deutsch haben sie nicht und bom dia boa tarde quero marcar consulta obrigado obrigada voce fala portugues eu preciso ciao buongiorno vorrei prenotare appuntamento grazie parla italiano'
  ).split(' '),
)
const ASKS =
  /\b(?:do you|does anyone|can you|can i|you|anyone|somebody|someone|hablas?|parlez|in) (?:\w+ )?(?:speak|talk|have)? ?(?:\w+ )?(?:spanish|espanol|french|german|chinese|mandarin|cantonese|korean|vietnamese|tagalog|russian|arabic|portuguese|italian|polish|japanese|hindi|creole)\b/

const FOREIGN_WORDS_MIN = 2

/** Whether the caller speaks a language that is not English, or asks for one. */
export function isForeign(raw: string, plain: string): boolean {
  if (OTHER_SCRIPT.test(raw)) return true
  const words = plain.split(' ')
  const foreign = words.filter((word) => FOREIGN.has(word)).length
  return (foreign >= FOREIGN_WORDS_MIN && foreign * 2 >= words.length) || plain === 'hola' || ASKS.test(plain)
}
