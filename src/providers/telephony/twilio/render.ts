import type { CallReply } from '../../../calls/call.ts'
import { xmlElement, xmlText } from '../../../kernel/xml.ts'
import { stream } from './media.ts'
import { dial, hintsOf, listen, opening, takeVoicemail, whisper } from './verbs.ts'
import { say } from './say.ts'

type Talk = Extract<CallReply, { type: 'talk' }>

/** `reply` as TwiML. Every text in it passes through `kernel/xml`, so nothing a business wrote can become a verb. */
export function renderTwilio(reply: CallReply): Response {
  const body = `<?xml version="1.0" encoding="UTF-8"?>${xmlElement('Response', {}, ...verbsOf(reply))}`
  return new Response(body, { headers: { 'content-type': 'text/xml; charset=utf-8', 'cache-control': 'no-store' } })
}

type Plain = Extract<CallReply, { type: 'say_and_hang_up' | 'reject' | 'hang_up' | 'nothing' }>

function verbsOf(reply: CallReply): readonly string[] {
  switch (reply.type) {
    case 'talk':
      return talk(reply)
    case 'dial':
      return dial(reply)
    case 'whisper':
      return whisper(reply)
    case 'bridge':
      return reply.text === null ? [] : [say(reply.text, reply.language)]
    case 'listen':
      return listen(reply)
    case 'wait':
      return [say(reply.text, reply.language), xmlElement('Redirect', { method: 'POST' }, xmlText(reply.actionUrl))]
    case 'take_voicemail':
      return takeVoicemail(reply)
    default:
      return ending(reply)
  }
}

function ending(reply: Plain): readonly string[] {
  switch (reply.type) {
    case 'say_and_hang_up':
      return [say(reply.text, reply.language), xmlElement('Hangup')]
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
  const verbs = [...opening(reply)]
  const { media, greeting } = reply
  // A stream greets nobody: the greeting is spoken before it, inside the recording, and nothing can cut it.
  if (media !== undefined && greeting !== null) verbs.push(say(greeting, reply.language))
  const line = media === undefined ? relay(reply) : stream(media)
  verbs.push(xmlElement('Connect', { action: reply.actionUrl, method: 'POST' }, line))
  return verbs
}

/** Attributes are spelled as documented; Twilio's own library spells some of them wrongly and so is not used. */
function relay({ relayUrl, greeting, greetingYields, language, voice, hints }: Talk): string {
  return xmlElement('ConversationRelay', {
    url: relayUrl,
    welcomeGreeting: greeting ?? undefined,
    // The greeting says that this is an AI and that it records: it is heard whole. What is said meanwhile is reported.
    welcomeGreetingInterruptible: greeting === null ? undefined : greetingYields === true ? 'any' : 'none',
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
