import { fieldOf, textOf } from './gateway.ts'

/** What came of a voicemail, as `GET /v1/calls/:id/voicemail` gives it, in a line. */
export function voicemailText(voicemail: Readonly<Record<string, unknown>>): string {
  const { duration_seconds: seconds, transcript } = voicemail
  return `${typeof seconds === 'number' ? `${seconds} s, ` : ''}${wordsText(transcript)}`
}

function wordsText(transcript: unknown): string {
  const [status, reason, text, by, language] = ['status', 'reason', 'text', 'transcribed_by', 'language'].map((name) =>
    textOf(fieldOf(transcript, name)),
  )
  if (text) return `written down by ${by ?? 'nobody knows whom'}${language ? ` (${language})` : ''}: “${text}”`
  if (status === 'pending') return 'kept, not written down yet'
  if (status === 'not_transcribed') return `kept untranscribed: ${whyNot(reason ?? '')}`
  return 'kept, its words not any more'
}

const whyNot = (reason: string): string =>
  reason === 'no_transcriber' ? 'nobody here could write it down' : reason.replaceAll('_', ' ')
