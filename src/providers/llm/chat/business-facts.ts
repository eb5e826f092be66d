import type { AgentDocument, AgentField, AgentService } from '../../../agents/agent-document.ts'
import { keysOf } from '../../../agents/find-answer.ts'
import { textIn } from '../../../agents/text-in.ts'
import type { ModelTurn } from '../contract.ts'

/** Something the business says about itself, in one line. */
interface Fact {
  readonly kind: 'service' | 'answer'
  readonly text: string
  readonly keys: ReadonlySet<string>
}

const FACT_CHARS_MAX = 700
/** How many of the last utterances say what the talk is about. */
const UTTERANCES = 3
const LEFT_OUT = 'There is more than is listed here: look questions up with answer_question.'

/** Made once per document and language; an isolate sees the same few over and over. */
const made = new WeakMap<AgentDocument, Map<string, readonly Fact[]>>()

function factsOf(document: AgentDocument, language: string): readonly Fact[] {
  const byLanguage = made.get(document) ?? new Map<string, readonly Fact[]>()
  made.set(document, byLanguage)
  const known = byLanguage.get(language)
  if (known) return known
  const services = document.skills.booking?.services ?? []
  const entries = document.skills.qa?.entries ?? []
  const facts = [
    ...services.map((service) => fact('service', serviceLine(service, language), service.aka.join(' '))),
    ...entries.map(({ q, a }) => fact('answer', `- ${q[0] ?? ''}: ${textIn(a, language)}`, q.join(' '))),
  ]
  byLanguage.set(language, facts)
  return facts
}

const fact = (kind: Fact['kind'], text: string, more: string): Fact => ({
  kind,
  text: text.replaceAll(/\s+/g, ' ').slice(0, FACT_CHARS_MAX),
  keys: keysOf(`${text} ${more}`),
})

function serviceLine(service: AgentService, language: string): string {
  const { id, name, minutes, mode, priceSay, resources, fields } = service
  const parts = [
    `- ${textIn(name, language)} (service id "${id}"), ${minutes} minutes, with ${resources.join(' or ')}`,
    ...(priceSay === undefined ? [] : [`price: ${textIn(priceSay, language).replace(/\.$/, '')}`]),
    ...(mode === 'request' ? ['only asked for, and confirmed by staff later'] : []),
    ...(mode === 'off' ? ['cannot be booked here'] : []),
    ...(fields.length === 0 ? [] : [`also needs ${fieldsText(fields, language)}`]),
  ]
  return `${parts.join('; ')}.`
}

/** Fields by the ids the tools take. */
export const fieldsText = (fields: readonly AgentField[], language: string): string =>
  fields
    .map(({ id, label, required, options, sensitive }) => {
      const secret = sensitive === true ? ', secret: ask for it by that name, and its answer comes as a note' : ''
      const choice = options === undefined ? '' : `, one of ${options.join(' / ')}`
      return `"${id}" (${textIn(label, language)}${choice}${secret}${required ? '' : ', optional'})`
    })
    .join(', ')

/**
 * What the business offers and answers, as lines, within `charsMax`.
 *
 * All of it where it fits, in the document's order, so that a vendor that remembers the beginning of prompts knows this one.
 * Else what the last words are about, services first.
 */
export function factLines(turn: ModelTurn, charsMax: number): readonly string[] {
  const facts = factsOf(turn.document, turn.language)
  const chars = facts.reduce((sum, { text }) => sum + text.length + 1, 0)
  const chosen = chars <= charsMax ? facts : mostRelevant(facts, wordsOf(turn), charsMax - LEFT_OUT.length - 1)
  const lines = (kind: Fact['kind']) => chosen.filter((one) => one.kind === kind).map(({ text }) => text)
  const [services, answers] = [lines('service'), lines('answer')]
  return [
    ...(services.length > 0 ? ['Services:', ...services] : []),
    ...(answers.length > 0 ? ['Questions and answers:', ...answers] : []),
    ...(chosen.length < facts.length && charsMax > LEFT_OUT.length ? [LEFT_OUT] : []),
  ]
}

/** Room for the two headings. */
export const FACT_HEADING_CHARS = 40

function wordsOf({ history, input }: ModelTurn): ReadonlySet<string> {
  const last = history.slice(-UTTERANCES).map(({ text }) => text)
  return keysOf([...last, input.type === 'said' ? input.text : ''].join(' '))
}

function mostRelevant(facts: readonly Fact[], words: ReadonlySet<string>, charsMax: number): readonly Fact[] {
  const scored = facts.map((one, at) => {
    const shared = [...words].filter((word) => one.keys.has(word)).length
    return { one, at, score: shared * 2 + (one.kind === 'service' ? 1 : 0) }
  })
  const chosen = new Set<Fact>()
  let left = charsMax
  for (const { one } of scored.toSorted((a, b) => b.score - a.score || a.at - b.at)) {
    if (one.text.length + 1 > left) continue
    left -= one.text.length + 1
    chosen.add(one)
  }
  return facts.filter((one) => chosen.has(one))
}
