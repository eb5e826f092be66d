import type { CallReply } from '../../../calls/call.ts'
import { xmlElement, xmlText } from '../../../kernel/xml.ts'
import { stream } from './media.ts'

type Talk = Extract<CallReply, { type: 'talk' }>

/** What `<Say>` takes. A longer text makes Twilio refuse the whole document. */
const SAY_CHARS_MAX = 4096
const HINTS_MAX = 100
const HINTS_CHARS_MAX = 2000

/** A call has one recording of ours, so one name is enough to stop it by. */
const RECORDING_NAME = 'careline'

/** `reply` as TwiML. Every text in it passes through `kernel/xml`, so nothing a business wrote can become a verb. */
export function renderTwilio(reply: CallReply): Response {
  const body = `<?xml version="1.0" encoding="UTF-8"?>${xmlElement('Response', {}, ...verbsOf(reply))}`
  return new Response(body, { headers: { 'content-type': 'text/xml; charset=utf-8', 'cache-control': 'no-store' } })
}

function verbsOf(reply: CallReply): readonly string[] {
  switch (reply.type) {
    case 'talk':
      return talk(reply)
    case 'say_and_hang_up':
      return [say(reply.text, reply.language), xmlElement('Hangup')]
    case 'dial': {
      const { actionUrl: action, callerId, number } = reply
      const attributes = { action, method: 'POST', callerId: callerId ?? undefined, answerOnBridge: true }
      return [xmlElement('Dial', attributes, xmlElement('Number', {}, xmlText(number)))]
    }
    case 'reject':
      return [xmlElement('Reject')]
    case 'hang_up':
      return [xmlElement('Hangup')]
    case 'nothing':
      return []
  }
}

/** Order is law here: the announcement is spoken before the recording starts, and the recording before the talk. */
function talk(reply: Talk): readonly string[] {
  const verbs: string[] = []
  if (reply.announcement !== null) verbs.push(say(reply.announcement, reply.language))
  if (reply.stopRecording) verbs.push(xmlElement('Stop', {}, xmlElement('Recording', { name: RECORDING_NAME })))
  if (reply.recording) verbs.push(xmlElement('Start', {}, recording(reply.recording.statusUrl)))
  const { media, greeting } = reply
  // A stream greets nobody: the greeting is spoken before it, inside the recording, and nothing can cut it.
  if (media !== undefined && greeting !== null) verbs.push(say(greeting, reply.language))
  const line = media === undefined ? relay(reply) : stream(media)
  verbs.push(xmlElement('Connect', { action: reply.actionUrl, method: 'POST' }, line))
  return verbs
}

const recording = (statusUrl: string): string =>
  xmlElement('Recording', {
    name: RECORDING_NAME,
    recordingStatusCallback: statusUrl,
    recordingStatusCallbackEvent: 'in-progress completed absent',
  })

/** Attributes are spelled as documented; Twilio's own library spells some of them wrongly and so is not used. */
function relay({ relayUrl, greeting, language, voice, hints }: Talk): string {
  return xmlElement('ConversationRelay', {
    url: relayUrl,
    welcomeGreeting: greeting ?? undefined,
    // The greeting says that this is an AI and that it records: it is heard whole. What is said meanwhile is reported.
    welcomeGreetingInterruptible: greeting === null ? undefined : 'none',
    language,
    ttsProvider: voice.provider ?? undefined,
    voice: voice.id ?? undefined,
    interruptible: voice.bargeIn ? 'any' : 'none',
    reportInputDuringAgentSpeech: 'any',
    dtmfDetection: true,
    partialPrompts: true,
    events: 'speaker-events tokens-played',
    hints: hintsOf(hints),
  })
}

/** The list is separated by commas, so a comma inside a hint would make two of it. */
function hintsOf(hints: readonly string[]): string | undefined {
  let list = ''
  for (const hint of hints.slice(0, HINTS_MAX)) {
    const word = hint.replace(/[\s,]+/g, ' ').trim()
    const longer = list === '' || word === '' ? list + word : `${list}, ${word}`
    if (longer.length > HINTS_CHARS_MAX) break
    list = longer
  }
  return list === '' ? undefined : list
}

const say = (text: string, language: string): string => xmlElement('Say', { language }, xmlText(cutAtSentence(text)))

/** `text` if Twilio can say it, else as many whole sentences of it as it can; half a sentence only if the first is too long. */
export function cutAtSentence(text: string): string {
  if (text.length <= SAY_CHARS_MAX) return text
  const head = text.slice(0, SAY_CHARS_MAX)
  const end = Math.max(...['. ', '! ', '? ', '.\n', '!\n', '?\n'].map((mark) => head.lastIndexOf(mark)))
  if (end > 0) return head.slice(0, end + 1)
  const space = head.lastIndexOf(' ')
  return space > 0 ? head.slice(0, space) : head
}
