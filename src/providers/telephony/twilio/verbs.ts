import type { CallReply, DialReply, ListenReply } from '../../../calls/call.ts'
import { xmlElement, xmlText } from '../../../kernel/xml.ts'
import { say } from './say.ts'

const HINTS_MAX = 100
const HINTS_CHARS_MAX = 2000

/** A call has one recording of ours, so one name is enough to stop it by. */
const RECORDING_NAME = 'careline'

type Opened = Pick<ListenReply, 'announcement' | 'stopRecording' | 'recording' | 'language'>

/** What comes before the talk: the announcement is spoken before the recording starts. */
export function opening({ announcement, language, stopRecording, recording }: Opened): readonly string[] {
  return [
    ...(announcement === null ? [] : [say(announcement, language)]),
    ...(stopRecording ? [xmlElement('Stop', {}, xmlElement('Recording', { name: RECORDING_NAME }))] : []),
    ...(recording === null ? [] : [xmlElement('Start', {}, recordingTo(recording.statusUrl))]),
  ]
}

const recordingTo = (statusUrl: string): string =>
  xmlElement('Recording', {
    name: RECORDING_NAME,
    recordingStatusCallback: statusUrl,
    recordingStatusCallbackEvent: 'in-progress completed absent',
  })

/** The machine check runs beside the whisper: which of the two knows first lets go of the machine. */
export function dial(reply: DialReply): readonly string[] {
  const { actionUrl: action, callerId, number, announcement, ringSeconds: timeout, answeredUrl, judgedUrl } = reply
  const attributes = { action, method: 'POST', callerId: callerId ?? undefined, answerOnBridge: true, timeout }
  const person = {
    sendDigits: reply.sendDigits,
    url: answeredUrl,
    method: answeredUrl === undefined ? undefined : 'POST',
    machineDetection: judgedUrl === undefined ? undefined : 'Enable',
    amdStatusCallback: judgedUrl,
    amdStatusCallbackMethod: judgedUrl === undefined ? undefined : 'POST',
  }
  return [
    ...(announcement === undefined ? [] : [say(announcement.text, announcement.language)]),
    xmlElement('Dial', attributes, xmlElement('Number', person, xmlText(number))),
  ]
}

const WHISPER_WAIT_SECONDS = 8

/** Who presses nothing is let go: nobody is connected to somebody's answering machine. */
export function whisper(reply: Extract<CallReply, { type: 'whisper' }>): readonly string[] {
  const { text, language, actionUrl, times = 1 } = reply
  const keys = { action: actionUrl, method: 'POST', input: 'dtmf', numDigits: 1, timeout: WHISPER_WAIT_SECONDS }
  return [xmlElement('Gather', keys, ...Array.from({ length: times }, () => say(text, language))), xmlElement('Hangup')]
}

/** Silence is posted as well, so that the caller is never left with nobody. */
export function listen(reply: ListenReply): readonly string[] {
  const heard = {
    action: reply.actionUrl,
    method: 'POST',
    input: 'speech dtmf',
    numDigits: reply.keysMax ?? 1,
    // Where one key answers, the pound key may be the one.
    finishOnKey: reply.keysMax === undefined ? '' : '#',
    timeout: reply.waitSeconds,
    speechTimeout: 'auto',
    language: reply.language,
    hints: hintsOf(reply.hints),
    bargeIn: reply.bargeIn,
    actionOnEmptyResult: true,
  }
  return [...opening(reply), xmlElement('Gather', heard, say(reply.text, reply.language))]
}

const SILENCE_SECONDS = 5

/** Without a word after the tone there is no recording, and the next verb follows. */
export function takeVoicemail(reply: Extract<CallReply, { type: 'take_voicemail' }>): readonly string[] {
  const { text, language, stopRecording, secondsMax, actionUrl, statusUrl, silence } = reply
  const box = {
    action: actionUrl,
    method: 'POST',
    maxLength: secondsMax,
    timeout: SILENCE_SECONDS,
    finishOnKey: '#',
    playBeep: true,
    recordingStatusCallback: statusUrl,
    recordingStatusCallbackEvent: 'completed absent',
  }
  return [
    ...opening({ announcement: null, recording: null, stopRecording, language }),
    say(text, language),
    xmlElement('Record', box),
    say(silence, language),
    xmlElement('Hangup'),
  ]
}

/** The list is separated by commas, so a comma inside a hint would make two of it. */
export function hintsOf(hints: readonly string[]): string | undefined {
  let list = ''
  for (const hint of hints.slice(0, HINTS_MAX)) {
    const word = hint.replace(/[\s,]+/g, ' ').trim()
    const longer = list === '' || word === '' ? list + word : `${list}, ${word}`
    if (longer.length > HINTS_CHARS_MAX) break
    list = longer
  }
  return list === '' ? undefined : list
}
