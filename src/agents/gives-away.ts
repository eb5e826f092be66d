import type { AgentDocument } from './agent-document.ts'

/** What tells that somebody is a patient, or of what: English and Spanish. */
const OF_HEALTH =
  /\b(?:appointments?|visits?|refills?|prescriptions?|prescribed|medic\w+|pills?|pharmac\w+|tests?|labs?|results?|diagnos\w+|treatments?|therap\w+|surger\w+|procedures?|x-?rays?|scans?|biops\w+|vaccin\w+|patients?|doctors?|dentists?|insurance|copays?|balance|bills?|citas?|consultas?|recetas?|pastillas?|farmacia|resultados?|an[aá]lisis|examen(?:es)?|tratamientos?|cirug[ií]a|vacunas?|pacientes?|seguro)\b/iu

/**
 * Whether words that anybody may hear tell what a business of health care has to do with somebody. Its own name gives away
 * nothing that the call does not.
 */
export function givesAway({ vertical, business, skills }: AgentDocument, words: string): boolean {
  if (vertical !== 'healthcare') return false
  const rest = words.toLowerCase().replaceAll(business.toLowerCase(), ' ')
  if (OF_HEALTH.test(rest)) return true
  const services = skills.booking?.services ?? []
  const names = services.flatMap(({ name, aka }) => [
    ...(typeof name === 'string' ? [name] : Object.values(name)),
    ...aka,
  ])
  return names.some((name) => ` ${rest.replace(/[^\p{L}\p{N}]+/gu, ' ')} `.includes(` ${name.toLowerCase()} `))
}
