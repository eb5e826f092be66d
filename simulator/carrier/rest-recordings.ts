import { Readable } from 'node:stream'
import { isKept, secondsOf, sourceOf, wavPlanOf, type Recording } from './recording.ts'
import { badValue, notFound, RestRefusal, sendJson } from './rest-answer.ts'
import type { RestRequest } from './rest.ts'
import { wavBytes, wavOf } from './wav.ts'

export function listRecordings({ board, ids: [callSid = ''], query, path, response }: RestRequest): void {
  const withDeleted = query.get('IncludeSoftDeleted') === 'true'
  const ofCall = [...board.recordings.values()].filter((recording) => recording.callSid === callSid)
  if (ofCall.length === 0 && !board.calls.has(callSid)) throw notFound(path)
  const recordings = ofCall.filter((recording) => withDeleted || isKept(recording))
  sendJson(response, 200, {
    recordings: recordings.map((recording) => objectOf(board.account.accountSid, recording)),
    page: 0,
    page_size: 50,
    next_page_uri: null,
    uri: path,
  })
}

export function readRecording(request: RestRequest): void {
  sendJson(request.response, 200, objectOf(request.board.account.accountSid, recordingOf(request)))
}

/** Stops a recording. One made under ConversationRelay can be neither paused nor resumed. */
export function updateCallRecording({ board, ids: [callSid = '', sid], form, path, response }: RestRequest): void {
  const call = board.calls.get(callSid)
  const recording = call?.recording
  if (call === undefined || !recording || (sid !== 'Twilio.CURRENT' && recording.sid !== sid)) throw notFound(path)
  const status = form.get('Status')
  if (status === null || !['stopped', 'paused', 'in-progress'].includes(status)) throw badValue(20001, 'Invalid Status')
  if (recording.status !== 'in-progress') throw notFound(path)
  if (status !== 'stopped') throw badValue(21220, 'Recording is not eligible for pause or resume')
  call.exchange.stopRecording(call)
  sendJson(response, 200, { ...objectOf(board.account.accountSid, call.recording ?? recording), status: 'stopped' })
}

export function deleteRecording(request: RestRequest): void {
  const recording = recordingOf(request)
  if (recording.status === 'in-progress' || recording.status === 'processing') {
    throw badValue(20009, 'Resource not in a valid state: the recording is not complete')
  }
  request.board.saveRecording({ ...recording, segments: [], status: 'deleted' })
  request.response.writeHead(204).end()
}

/** The audio, streamed as it is made; the whole of it or one range. */
export function readRecordingAudio(request: RestRequest): void {
  const recording = recordingOf(request)
  if (recording.status !== 'completed') throw notFound(request.path)
  const plan = wavPlanOf(recording, request.query.get('RequestedChannels') === '1' ? 1 : recording.options.channels)
  const bytes = wavBytes(plan)
  const range = rangeOf(request.range, bytes)
  const headers = {
    'Content-Type': 'audio/x-wav',
    'Accept-Ranges': 'bytes',
    'Content-Length': String(range.to - range.from),
    ...(range.isPart && { 'Content-Range': `bytes ${range.from}-${range.to - 1}/${bytes}` }),
  }
  request.response.writeHead(range.isPart ? 206 : 200, headers)
  Readable.from(wavOf(plan, range.from, range.to)).pipe(request.response)
}

function rangeOf(header: string | null, bytes: number): { from: number; to: number; isPart: boolean } {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '')
  const [, first = '', last = ''] = match ?? []
  if (match === null || first + last === '') return { from: 0, to: bytes, isPart: false }
  const from = first === '' ? Math.max(0, bytes - Number(last)) : Number(first)
  const to = first === '' || last === '' ? bytes : Math.min(bytes, Number(last) + 1)
  if (from >= to) throw new RestRefusal(416, 20416, 'Range Not Satisfiable')
  return { from, to, isPart: true }
}

function recordingOf({ board, ids: [sid = ''], path }: RestRequest): Recording {
  const recording = board.recordings.get(sid)
  if (recording === undefined || !isKept(recording)) throw notFound(path)
  return recording
}

const objectOf = (accountSid: string, recording: Recording) => ({
  sid: recording.sid,
  account_sid: accountSid,
  call_sid: recording.callSid,
  status: recording.status,
  duration: recording.status === 'completed' ? String(secondsOf(recording)) : '-1',
  channels: recording.options.channels,
  source: sourceOf(recording),
  start_time: new Date(recording.startedAtMs).toUTCString().replace('GMT', '+0000'),
  error_code: null,
  uri: `/2010-04-01/Accounts/${accountSid}/Recordings/${recording.sid}.json`,
})
