import type { AgentDocument } from '../../agents/agent-document.ts'
import { CLASS_OF, type Purpose } from '../../consent/contact.ts'
import { callWords } from '../call-words.ts'
import { recordingLine } from '../opening.ts'
import { leadWords } from './lead-words.ts'

export interface OpeningAsk {
  readonly purpose: Purpose
  readonly recorded: boolean
}

/** What is said first to whoever picks up. It gives nothing away: nobody knows yet who, or what, that is. */
export interface OutboundOpening {
  /** Said at once, before anything is recorded: that an AI calls, and for whom; and that it records. */
  readonly announcement: string
  /** Said next, inside the recording: that it records, how these calls are stopped, and a question that a person answers. */
  readonly greeting: string
}

/**
 * What a call of ours begins with, whatever the document says: who calls and that it is an AI first (47 CFR
 * 64.1200(b)(1), EU AI Act art. 50), and how to stop these calls. A solicitation says that right after the name
 * (64.1200(b)(3)). `document` as it talks in this call: Spanish has its own words, every other language hears English.
 */
export function openingOf(document: AgentDocument, { purpose, recorded }: OpeningAsk): OutboundOpening {
  const { default: language } = document.languages
  const { begins, stop, moment } = leadWords(language)
  const isSolicitation = CLASS_OF[purpose] === 'solicitation'
  const said = [begins(document.business), isSolicitation && stop, recorded && recordingLine(document)]
  const greeting = [recorded && callWords(language).isAiRecorded, stop, moment]
  return { announcement: joined(said), greeting: joined(greeting) }
}

/** The same in short, to a person who came after a machine: it alone has heard {@link openingOf}. */
export function openingAfterMachine(document: AgentDocument, recorded: boolean): string {
  const { whoCalls, stop } = leadWords(document.languages.default)
  return joined([whoCalls(document.business), stop, recorded && recordingLine(document)])
}

const joined = (parts: readonly (string | false)[]): string => parts.filter((part) => part !== false).join(' ')
