import { speakingMs } from '../carrier/pace.ts'
import type { PhoneCall } from '../carrier/phone-call.ts'
import type { Step } from './scenario.ts'

const TONE_MS = { beep: 400, fax: 3000 } as const

/** A step that waits for nobody at the other end. */
type Unprompted = Extract<Step, { greet: unknown } | { tone: unknown } | { pause: unknown }>

export const isUnprompted = (step: Exclude<Step, string>): step is Unprompted =>
  'greet' in step || 'tone' in step || 'pause' in step

export function performUnprompted(call: PhoneCall, step: Unprompted, signal: AbortSignal): Promise<void> {
  if ('greet' in step) return greet(call, step.greet, signal)
  return 'tone' in step ? sound(call, step.tone, signal) : pass(call, step.pause)
}

/**
 * Says `text` at the pace of speech, whether or not anything listens by then. What has a listener from a sentence on is one
 * turn to it, as speech without a pause is.
 */
async function greet(call: PhoneCall, text: string, signal: AbortSignal): Promise<void> {
  const { pace } = call.exchange
  const startedAtMs = Date.now()
  let rest = text
  while (call.handset === null && rest !== '') {
    const [sentence = rest] = /^[^.!?]+[.!?]*\s*/.exec(rest) ?? []
    call.talk.callerSays(sentence.trim())
    await pace.sleep(speakingMs(sentence), signal)
    rest = rest.slice(sentence.length)
  }
  if (rest !== '') await call.handset?.say(rest.trim(), signal, true)
  const tookMs = (Date.now() - startedAtMs) * pace.speed
  await pace.sleep(Math.max(0, speakingMs(text) - tookMs), signal)
}

/** Something that no recogniser makes words of. */
async function sound(call: PhoneCall, tone: keyof typeof TONE_MS, signal: AbortSignal): Promise<void> {
  call.talk.callerSays(`[${tone === 'beep' ? 'beep' : 'fax tone'}]`)
  await call.exchange.pace.sleep(TONE_MS[tone], signal)
  if (tone === 'beep') call.beepedAtMs ??= Date.now()
  call.talk.changed()
}

/** Nothing happens for so long; the end of the call ends that. */
async function pass(call: PhoneCall, seconds: number): Promise<void> {
  await call.talk.until(() => call.isOver, (seconds * 1000) / call.exchange.pace.speed)
}
