import type { RelayCommand, RelayEvent } from '../../../calls/relay-words.ts'
import { err, ok, type Result } from '../../../kernel/result.ts'
import { phoneOf } from './field-values.ts'

/** Far above anything seen: a prompt is a few sentences. */
export const RELAY_FRAME_CHARS_MAX = 64 * 1024

type Frame = Readonly<Record<string, unknown>>
type Parsed = Result<RelayEvent | null, 'malformed'>

const MALFORMED: Parsed = err('malformed')

/** A frame of ConversationRelay in our words; null for a type we do not know, which is expected of a growing protocol. */
export function parseRelay(text: string): Parsed {
  const frame = text.length > RELAY_FRAME_CHARS_MAX ? null : objectOf(text)
  if (frame === null || typeof frame['type'] !== 'string') return MALFORMED
  return PARSE.get(frame['type'])?.(frame) ?? ok(null)
}

const PARSE = new Map<string, (frame: Frame) => Parsed>([
  ['setup', setup],
  ['prompt', prompt],
  ['dtmf', key],
  ['interrupt', interrupt],
  ['info', info],
  ['error', error],
])

function setup(frame: Frame): Parsed {
  const { sessionId, callSid: carrierCallId, accountSid, from, to } = frame
  if (!isText(sessionId) || !isText(carrierCallId) || !isText(accountSid) || !isText(to)) return MALFORMED
  return ok({ type: 'setup', sessionId, carrierCallId, accountSid, from: isText(from) ? phoneOf(from) : null, to })
}

function prompt(frame: Frame): Parsed {
  const { voicePrompt: text, lang, last } = frame
  if (typeof text !== 'string') return MALFORMED
  return ok({ type: 'prompt', text, language: isText(lang) ? lang : null, final: last !== false && last !== 'false' })
}

function key(frame: Frame): Parsed {
  const digit = String(frame['digit'])
  return /^[0-9*#A-D]$/.test(digit) ? ok({ type: 'key', digit }) : MALFORMED
}

function interrupt(frame: Frame): Parsed {
  const { utteranceUntilInterrupt: heard, durationUntilInterruptMs: after } = frame
  return ok({ type: 'interrupt', heard: typeof heard === 'string' ? heard : '', afterMs: millisecondsOf(after) })
}

function info({ name, value }: Frame): Parsed {
  if (name === 'tokensPlayed') return typeof value === 'string' ? ok({ type: 'played', text: value }) : MALFORMED
  if (name === 'agentSpeaking') return ok({ type: 'agent_speaking', on: isOn(value) })
  if (name === 'clientSpeaking') return ok({ type: 'caller_speaking', on: isOn(value) })
  return ok(null)
}

/** The description quotes what was wrong with our frame, which may be what was said: only the code is kept. */
function error({ description }: Frame): Parsed {
  const code = typeof description === 'string' ? (/\b(6\d{4})\b/.exec(description)?.[1] ?? null) : null
  return ok({ type: 'error', code })
}

/** What we tell the relay, as its frame. */
export const renderRelay = (command: RelayCommand): string => JSON.stringify(frameOf(command))

function frameOf(command: RelayCommand): Frame {
  switch (command.type) {
    case 'say': {
      const { text: token, last, language: lang, interruptible } = command
      return { type: 'text', token, last, lang, interruptible }
    }
    case 'play':
      return {
        type: 'play',
        source: command.sourceUrl,
        loop: command.loop ?? 1,
        preemptible: false,
        interruptible: true,
      }
    case 'press':
      return { type: 'sendDigits', digits: command.digits }
    case 'language':
      return { type: 'language', ttsLanguage: command.language, transcriptionLanguage: command.language }
    case 'end':
      return { type: 'end', handoffData: command.handoff }
  }
}

function objectOf(text: string): Frame | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null
  } catch {
    return null
  }
}

/** Twilio has written this as a number, as a string and with decimals. */
function millisecondsOf(value: unknown): number | null {
  const number = typeof value === 'number' ? value : isText(value) ? Number(value) : Number.NaN
  return Number.isFinite(number) && number >= 0 ? Math.round(number) : null
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''
const isOn = (value: unknown): boolean => value === 'on' || value === true
