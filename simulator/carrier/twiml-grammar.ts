/** What an element may carry. `children` absent: none; `text`: whether it may hold words. */
export interface Rule {
  readonly attributes: Readonly<Record<string, RegExp>>
  readonly required?: readonly string[]
  readonly children?: readonly string[]
  readonly text?: boolean
}

const ANY = /^[\s\S]*$/
const WORDS = /\S/
const COUNT = /^\d{1,9}$/
const BOOLEAN = /^(true|false)$/
const METHOD = /^(GET|POST)$/i
/** Absolute, or relative to the document. Never with spaces. */
const ADDRESS = /^\S+$/
const SOCKET = /^wss:\/\/\S+$|^ws:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(\/\S*)?$/
/** A stream's address takes no query: what is to be told goes into parameters. */
const STREAM = /^wss:\/\/[^\s?]+$|^ws:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(\/[^\s?]*)?$/
const EVENTS = /^(in-progress|completed|absent)( (in-progress|completed|absent))*$/
const INPUT = /^(none|dtmf|speech|any)$/
const SPOKEN = ['Say', 'Play', 'Pause']

const STATUS_CALLBACK = {
  recordingStatusCallback: ADDRESS,
  recordingStatusCallbackEvent: EVENTS,
  recordingStatusCallbackMethod: METHOD,
}

const RELAY = {
  url: SOCKET,
  welcomeGreeting: ANY,
  welcomeGreetingInterruptible: INPUT,
  language: WORDS,
  ttsLanguage: WORDS,
  transcriptionLanguage: WORDS,
  ttsProvider: /^(google|amazon|elevenlabs)$/i,
  voice: WORDS,
  transcriptionProvider: /^(google|deepgram)$/i,
  speechModel: WORDS,
  eotThreshold: /^0\.[5-9]\d*$/,
  partialPrompts: BOOLEAN,
  speechTimeout: /^(auto|\d{3,4})$/,
  interruptible: /^(none|dtmf|speech|any|true|false)$/,
  interruptSensitivity: /^(high|medium|low)$/,
  ignoreBackchannel: BOOLEAN,
  dtmfDetection: BOOLEAN,
  reportInputDuringAgentSpeech: INPUT,
  preemptible: BOOLEAN,
  hints: ANY,
  events: /^(speaker-events|tokens-played)( (speaker-events|tokens-played))*$/,
  debug: ANY,
  elevenlabsTextNormalization: /^(on|auto|off)$/,
  intelligenceService: WORDS,
  deepgramSmartFormat: BOOLEAN,
  profanityFilter: BOOLEAN,
  backgroundNoiseReduction: BOOLEAN,
  conversationConfiguration: WORDS,
}

/** The verbs and nouns we know, as documented. Anything else is refused, as Twilio's schema refuses it. */
export const GRAMMAR: Readonly<Record<string, Rule>> = {
  Response: {
    attributes: {},
    children: [...SPOKEN, 'Redirect', 'Reject', 'Hangup', 'Gather', 'Record', 'Dial', 'Connect', 'Start', 'Stop'],
  },
  Say: { attributes: { voice: WORDS, language: WORDS, loop: COUNT }, text: true },
  Play: { attributes: { loop: COUNT, digits: /^[0-9wW#*]+$/ }, text: true },
  Pause: { attributes: { length: COUNT } },
  Redirect: { attributes: { method: METHOD }, text: true },
  Reject: { attributes: { reason: /^(rejected|busy)$/ } },
  Hangup: { attributes: {} },
  Gather: {
    attributes: {
      action: ADDRESS,
      method: METHOD,
      input: /^(dtmf|speech)( (dtmf|speech))?$/,
      timeout: COUNT,
      finishOnKey: /^[0-9#*]?$/,
      numDigits: COUNT,
      speechTimeout: /^(auto|\d+)$/,
      maxSpeechTime: COUNT,
      language: WORDS,
      hints: ANY,
      speechModel: WORDS,
      enhanced: BOOLEAN,
      bargeIn: BOOLEAN,
      profanityFilter: BOOLEAN,
      actionOnEmptyResult: BOOLEAN,
      partialResultCallback: ADDRESS,
      partialResultCallbackMethod: METHOD,
      debug: BOOLEAN,
    },
    children: SPOKEN,
  },
  Record: {
    attributes: {
      action: ADDRESS,
      method: METHOD,
      timeout: COUNT,
      finishOnKey: /^[0-9#*]*$/,
      maxLength: COUNT,
      playBeep: BOOLEAN,
      trim: /^(trim-silence|do-not-trim)$/,
      transcribe: BOOLEAN,
      transcribeCallback: ADDRESS,
      ...STATUS_CALLBACK,
    },
  },
  Dial: {
    attributes: {
      action: ADDRESS,
      method: METHOD,
      timeout: COUNT,
      timeLimit: COUNT,
      callerId: /^\+[1-9]\d{6,14}$/,
      answerOnBridge: BOOLEAN,
      hangupOnStar: BOOLEAN,
      record: /^(do-not-record|record-from-(answer|ringing)(-dual)?)$/,
      trim: /^(trim-silence|do-not-trim)$/,
      ringTone: WORDS,
      sequential: BOOLEAN,
      ...STATUS_CALLBACK,
    },
    children: ['Number'],
    text: true,
  },
  Number: {
    attributes: {
      url: ADDRESS,
      method: METHOD,
      sendDigits: /^[0-9wW#*]+$/,
      statusCallback: ADDRESS,
      statusCallbackEvent: WORDS,
      statusCallbackMethod: METHOD,
      machineDetection: /^(Enable|DetectMessageEnd)$/,
      machineDetectionTimeout: COUNT,
      machineDetectionSpeechThreshold: COUNT,
      machineDetectionSpeechEndThreshold: COUNT,
      machineDetectionSilenceTimeout: COUNT,
      amdStatusCallback: ADDRESS,
      amdStatusCallbackMethod: METHOD,
    },
    text: true,
  },
  Start: { attributes: {}, children: ['Recording'] },
  Stop: { attributes: {}, children: ['Recording'] },
  Recording: {
    attributes: {
      name: WORDS,
      channels: /^(mono|dual)$/,
      track: /^(inbound|outbound|both)$/,
      trim: /^(trim-silence|do-not-trim)$/,
      ...STATUS_CALLBACK,
    },
  },
  Connect: { attributes: { action: ADDRESS, method: METHOD }, children: ['ConversationRelay', 'Stream'] },
  Stream: {
    attributes: {
      url: STREAM,
      name: WORDS,
      track: /^inbound_track$/,
      statusCallback: ADDRESS,
      statusCallbackMethod: METHOD,
    },
    required: ['url'],
    children: ['Parameter'],
  },
  ConversationRelay: { attributes: RELAY, required: ['url'], children: ['Language', 'Parameter'] },
  Language: {
    attributes: { code: WORDS, ttsProvider: WORDS, voice: WORDS, transcriptionProvider: WORDS, speechModel: WORDS },
    required: ['code'],
  },
  Parameter: { attributes: { name: WORDS, value: ANY }, required: ['name', 'value'] },
}

/** Elements that do nothing without exactly one child. */
export const ONE_CHILD = new Set(['Start', 'Stop', 'Connect'])
export const SAY_CHARS_MAX = 4096
