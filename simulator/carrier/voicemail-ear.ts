import type { Handset } from './line.ts'
import { speakingMs } from './pace.ts'
import type { PhoneCall } from './phone-call.ts'
import { newRecording, recordingOptions, withSpeech, type Recording } from './recording.ts'

const SILENCE_SECONDS = 5
const SECONDS_MAX = 3600

/** `<Record>` listening after its tone: to its end key, to silence, or until it has heard enough. */
export class VoicemailEar implements Handset {
  readonly isQuiet = true
  readonly #call: PhoneCall
  readonly #attributes: Readonly<Record<string, string>>
  #recording: Recording
  #endKey: string | null = null
  #lastWordAtMs = Date.now()
  #isSpeaking = false

  constructor(call: PhoneCall, attributes: Readonly<Record<string, string>>) {
    this.#call = call
    this.#attributes = attributes
    const options = { ...recordingOptions({ ...attributes, channels: 'mono' }), source: 'RecordVerb' as const }
    this.#recording = newRecording(call.sid, options, Date.now())
  }

  async say(text: string, signal: AbortSignal): Promise<void> {
    const fromMs = Date.now()
    this.#isSpeaking = true
    this.#call.talk.callerSays(text)
    await this.#call.exchange.pace.sleep(speakingMs(text), signal).finally(() => (this.#isSpeaking = false))
    this.#recording = withSpeech(this.#recording, { speaker: 'caller', text, fromMs, toMs: Date.now() })
    this.#lastWordAtMs = Date.now()
    this.#call.talk.changed()
  }

  async press(digit: string): Promise<void> {
    this.#call.talk.callerSays(`[pressed ${digit}]`)
    const keys = this.#attributes['finishOnKey'] ?? '1234567890*#'
    if (keys.includes(digit)) this.#endKey = digit
    this.#call.talk.changed()
  }

  dropSocket(): void {
    this.#call.notice('sim', 'there is no socket to drop')
  }

  /** What was left, and the key that ended it; null when nothing was said. Also of a caller who has hung up. */
  async listened(signal: AbortSignal): Promise<{ readonly recording: Recording; readonly digits: string } | null> {
    const { talk, exchange } = this.#call
    const silenceMs = (Number(this.#attributes['timeout'] ?? SILENCE_SECONDS) * 1000) / exchange.pace.speed
    const untilMs = Date.now() + (Number(this.#attributes['maxLength'] ?? SECONDS_MAX) * 1000) / exchange.pace.speed
    const isDone = (): boolean => this.#endKey !== null || signal.aborted
    for (;;) {
      // Whoever speaks is not silent, however long a sentence takes them.
      if (this.#isSpeaking) await talk.until(() => isDone() || !this.#isSpeaking, untilMs - Date.now())
      const nextMs = Math.min(this.#lastWordAtMs + silenceMs, untilMs) - Date.now()
      if (nextMs <= 0 || (await talk.until(() => isDone() || this.#isSpeaking, nextMs))) {
        if (isDone() || nextMs <= 0) break
      }
    }
    if (this.#recording.segments.length === 0) return null
    return { recording: this.#recording, digits: signal.aborted ? 'hangup' : (this.#endKey ?? '') }
  }
}
