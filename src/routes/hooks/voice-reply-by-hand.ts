import type { AgentDocument } from '../../agents/agent-document.ts'
import { textIn } from '../../agents/text-in.ts'
import type { Answer } from '../../calls/answer.ts'
import type { TransferPerson } from '../../calls/call-state.ts'
import { callWords, voiceOf } from '../../calls/call-words.ts'
import type { CallReply } from '../../calls/call.ts'
import { hintsOf } from '../../calls/opening.ts'
import { spokenOpening } from '../../calls/outbound/spoken-opening.ts'
import { VOICEMAIL_SECONDS_MAX } from '../../calls/voicemail/advance-voicemail.ts'
import { peopleWords } from '../../dialogue/tools/people-words.ts'
import type { Opening } from './voice-reply.ts'

/** Long enough for somebody to get up and walk to the phone, short enough for whoever listens to it ring. */
export const RING_SECONDS = 20
/** Silence without a socket, until the caller is asked whether they are still there. */
const LISTEN_SECONDS = 7
/** The same where a number may be keyed in: after each of its keys, too. */
const KEYS_SECONDS = 5

type ByHand = Exclude<Answer, { type: 'greet' | 'resume' | 'hang_up' | 'nothing' | 'apologise' }>

/** Answers that need no socket: others are rung, keys and speech are gathered, a voicemail is taken. */
export function byHand(opening: Opening, answer: ByHand, nowMs: number): CallReply {
  const { document, urls, words } = opening
  const { default: language } = document.languages
  const ours = callWords(language)
  const voice = voiceOf(language)
  switch (answer.type) {
    case 'dial':
      return dialReply(opening, answer)
    case 'whisper':
      return whisperReply(opening, answer)
    case 'bridge':
      return { type: 'bridge', text: answer.recorded ? ours.announced : null, language: voice }
    case 'listen':
      return listenReply(opening, answer, nowMs)
    case 'wait':
      return { type: 'wait', text: ours.oneMoment, language: voice, actionUrl: urls.gatherUrl(answer.nth) }
    case 'goodbye':
      return words === null ? goodbye(ours.goodbye, voice) : goodbye(words, language)
    case 'will_call_back':
      return willCallBack(language)
    case 'voicemail':
      return voicemailReply(opening, answer)
    case 'voicemail_taken':
      return goodbye(ours.messageTaken, voice)
  }
}

const goodbye = (text: string, language: string): CallReply => ({ type: 'say_and_hang_up', text, language })

/** Behind a menu or an extension it rings on while the first of these is said. */
const WHISPERS = 3
/** Said to whom the agent cannot help any more, and nobody else now. */
export function willCallBack(language: string): CallReply {
  const { trouble, goodbye: farewell } = callWords(language)
  return goodbye(`${trouble} ${peopleWords(language).willCall} ${farewell}`, voiceOf(language))
}

export const connectingTo = ({ business, languages }: AgentDocument): string =>
  callWords(languages.default).connectingTo(textIn(business, languages.default))

/** Whoever hides their number is announced by ours: a carrier takes no hidden one. So is whom we called. */
function dialReply(
  { document, urls, words, pins }: Opening,
  { leg, person, isFirst, trouble }: Extract<Answer, { type: 'dial' }>,
): CallReply {
  const { default: language } = document.languages
  const { trouble: inTrouble, oneMoment, somebodyElse } = callWords(language)
  const instead = isFirst ? null : `${oneMoment} ${somebodyElse}`
  const connecting = trouble === true ? `${inTrouble} ${connectingTo(document)}` : instead
  const text = words === null || trouble !== true ? (words ?? connecting) : `${words} ${connecting}`
  return {
    type: 'dial',
    number: person.number,
    actionUrl: urls.dialUrl(leg),
    callerId: pins.phoneToken === null || pins.outbound !== undefined ? pins.ourNumber : null,
    ...(text !== null && { announcement: { text, language: words === null ? voiceOf(language) : language } }),
    ringSeconds: RING_SECONDS,
    answeredUrl: urls.whisperUrl(leg),
    ...pressing(person),
    // What picks up before an extension is a machine, and is meant to be.
    ...(person.mode === 'warm' && person.sendDigits === undefined && { judgedUrl: urls.machineUrl(leg) }),
  }
}

function whisperReply(
  { document, urls, words }: Opening,
  { leg, throughMenu }: Extract<Answer, { type: 'whisper' }>,
): CallReply {
  const language = voiceOf(document.languages.default)
  const said = { type: 'whisper' as const, text: words ?? '', language, actionUrl: urls.whisperUrl(leg) }
  return throughMenu === true ? { ...said, times: WHISPERS } : said
}

/** The keys that lead to whoever is rung, where there are any. */
export const pressing = ({ sendDigits }: TransferPerson): { readonly sendDigits?: string } =>
  sendDigits === undefined ? {} : { sendDigits }

function listenReply(
  { document, urls, words, keysMax, pins }: Opening,
  { nth, says, announces, recorded, stopRecording }: Extract<Answer, { type: 'listen' }>,
  nowMs: number,
): CallReply {
  const opening = spokenOpening(document, pins, recorded, nowMs)
  const { default: language } = document.languages
  return {
    type: 'listen',
    announcement: announces ? opening.announcement : null,
    recording: announces && recorded ? { statusUrl: urls.recordingUrl } : null,
    stopRecording,
    text: says === 'greeting' ? opening.greeting : (words ?? (says === 'nothing' ? '' : callWords(language).resumed)),
    language,
    actionUrl: urls.gatherUrl(nth),
    waitSeconds: keysMax === null ? LISTEN_SECONDS : KEYS_SECONDS,
    ...(keysMax !== null && { keysMax }),
    bargeIn: document.voice.bargeIn,
    hints: hintsOf(document),
  }
}

function voicemailReply(
  { document, urls, words }: Opening,
  { stopRecording, trouble }: Extract<Answer, { type: 'voicemail' }>,
): CallReply {
  const { trouble: inTrouble } = callWords(document.languages.default)
  const asked = askForVoicemail(document, trouble === true ? [words ?? '', inTrouble].join(' ').trim() : words)
  return { ...asked, stopRecording, actionUrl: urls.voicemailUrl, statusUrl: urls.voicemailStatusUrl }
}

/** What a caller hears before the tone, and how long they have after it. */
export function askForVoicemail(document: AgentDocument, lead: string | null) {
  const { default: language } = document.languages
  const { leaveMessage, heardNothing: silence } = callWords(language)
  const asks = leaveMessage(textIn(document.business, language))
  return {
    type: 'take_voicemail' as const,
    text: lead === null ? asks : `${lead} ${asks}`,
    language: voiceOf(language),
    secondsMax: VOICEMAIL_SECONDS_MAX,
    silence,
  }
}
