import type { Claim } from './speech-guard-claims.ts'

const TRAINED =
  '(?:enfermer[oa]|m[eé]dic[oa]|doctora?|dentista|recepcionista|farmac[eé]utic[oa]|higienista|param[eé]dic[oa])'
const MACHINE =
  '(?:robots?|m[aá]quinas?|ia|inteligencia artificial|asistente virtual|computadoras?|grabaci[oó]n(?:es)?|bots?)'

const IDENTITIES = [
  new RegExp(
    `(?<!\\bno )\\b(?:soy|le habla|le atiende|le saluda|habla usted con|habla con|est[aá] hablando con|est[aá] usted hablando con) (?:(?:una?|el|la|su) )?(?:persona|human[oa]|ser humano|${TRAINED}|real|de carne y hueso)\\b`,
  ),
  new RegExp(
    `\\bno (?:soy|habla con|habla usted con|est[aá] hablando con) (?:(?:una?|el|la|ning[uú]n|ninguna) )?${MACHINE}|\\bno hay (?:ning[uú]n |ninguna )?${MACHINE} aqu[ií]|\\baqu[ií] no hay (?:ning[uú]n |ninguna )?${MACHINE}`,
  ),
  new RegExp(
    `(?<!\\bno )\\bsoy (?:[^ ,.?!]+ ){0,2}?[^ ,.?!]+, (?:(?:una?|el|la|su) )?(?:${TRAINED}|persona|human[oa])(?= ?[.,!]|$| (?:de|del|en|aqu))`,
  ),
  new RegExp(
    `\\btrabajo (?:aqu[ií] )?como ${TRAINED}|(?:^|, )como (?:su )?${TRAINED},? (?:le|te|yo|les)|\\bsoy (?:parte|miembro) del (?:equipo|personal) (?:m[eé]dico|cl[ií]nico|de enfermer[ií]a)`,
  ),
]

/** Whether a sentence in Spanish says that a person speaks, or somebody trained. In lower case. */
export const claimsToBeHumanInSpanish = (plain: string): boolean => IDENTITIES.some((one) => one.test(plain))

/** Ends that \b does not see: it takes an accented letter for a space. */
const NOT_MORE = '(?![a-záéíóúñ])'
const NO = '(?<!\\bno )(?<!\\bno (?:le|te|se|la|lo|les|los|las) )(?<!\\bnunca )'

interface Said {
  /** "He reservado", "está reservada": the participle, without its last letter. */
  readonly participles: string
  /** "Reservé". The accent tells it from "reserve", which is asked. */
  readonly past: string
  /** "Acabo de reservar." */
  readonly infinitives: string
}

const said = ({ participles, past, infinitives }: Said): RegExp[] => [
  new RegExp(`${NO}\\b(?:he|hemos) (?:${participles})o${NOT_MORE}`),
  new RegExp(
    `\\b(?:cita|reserva|reservaci[oó]n|visita|mesa)(?: [^ .?!]+){0,8}? (?<!\\bno )(?:est[aá]|ha sido|qued[oó]|queda|fue) (?:ya )?(?:${participles})a${NOT_MORE}`,
  ),
  new RegExp(`(?<![a-záéíóúñ])${NO}(?:${past})${NOT_MORE}`),
  new RegExp(`\\bacab(?:o|amos) de (?:${infinitives})(?:le|la|lo|se)?${NOT_MORE}`),
]

const WHEN = '(?:el|la|ma[ñn]ana|hoy|a las|este|esta|pr[oó]xim)'

const CLAIMS: readonly (readonly [Claim, readonly RegExp[]])[] = [
  ['cancelled', said({ participles: 'cancelad|anulad', past: 'cancelé|anulé', infinitives: 'cancelar|anular' })],
  [
    'moved',
    said({
      participles: 'cambiad|movid|reprogramad',
      past: 'cambié|moví|reprogramé',
      infinitives: 'cambiar|mover|reprogramar',
    }),
  ],
  [
    'booked',
    [
      ...said({
        participles: 'reservad|agendad|programad|confirmad|apuntad|anotad|apartad|asegurad|list|hech',
        past: 'reservé|agendé|programé|confirmé|apunté|anoté|aparté',
        infinitives: 'reservar|agendar|programar|confirmar|apuntar|anotar|apartar',
      }),
      /^(?:listo,? |perfecto,? |muy bien,? )?(?:ya )?(?:est[aá]|qued[oó]|queda)(?: usted)? (?:reservad|agendad|programad|confirmad|apuntad|anotad)[oa](?! (?:ese|esa|este|esta|el|por|hasta|todo))/,
      /\bya qued[oó] (?:su|tu|la) (?:cita|reserva|reservaci[oó]n|visita|mesa)|^listo,? su (?:cita|reserva|reservaci[oó]n|mesa) (?:es|queda|ser[aá])/,
      /\b(?:lo|la|le|los|las) (?:tengo|tenemos) (?:anotad|apuntad|agendad|reservad|confirmad)[oa]/,
      new RegExp(`${NO}\\bhic(?:e|imos) (?:su|la|una|tu) (?:cita|reserva|reservaci[oó]n)`),
      new RegExp(`\\b(?:lo|la|le|los|las|les|te) esperamos ${WHEN}|\\bnos vemos ${WHEN}`),
      /\b(?:la cita|la mesa|la reserva) (?:ya )?es suya\b|\b(?:el espacio|el lugar|el horario) (?:ya )?es suyo\b/,
    ],
  ],
  [
    'filed',
    [
      new RegExp(
        `${NO}\\b(?:he|hemos) (?:enviado|mandado|pasado|dejado|transmitido) (?:su|el|un|la) (?:mensaje|recado|solicitud|pedido)`,
      ),
      new RegExp(`${NO}\\b(?:envié|mandé|pasé|dejé) (?:su|el|un|la) (?:mensaje|recado|solicitud|pedido)`),
      new RegExp(`${NO}\\b(?:le |les )?(?:avisé|he avisado|hemos avisado) (?:al?|a la|a los|a nuestro)${NOT_MORE}`),
    ],
  ],
  ['done', [/\bya (?:est[aá]|qued[oó]) (?:todo )?(?:listo|hecho)|\btodo (?:ya )?(?:est[aá]|qued[oó]) (?:listo|hecho)/]],
]

/** What a sentence in Spanish says has been done with a booking, or null. Asking claims nothing. In lower case. */
export function claimInSpanish(plain: string): Claim | null {
  if (
    /\?\s*$|\b(?:si|cuando|una vez que|antes de|para (?:que|reservar|agendar|confirmar|hacer|tener|mover|cambiar|cancelar)|todav[ií]a no|a[uú]n no)\b/.test(
      plain,
    )
  )
    return null
  return CLAIMS.find(([, patterns]) => patterns.some((pattern) => pattern.test(plain)))?.[0] ?? null
}
