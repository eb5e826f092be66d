import { eq } from 'drizzle-orm'
import { openSummary, openTurns, type TranscriptRow, type TranscriptTurn } from '../../../calls/transcript.ts'
import { readName } from '../../../dialogue/capture/read-name.ts'
import { readWords, type WordsRow } from '../../../recordings/voicemail-words.ts'
import type { RecordingRow } from '../../../recordings/recording.ts'
import { calls } from '../../../records/calls/table.ts'
import { recordings } from '../../../records/recordings/table.ts'
import { transcripts } from '../../../records/transcripts/table.ts'
import { voicemailWords } from '../../../records/transcripts/voicemail-words-table.ts'
import { findPersonKey } from '../../../vault/person-keys.ts'
import { open } from '../../../vault/seal.ts'
import { recordingFile } from '../file-names.ts'
import { oneAfterOther, listed, type Section } from '../section.ts'
import { redacted, type Whose } from '../third-parties.ts'

const INTRODUCES = /\b(?:my name is|this is|i am|i'm|mi nombre es|me llamo|soy)\b/i

/** Whoever begins a call and says who they are is the caller. Looked at only where nobody noted a name for them. */
function withSelf(whose: Whose, turns: readonly TranscriptTurn[]): Whose {
  if (whose.names.length > 0) return whose
  const first = turns.find(({ speaker, text }) => speaker === 'caller' && INTRODUCES.test(text))
  const name = first === undefined ? null : readName(first.text, false)
  return name === null ? whose : { ...whose, names: [name] }
}

const spoken = listed<TranscriptRow>({
  category: 'transcripts',
  table: transcripts,
  id: transcripts.callId,
  whose: ({ personId }) => eq(transcripts.personId, personId),
  saidIn: ({ callId }) => [callId],
  async opened({ ctx, whose, personId, key: theirs }, row) {
    const isTheirs = row.keySubject === personId
    const key = isTheirs ? theirs : await findPersonKey(ctx.vault, ctx.blobs, ctx.tenantId, row.keySubject)
    if (key === null) return {}
    const [turns, summed] = await Promise.all([openTurns(ctx, key, row), openSummary(ctx, key, row)])
    const said = (turns ?? []).map(({ speaker, text, heardText }) => ({ speaker, text, heard_text: heardText }))
    const kept = redacted({ said, summed }, withSelf(whose, turns ?? []))
    return {
      summary: kept.summed,
      turns: kept.said.map((turn, at) => ({ ...turn, at: new Date(turns?.[at]?.atMs ?? 0).toISOString() })),
    }
  },
})

const left = listed<WordsRow>({
  category: 'transcripts',
  table: voicemailWords,
  id: voicemailWords.recordingId,
  whose: ({ personId }) => eq(voicemailWords.personId, personId),
  saidIn: ({ recordingId, callId }) => [recordingId, callId],
  async opened({ ctx, whose }, row) {
    const words = await readWords(ctx, row)
    return words === null ? {} : { words: redacted({ text: words.text }, whose).text }
  },
})

/** What is kept of calls with somebody. */
export const callSections: readonly Section[] = [
  listed<typeof calls.$inferSelect>({
    category: 'calls',
    table: calls,
    id: calls.id,
    whose: ({ personId }) => eq(calls.personId, personId),
    without: ['objectName', 'accountSid', 'replyMsP50', 'reportedAtMs'],
    async opened({ key, ctx }, { id, sealedNumber }) {
      const place = { tenantId: ctx.tenantId, table: 'calls', recordId: id, field: 'number' }
      return { number: sealedNumber === null ? null : await open(key, place, sealedNumber) }
    },
  }),
  oneAfterOther(spoken, left, 'rec_'),
  listed<RecordingRow>({
    category: 'recordings',
    table: recordings,
    id: recordings.id,
    whose: ({ personId }) => eq(recordings.personId, personId),
    saidIn: ({ id, callId }) => [id, callId],
    without: ['peaks', 'carrierRecordingId'],
    opened: async (_, row) => ({ file: recordingFile(row) }),
  }),
]
