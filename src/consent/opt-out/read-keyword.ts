/** What a carrier's keyword asks for. */
export type Keyword = 'stop' | 'start' | 'help'

/**
 * The keywords, made plain. STOP and its like are the words that 47 CFR 64.1200(a)(10) and CTIA name, and those at which
 * Twilio and AWS stop sending of themselves: a person for whom the carrier has stopped must not count as one who has not.
 * ARRET, AIDE and INFO are Canada's; the Spanish, Portuguese and German ones say the same. Nobody's right to be left
 * alone hangs on a letter.
 */
const WORDS: Readonly<Record<Keyword, string>> = {
  stop: `
    stop, stopall, stop all, stopp, end, quit, cancel, unsubscribe, unsubscribe me, revoke, opt out, optout, opt me out,
    remove, remove me, td, stop it, stop this, unsuscribe, unsubcribe, unsubscibe, unsubscribed,
    alto, pare, paren, parar, no mas, baja, dar de baja, darme de baja, deme de baja, cancelar, detener, desuscribir,
    desuscribirme, arret, arreter, arretez, desabonner, desabonnement, sair, descadastrar, abmelden, abbestellen
  `,
  start: 'start, unstop, resume',
  help: 'help, info, ayuda, aide, ajuda, hilfe',
}

/** Words that are polite, and ask for nothing. */
const POLITE =
  '(?:please|pls|plz|thanks|thank you|thank u|thx|ty|kindly|now|right now|por favor|porfavor|porfa|gracias|ya|svp|s il vous plait|sil vous plait|merci|bitte|danke|obrigad[oa])'
const POLITE_BEFORE = new RegExp(`^(?:${POLITE} )+`)
const POLITE_AFTER = new RegExp(`(?: ${POLITE})+$`)

/** Ten text messages' worth: whoever writes more says more than a keyword. */
const KEYWORD_CHARS_MAX = 1600

const keywords: ReadonlyMap<string, Keyword> = new Map(
  (Object.entries(WORDS) as [Keyword, string][]).flatMap(([keyword, words]) =>
    words.split(',').map((word): [string, Keyword] => [word.trim().replace(/\s+/g, ' '), keyword]),
  ),
)

/** Letters and digits in lower case, without accents, one space between words: what case and decoration leave of a text. */
const bare = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** "Stop stop stop" is "stop". */
const once = (words: string): string => words.replace(/^(.+?)(?: \1)+$/, '$1')

/**
 * The keyword that a whole written message is, or null where it says more. Case, accents, punctuation, quotation marks,
 * emoji, full-width letters, repetition and a "please" change nothing; "stop by at five" is none, and neither is "cancel my
 * appointment", while CANCEL alone is one. Pure.
 */
export function readKeyword(text: string): Keyword | null {
  if (text.length > KEYWORD_CHARS_MAX) return null
  const plain = bare(text)
  const words = once(plain.replace(POLITE_BEFORE, '').replace(POLITE_AFTER, ''))
  return keywords.get(words) ?? null
}
