import type { AgentDocument, AgentText } from '../../agents/agent-document.ts'
import { publishedAgent } from '../../agents/published.ts'
import type { Ctx } from '../../context.ts'
import { isSpanish } from '../../dialogue/guardrails/guard-words.ts'
import type { CallPins } from '../call-state.ts'

/** Whoever speaks neither hears English, in an English voice: what we say by rule is written in these two. */
const ELSE = 'en-US'

const familyOf = (language: string): string => language.toLowerCase().split('-')[0] ?? language

const isWritten = (language: string): boolean => isSpanish(language) || familyOf(language) === 'en'

/** The language of a call of ours (BCP 47): theirs where it is known, else the document's first. */
function languageOf({ languages }: AgentDocument, theirs: string): string {
  if (!isWritten(theirs)) return ELSE
  const family = familyOf(theirs)
  return [languages.default, ...languages.also].find((tag) => familyOf(tag) === family) ?? theirs
}

/**
 * The document as it talks in a call: one of ours is in the language of whom we call. What the business wrote for calls in
 * another language only is left out, so that nothing is read aloud by a voice of the wrong language.
 */
export function inCallLanguage(document: AgentDocument, { outbound }: Pick<CallPins, 'outbound'>): AgentDocument {
  if (outbound === undefined) return document
  const { languages, opening, voice } = document
  const language = languageOf(document, outbound.language ?? languages.default)
  if (familyOf(language) === familyOf(languages.default)) return document
  const kept = (text: AgentText | undefined): AgentText | undefined => (isIn(text, language) ? text : undefined)
  const { line, ...recording } = opening.recording
  const { id: _, ...anyVoice } = voice
  return {
    ...document,
    languages: { ...languages, default: language },
    opening: { ...opening, recording: { ...recording, ...(isIn(line, language) && { line }) } },
    voice: anyVoice,
    ...(document.outbound !== undefined && { outbound: ownWords(document.outbound, kept) }),
  }
}

/** The version of the agent that a call began with. */
export async function publishedFor({ db }: Pick<Ctx, 'db'>, pins: CallPins): Promise<AgentDocument> {
  const document = await publishedAgent(db, pins.tenantId, pins.agentId, pins.agentVersion)
  if (!document) throw new Error('the version this call began with is gone')
  return document
}

type Outbound = NonNullable<AgentDocument['outbound']>

function ownWords(
  { purpose, matters, voicemail, ...outbound }: Outbound,
  kept: (text: AgentText | undefined) => AgentText | undefined,
): Outbound {
  const { text, ...left } = voicemail
  const [about, message] = [kept(purpose), kept(text)]
  return {
    ...outbound,
    ...(about !== undefined && { purpose: about }),
    matters: Object.fromEntries(Object.entries(matters).filter(([, said]) => kept(said) !== undefined)),
    voicemail: { ...left, ...(message !== undefined && { text: message }) },
  }
}

/** Words without a language are in the document's first. */
const isIn = (text: AgentText | undefined, language: string): boolean =>
  typeof text === 'object' && Object.keys(text).some((tag) => familyOf(tag) === familyOf(language))
