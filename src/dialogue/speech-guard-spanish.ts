import type { Claim } from './speech-guard-claims.ts'

const IDENTITIES = [
  /(?<!\bno )\b(?:soy|le habla|habla usted con|habla con|est[aá] hablando con|est[aá] usted hablando con) (?:(?:una?|el|la|su) )?(?:persona|human[oa]|ser humano|enfermer[oa]|m[eé]dic[oa]|doctora?|dentista|recepcionista|farmac[eé]utic[oa]|real|de carne y hueso)\b/,
  /\bno (?:soy|habla con|habla usted con|est[aá] hablando con) (?:(?:una?|el|la) )?(?:robot|m[aá]quina|ia|inteligencia artificial|asistente virtual|computadora|grabaci[oó]n|bot)\b/,
]

/** Whether a sentence in Spanish says that a person speaks, or somebody trained. In lower case. */
export const claimsToBeHumanInSpanish = (plain: string): boolean => IDENTITIES.some((one) => one.test(plain))

const said = (participle: string, feminine: string): RegExp[] => [
  new RegExp(`(?<!\\bno )(?<!\\bno (?:le|te|se|la|lo) )\\b(?:he|hemos) (?:${participle})`),
  new RegExp(
    `\\b(?:cita|reserva|visita|mesa)(?: [^ .?!]+){0,8}? (?<!\\bno )(?:est[aá]|ha sido|qued[oó]|queda|fue) (?:ya )?(?:${feminine})`,
  ),
]

const CLAIMS: readonly (readonly [Claim, readonly RegExp[]])[] = [
  ['cancelled', said('cancelado|anulado', 'cancelada|anulada')],
  ['moved', said('cambiado|movido|reprogramado', 'cambiada|movida|reprogramada')],
  ['booked', said('reservado|agendado|programado|confirmado|apuntado', 'reservada|agendada|programada|confirmada')],
]

/** What a sentence in Spanish says has been done with a booking, or null. Asking claims nothing. In lower case. */
export function claimInSpanish(plain: string): Claim | null {
  if (/\?\s*$|\b(?:si|cuando|una vez que|todav[ií]a no|a[uú]n no)\b/.test(plain)) return null
  return CLAIMS.find(([, patterns]) => patterns.some((pattern) => pattern.test(plain)))?.[0] ?? null
}
