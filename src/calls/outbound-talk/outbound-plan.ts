import type { AgentDocument } from '../../agents/agent-document.ts'
import { givesAway } from '../../agents/gives-away.ts'
import type { IdentityCheck } from '../../agents/outbound-section.ts'
import { textIn } from '../../agents/text-in.ts'
import { CLASS_OF, type Purpose } from '../../consent/contact.ts'
import { leadWords, type LeadWords } from './lead-words.ts'

/** Whom a call of ours is for, how it sounds, and what for. */
export interface Overheard {
  readonly purpose: Purpose
  /** BCP 47. */
  readonly language: string
  /** E.164: the number that calls. */
  readonly ourNumber: string
}

/** What whoever picks up is asked first, where the document does not say. */
export const checkOf = ({ outbound, vertical }: AgentDocument): IdentityCheck =>
  outbound?.identityCheck ?? (vertical === 'healthcare' ? 'name' : 'none')

/** A number as it is said: digit by digit, in groups. */
export function sayNumber(number: string): string {
  const digits = number.replace(/\D/g, '')
  const national = /^1\d{10}$/.test(digits) ? digits.slice(1) : digits
  const groups = national.length === 10 ? [national.slice(0, 3), national.slice(3, 6), national.slice(6)] : [national]
  return groups.map((group) => group.split('').join(' ')).join(', ')
}

/**
 * What is left on a machine: who called, and a number. What for is never in it; the document's own words are, where they
 * give nothing away. Null where nothing is to be left.
 */
export function voicemailOf(document: AgentDocument, { language, ourNumber, purpose }: Overheard): string | null {
  const { action = 'leave', text } = document.outbound?.voicemail ?? {}
  if (action === 'hangup') return null
  const words = leadWords(language)
  const number = sayNumber(ourNumber)
  const own = text === undefined ? '' : textIn(text, language)
  const isPrivate = CLASS_OF[purpose] === 'health_care' || givesAway(document, own)
  const left = own === '' || isPrivate ? words.callBack(number) : `${own} ${words.voicemailEnds(number)}`
  return `${words.begins(document.business)} ${left}`
}

const KIND_OF: Readonly<Record<(typeof CLASS_OF)[Purpose], keyof LeadWords['kinds']>> = {
  transactional: 'request',
  informational: 'reminder',
  health_care: 'personal',
  solicitation: 'offer',
}

/** What an assistant is told that screens the call: a name, and the kind of matter. */
export function screeningOf(document: AgentDocument, { language, purpose }: Overheard): string {
  const words = leadWords(language)
  const { callerName, purpose: own } = document.outbound ?? {}
  const isHealth = CLASS_OF[purpose] === 'health_care'
  const said = own === undefined || isHealth ? '' : textIn(own, language)
  const about =
    said === '' || givesAway(document, said) ? words.kinds[isHealth ? 'personal' : kindOf(document, purpose)] : said
  return words.screened(callerName ?? document.business, about)
}

const kindOf = ({ vertical }: AgentDocument, purpose: Purpose): keyof LeadWords['kinds'] => {
  const kind = KIND_OF[CLASS_OF[purpose]]
  return vertical === 'healthcare' && kind === 'reminder' ? 'personal' : kind
}
