import { ok, type Result } from '../../../kernel/result.ts'
import type { CarrierRecording } from '../contract.ts'
import type { HookRejection } from '../../hook.ts'
import { countOf, unreadable } from './field-values.ts'
import { valueOf, type Fields } from '../../../kernel/form-fields.ts'

const RECORDING_SID = /^RE[0-9a-zA-Z]{32}$/

const RECORDING_STATUS = new Map<string, CarrierRecording['status']>([
  ['in-progress', 'in_progress'],
  ['completed', 'completed'],
  ['absent', 'absent'],
  ['failed', 'failed'],
])

/** What a recording's status callback tells; null for a status we do not know. */
export function recordingReportOf(
  fields: Fields,
): Result<Pick<CarrierRecording, 'recordingId' | 'status' | 'durationSeconds' | 'channels'> | null, HookRejection> {
  const recordingId = valueOf(fields, 'RecordingSid')
  if (recordingId === null || !RECORDING_SID.test(recordingId)) return unreadable('RecordingSid')
  const status = RECORDING_STATUS.get(valueOf(fields, 'RecordingStatus') ?? '')
  if (status === undefined) return ok(null)
  const durationSeconds = countOf(fields, 'RecordingDuration')
  return ok({ recordingId, status, durationSeconds, channels: countOf(fields, 'RecordingChannels') })
}
