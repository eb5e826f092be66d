import type { AgentDocument, AgentField, AgentService } from '../../../agents/agent-document.ts'
import { textIn } from '../../../agents/text-in.ts'
import { indexNames, type NameIndex } from './slots/closed-names.ts'

/** The closed lists of one document in one language, made ready for listening. */
export interface Lexicon {
  /** Services that can be booked, in the document's order. */
  readonly services: readonly AgentService[]
  readonly serviceNames: ReadonlyMap<string, string>
  readonly serviceIndex: NameIndex
  /** Names of people or things that can be asked for. Ids are left out: nobody says them. */
  readonly resources: readonly string[]
  readonly resourceIndex: NameIndex
  /** Whether some service counts people, so that "for four" is not four o'clock. */
  readonly countsPeople: boolean
  /** What people come for when they do not say: where people are counted, the service that counts them. */
  readonly usual: string | null
  /** The service for somebody who hurts or is ill, by its names, or null. */
  readonly forTrouble: string | null
  ask(field: AgentField): string | null
  label(field: AgentField): string
}

const lexicons = new WeakMap<AgentDocument, Map<string, Lexicon>>()

/** The lexicon of `document`, built once for each language. */
export function lexiconOf(document: AgentDocument, language: string): Lexicon {
  const known = lexicons.get(document)?.get(language)
  if (known) return known
  const built = buildLexicon(document, language)
  lexicons.set(document, (lexicons.get(document) ?? new Map<string, Lexicon>()).set(language, built))
  return built
}

function buildLexicon(document: AgentDocument, language: string): Lexicon {
  const services = (document.skills.booking?.services ?? []).filter(({ mode }) => mode !== 'off')
  const resources = [...new Set(services.flatMap((service) => service.resources))].filter(
    (name) => !name.startsWith('res_'),
  )
  const ask = (field: AgentField): string | null => (field.ask === undefined ? null : textIn(field.ask, language))
  return {
    services,
    serviceNames: new Map(services.map(({ id, name }) => [id, textIn(name, language)])),
    serviceIndex: indexNames(
      services.map(({ id, name, aka }) => ({ id, names: [textIn(name, language), id.replace(/[-_]/g, ' '), ...aka] })),
    ),
    resources,
    resourceIndex: indexNames(resources.map((name) => ({ id: name, names: [name, withoutTitle(name)] }))),
    countsPeople: services.some(({ fields }) => fields.some((field) => isPartySize(field, language))),
    usual: services.find(({ fields }) => fields.some((field) => isPartySize(field, language)))?.id ?? null,
    forTrouble: forTrouble(services, language),
    ask,
    label: (field) => textIn(field.label, language),
  }
}

/** What a service for trouble is called, the surest first. */
const TROUBLE: readonly RegExp[] = [
  /emergenc|urgent|acute|same.day/i,
  /\bsick\b/i,
  /office visit|doctor visit|see (?:a|the) doctor/i,
]

function forTrouble(services: readonly AgentService[], language: string): string | null {
  for (const pattern of TROUBLE) {
    const found = services.find(({ id, name, aka }) => pattern.test([id, textIn(name, language), ...aka].join(' ')))
    if (found) return found.id
  }
  return null
}

const withoutTitle = (name: string): string => name.replace(/^(?:dr|doctor|mr|mrs|ms|miss|prof)\.?\s+/i, '')

/** A number of people: how many come. */
export const isPartySize = (field: AgentField, language: string): boolean =>
  field.type === 'number' &&
  /part(?:y|ies)|people|guest|person|cover|diner|seat|how many/i.test(`${field.id} ${textIn(field.label, language)}`)

/** The service's name as it stands in the middle of a sentence: "Cleaning" is "cleaning", "X-ray" stays. */
export const inSentence = (name: string): string =>
  /^\p{Lu}\p{Ll}/u.test(name) ? name.slice(0, 1).toLowerCase() + name.slice(1) : name
