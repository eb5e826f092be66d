import type { AgentDocument } from '../../agents/agent-document.ts'

/** Words of Spanish that English texts do without. */
const SPANISH = new Set(
  (
    'hola buenos buenas dias tardes noches quiero quisiera necesito necesita cita citas para gracias habla hablan espanol usted ustedes ' +
    'favor puedo puede pueden una uno unos unas manana hoy donde cuanto cuando cuesta tengo tiene tienen estoy esta estan como que ' +
    'reservar cancelar cambiar mi mis su sus con por del los las el la se me le lo es son muy pero tambien ' +
    'lunes martes miercoles jueves viernes sabado domingo semana hora horario abren cierran limpieza dientes dolor muela'
  ).split(' '),
)
/** Words of both, or names: they tell nothing. */
const SHARED = new Set('me no a lo se as dental la el es son'.split(' '))
const SPANISH_SIGNS = /[¿¡]/
const WORDS_MIN = 2
const SHARE_MIN = 0.4

/** Whether a text is Spanish, by its small words and signs. */
export function isSpanish(text: string): boolean {
  if (SPANISH_SIGNS.test(text)) return true
  const words = text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '')
  const spanish = words.filter((word) => SPANISH.has(word))
  const isCertain = spanish.some((word) => !SHARED.has(word))
  if (words.length === 1) return words[0] === 'hola' || words[0] === 'gracias'
  return isCertain && spanish.length >= WORDS_MIN && spanish.length / words.length >= SHARE_MIN
}

const family = (tag: string): string => tag.split('-')[0] ?? tag

/**
 * The language to answer in: the person's own where the document has it, else the document's first.
 *
 * @param before  what they wrote in until now, for a text that shows nothing: "ok", "10:30".
 */
export function languageFor(text: string, { languages }: AgentDocument, before: string | null): string {
  const known = [languages.default, ...languages.also]
  const spanish = known.find((tag) => family(tag) === 'es')
  if (!languages.detect) return languages.default
  if (spanish !== undefined && isSpanish(text)) return spanish
  const current = before !== null && known.includes(before) ? before : languages.default
  const isTelling = text.trim().split(/\s+/).length >= TELLING_WORDS_MIN
  const english = known.find((tag) => family(tag) === 'en')
  return isTelling && family(current) === 'es' && english !== undefined ? english : current
}

const TELLING_WORDS_MIN = 4
