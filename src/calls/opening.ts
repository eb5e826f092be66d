import type { AgentDocument } from '../agents/agent-document.ts'
import { textIn } from '../agents/text-in.ts'
import { isOpenAt } from '../agents/open-hours.ts'
import { callWords } from './call-words.ts'

/** Whether the document wants calls recorded, and keeps what it records. */
export const wantsRecording = (document: AgentDocument): boolean =>
  document.opening.recording.mode !== 'off' &&
  document.privacy.store === 'everything' &&
  document.privacy.retainDays.audio > 0

/** What the carrier says before anything is recorded: that this is an AI, and that the call is recorded. */
export function announcementOf(document: AgentDocument, recorded: boolean): string {
  const { default: language } = document.languages
  const disclosure = textIn(document.opening.aiDisclosure, language)
  return recorded ? `${disclosure} ${recordingLine(document)}` : disclosure
}

/** That the call is recorded: in the document's own words, where it has any. */
export function recordingLine({ opening, languages }: AgentDocument): string {
  const { line } = opening.recording
  return line === undefined ? callWords(languages.default).announced : textIn(line, languages.default)
}

/** What the agent says first, inside the recording: the disclosure once more, then its greeting. */
export function greetingOf(document: AgentDocument, recorded: boolean, nowMs: number): string {
  const { default: language } = document.languages
  const { greeting, greetingClosed } = document.opening
  const open = isOpenAt(document.hours, nowMs)
  const words = textIn(!open && greetingClosed !== undefined ? greetingClosed : greeting, language)
  const { isAi, isAiRecorded } = callWords(language)
  const said = recorded ? isAiRecorded : isAi
  // Before the question it ends with: a caller answers the last thing that is said.
  const question = /[^.!?]+\?\s*$/.exec(words)
  return question
    ? `${words.slice(0, question.index).trim()} ${said}${question[0].trimEnd().replace(/^(?=\S)/, ' ')}`.trim()
    : `${words} ${said}`
}

/** Words the recogniser should expect: the business's services and what callers call them. */
export function hintsOf(document: AgentDocument): readonly string[] {
  const language = document.languages.default
  const services = document.skills.booking?.services ?? []
  return services.flatMap(({ name, aka }) => [textIn(name, language), ...aka]).slice(0, HINTS_MAX)
}

const HINTS_MAX = 60
