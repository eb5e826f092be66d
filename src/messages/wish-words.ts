import { languageOfStop } from '../consent/opt-out-words.ts'
import { textsOfForm } from './form-texts.ts'
import type { InboundMessage } from './message.ts'
import { wordsOf } from './words-of.ts'
import type { Wish } from './wish-in.ts'

/** Small words and keywords of Spanish, which English does without. */
const SPANISH =
  /(^|[^\p{L}])(alto|pare|paren|parar|no más|no mas|baja|darme|deme|cancelar|detener|desuscrib\w*|ayuda|por favor|no (me|quiero|vuelvan)|dejen?|mensajes|llamen|escriban|gracias)([^\p{L}]|$)/iu

type Written = Pick<InboundMessage, 'content'> & { readonly words?: string }

const textOf = ({ content, words = '' }: Written): string =>
  content.type === 'form' ? textsOfForm(content).join('. ') : `${wordsOf(content) ?? ''} ${words}`

function isInSpanish(text: string): boolean {
  const asked = languageOfStop(text)
  return asked === null ? SPANISH.test(text) : asked === 'es'
}

/** What is said to a wish, in the language it was written in as far as that can be told. No advertising, nothing else. Pure. */
export function wordsOfWish({ type, by }: Wish, written: Written, business: string | null): string {
  const isSpanish = isInSpanish(textOf(written))
  const name = business ?? (isSpanish ? 'nosotros' : 'us')
  if (type === 'stop') {
    const undo = by === 'keyword' ? (isSpanish ? ' Para volver, responda START.' : ' To undo this, reply START.') : ''
    return isSpanish
      ? `No recibirá más mensajes ni llamadas de ${name}.${undo}`
      : `You will get no more messages or calls from ${name}.${undo}`
  }
  if (type === 'start')
    return isSpanish
      ? `Volverá a recibir mensajes de ${name}. Responda STOP para no recibir más.`
      : `You will get messages from ${name} again. Reply STOP to end them.`
  return isSpanish
    ? `${business ?? 'Aquí'}: escríbanos lo que necesita y le responde un asistente de IA. Responda STOP para no recibir más mensajes.`
    : `${business ?? 'Here'}: write what you need, and an AI assistant answers. Reply STOP to get no more messages.`
}
