import { CALL_STATUSES, ENDED_BY, END_REASONS, OUTCOMES } from '../../calls/call.ts'
import { REFUSED_FOR } from '../../calls/guards/decide.ts'
import { Count, Id, Time, Word, entry, maybe, oneOf } from './entry.ts'

const CALL_ID = 'call_01k5m3x8q2v7w9y0z1a2b3c4d5'

const callShape = {
  call_id: Id,
  direction: maybe(oneOf(['inbound', 'outbound'])),
  status: maybe(oneOf(CALL_STATUSES)),
  agent_id: maybe(Id),
  agent_version: maybe(Count),
  person_id: maybe(Id),
  started_at: maybe(Time),
  answered_at: maybe(Time),
  ended_at: maybe(Time),
  duration_seconds: maybe(Count),
  outcome: maybe(oneOf(OUTCOMES)),
  ended_by: maybe(oneOf(ENDED_BY)),
  end_reason: maybe(oneOf(END_REASONS)),
  booking_id: maybe(Id),
  transcript_status: maybe(Word),
  recording_status: maybe(Word),
}

const recordingShape = {
  call_id: Id,
  recording_id: maybe(Id),
  duration_seconds: maybe(Count),
  expires_at: maybe(Time),
}

export const callEvents = {
  'call.started': entry('A call is ringing or being dialled.', callShape, {
    call_id: CALL_ID,
    direction: 'inbound',
    status: 'ringing',
    started_at: '2026-03-02T15:04:05.000Z',
  }),
  'call.answered': entry('The agent and the caller are connected.', callShape, {
    call_id: CALL_ID,
    direction: 'inbound',
    status: 'in_progress',
    answered_at: '2026-03-02T15:04:07.000Z',
  }),
  'call.completed': entry('A call is over, and what becomes of its transcript and recording is settled.', callShape, {
    call_id: CALL_ID,
    direction: 'inbound',
    status: 'completed',
    started_at: '2026-03-02T15:04:05.000Z',
    ended_at: '2026-03-02T15:07:12.000Z',
    duration_seconds: 187,
    outcome: 'booked',
    ended_by: 'caller',
    end_reason: 'customer_hangup',
    transcript_status: 'stored',
    recording_status: 'stored',
  }),
  'call.failed': entry('A call ended without a conversation: busy, unanswered, cancelled or broken.', callShape, {
    call_id: CALL_ID,
    direction: 'inbound',
    status: 'failed',
    ended_at: '2026-03-02T15:04:09.000Z',
    end_reason: 'carrier_error',
  }),
  'call.model_failed': entry(
    'An AI model did not lead a turn of the call to its end; the next one took over.',
    { call_id: Id, provider: Word, reason: Word },
    { call_id: CALL_ID, provider: 'openai', reason: 'slow' },
  ),
  'call.refused': entry(
    'A caller was turned away: blocked, over a limit of the business, or with a number that may be forged.',
    { carrier_call_id: Id, reason: oneOf(REFUSED_FOR) },
    { carrier_call_id: `CA${'0a'.repeat(16)}`, reason: 'concurrent_calls' },
  ),
  'call.injection_noted': entry(
    'The caller tried to give the agent other orders. The answer was made as for any other words.',
    { call_id: Id, turn: Count },
    { call_id: CALL_ID, turn: 3 },
  ),
  'recording.ready': entry('The recording of a call is stored and can be fetched.', recordingShape, {
    call_id: CALL_ID,
    recording_id: 'rec_01k5m3x8q2v7w9y0z1a2b3c4d6',
    duration_seconds: 185,
    expires_at: '2026-04-01T15:07:12.000Z',
  }),
  'transcript.ready': entry(
    'The transcript of a call is stored and can be fetched.',
    { call_id: Id, turn_count: maybe(Count), expires_at: maybe(Time) },
    { call_id: CALL_ID, turn_count: 14, expires_at: '2026-04-01T15:07:12.000Z' },
  ),
  'voicemail.received': entry(
    'A caller left a message after the tone.',
    { ...recordingShape, task_id: maybe(Id), person_id: maybe(Id) },
    { call_id: CALL_ID, recording_id: 'rec_01k5m3x8q2v7w9y0z1a2b3c4d6', duration_seconds: 21 },
  ),
  'voicemail.transcribed': entry(
    'A message left after the tone has been written down and can be read.',
    { call_id: Id, recording_id: Id, person_id: maybe(Id), language: maybe(Word), expires_at: maybe(Time) },
    {
      call_id: CALL_ID,
      recording_id: 'rec_01k5m3x8q2v7w9y0z1a2b3c4d6',
      language: 'en',
      expires_at: '2026-04-01T15:07:12.000Z',
    },
  ),
}
