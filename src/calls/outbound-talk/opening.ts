import type { AgentDocument } from '../../agents/agent-document.ts'
import { textIn } from '../../agents/text-in.ts'
import { CLASS_OF, type Purpose } from '../../consent/contact.ts'
import { isSpanish } from '../../dialogue/guardrails/guard-words.ts'

export interface OpeningAsk {
  readonly purpose: Purpose
  /** The responsible business, as its customers know it. */
  readonly business: string
  /** BCP 47: theirs where it is known, else the document's first. */
  readonly language: string
  readonly recorded: boolean
}

/** What is said first to whoever picks up. It gives nothing away: nobody knows yet who, or what, that is. */
export interface OutboundOpening {
  /** Said at once, before anything is recorded: that an AI calls, and for whom; and that it records. */
  readonly announcement: string
  /** Said next, inside the recording: how these calls are stopped, and a question that a person answers. */
  readonly greeting: string
}

interface OpeningWords {
  readonly whoCalls: (business: string) => string
  readonly recorded: string
  readonly inRecording: string
  readonly stop: string
  readonly question: string
}

const ENGLISH: OpeningWords = {
  whoCalls: (business) => `Hello, this is an AI assistant calling for ${business}.`,
  recorded: 'This call is recorded.',
  inRecording: 'I am an AI assistant, and this call is recorded.',
  stop: 'To stop these calls, say stop calling or press 9.',
  question: 'Do you have a moment?',
}

const SPANISH: OpeningWords = {
  whoCalls: (business) => `Hola, soy una inteligencia artificial y llamo de parte de ${business}.`,
  recorded: 'Esta llamada se graba.',
  inRecording: 'Soy una inteligencia artificial, y esta llamada se graba.',
  stop: 'Para no recibir más llamadas, diga no me llamen o presione 9.',
  question: '¿Tiene un momento?',
}

/**
 * What a call of ours begins with, whatever the document says: who calls and that it is an AI first (47 CFR
 * 64.1200(b)(1), EU AI Act art. 50), and how to stop these calls. A solicitation says that right after the name
 * (64.1200(b)(3)). Spanish has its own words; every other language hears English.
 */
export function openingOf(document: AgentDocument, ask: OpeningAsk): OutboundOpening {
  const { purpose, business, language, recorded } = ask
  const words = isSpanish(language) ? SPANISH : ENGLISH
  const isSolicitation = CLASS_OF[purpose] === 'solicitation'
  const said = [words.whoCalls(business), isSolicitation && words.stop, recorded && recordedLine(document, ask, words)]
  const greeting = [recorded && words.inRecording, words.stop, words.question]
  return { announcement: joined(said), greeting: joined(greeting) }
}

/** The document's own words, where it has them in that language. */
function recordedLine({ opening, languages }: AgentDocument, { language }: OpeningAsk, words: OpeningWords): string {
  const { line } = opening.recording
  if (line === undefined) return words.recorded
  const isTheirs = typeof line === 'string' ? familyOf(languages.default) === familyOf(language) : true
  return isTheirs ? textIn(line, language) : words.recorded
}

const familyOf = (language: string): string => language.toLowerCase().split('-')[0] ?? language

const joined = (parts: readonly (string | false)[]): string => parts.filter((part) => part !== false).join(' ')
