import { guard } from '../../dialogue/guardrails.ts'
import { judgeSentence } from '../../dialogue/speech-guard.ts'
import { callTool } from '../../dialogue/act.ts'
import { errorName, log } from '../../kernel/log.ts'
import type { SpeechCall } from '../../providers/speech/contract.ts'
import type { CallHandle } from '../call-handle.ts'
import { withTimer } from '../call-state.ts'
import { IDLE_MS } from '../idle.ts'
import { loadSetting } from '../later-talk.ts'
import { heardIn, newExchange, saidIn, wordsOf, type Exchange } from './exchange.ts'
import { keepExchange } from './keep-exchange.ts'
import type { SpokenTalk } from './spoken-talk.ts'

/** What was said is written down by another model: after so long the talk goes on without its words. */
const TRANSCRIPT_MS_MAX = 3_000
/** A model that still calls tools after this many is going in circles. */
const TOOLS_MAX = 8
const EXCHANGES_MAX = 32
const KEPT_LATELY_MAX = 3

const IN_TROUBLE = "I'm sorry, I'm having trouble with that just now. Could you tell me once more what you need?"

/** What a talk that the vendor's model leads may do on its line. */
export interface Floor {
  /** Stops what is being said and made, and takes back what was not heard of it. */
  hush(): void
  say(text: string): void
  /** Nothing that was sent is left to be played. */
  isSilent(): boolean
  answer(call: SpeechCall, value: Readonly<Record<string, unknown>>, goOn: boolean): void
  /** The caller's words are answered by rule, not by the model. */
  obey(text: string): void
}

/**
 * A talk led by the vendor's own model.
 *
 * The model has begun to answer before anybody knows in words what the caller said. So guardrails look at the words as
 * soon as there are any, and stop it; tools wait for that look; and every sentence of the model's is judged as it comes.
 */
export class LedTalk implements SpokenTalk {
  readonly #handle: CallHandle
  readonly #floor: Floor
  readonly #exchanges: Exchange[] = []
  /** What is kept may still be playing. */
  #keptLately: readonly Exchange[] = []
  #waiting = new Map<Exchange, () => void>()
  #kept: Promise<void> = Promise.resolve()
  #tools: Promise<void> = Promise.resolve()
  #isSpeaking = false

  constructor(handle: CallHandle, floor: Floor) {
    this.#handle = handle
    this.#floor = floor
  }

  get unanswered(): string | null {
    return this.#unanswered()?.caller ?? null
  }

  #unanswered(): Exchange | undefined {
    return this.#exchanges.find((exchange) => !exchange.isClosed && !exchange.isDropped && saidIn(exchange) === '')
  }

  handOver(): string | null {
    const exchange = this.#unanswered()
    if (exchange?.caller === undefined || exchange.caller === null) return null
    exchange.isDropped = true
    return exchange.caller
  }

  /** The caller begins to speak. What was being answered is over, as far as it was heard. */
  callerBegan(nowMs: number): void {
    this.#isSpeaking = true
    for (const exchange of this.#exchanges.slice()) this.#closeHeard(exchange)
    this.#open(nowMs)
  }

  /** The caller has finished: from now on they wait. */
  callerPaused(nowMs: number): void {
    this.#isSpeaking = false
    const exchange = this.#exchanges.findLast(({ isClosed }) => !isClosed)
    if (exchange !== undefined) exchange.atMs = nowMs
  }

  #open(atMs: number): Exchange {
    const exchange = newExchange(atMs)
    this.#exchanges.push(exchange)
    this.#handle.working += 1
    if (this.#exchanges.length > EXCHANGES_MAX) this.#settle(this.#exchanges[0] ?? exchange)
    return exchange
  }

  /** The newest exchange that is open; a model that speaks unasked begins one. */
  #current(): Exchange {
    return this.#exchanges.findLast(({ isClosed }) => !isClosed) ?? this.#open(Date.now())
  }

  /** What the caller said is known: it belongs to the oldest exchange that does not know. */
  async heard(text: string): Promise<void> {
    const exchange = this.#exchanges.find(({ caller }) => caller === null)
    if (exchange === undefined) return
    exchange.caller = text
    const document = await this.#handle.document()
    if (guard(text, document, document.languages.default) !== null) {
      exchange.isDropped = true
      this.#floor.hush()
      this.#close(exchange)
      this.#floor.obey(text)
    }
    this.#waiting.get(exchange)?.()
    this.#settle(exchange)
  }

  /** Words of the model's, as they come. What must not be said is stopped before it is heard, or as soon as it can be. */
  async words(replyId: string, text: string): Promise<void> {
    const exchange = this.#current()
    const reply = wordsOf(exchange, replyId)
    exchange.repliedAtMs ??= Date.now()
    reply.text += text
    for (const sentence of reply.splitter.push(text)) if (!(await this.#mayBeSaid(exchange, sentence))) return
  }

  async #mayBeSaid(exchange: Exchange, sentence: string): Promise<boolean> {
    const { talk } = await this.#handle.memory(Date.now())
    const { confirmed, moved, cancelled, tasks } = talk.tools
    const facts = {
      booked: confirmed.length > 0,
      moved: moved.length > 0,
      cancelled: cancelled.length > 0,
      filed: tasks > 0,
    }
    const verdict = judgeSentence(sentence, await this.#handle.document(), facts)
    if (verdict.allow || exchange.isClosed) return verdict.allow
    log.warn('speech.withheld', { callId: this.#handle.state.callId, rule: verdict.rule })
    this.#floor.hush()
    exchange.instead = verdict.replacement ?? IN_TROUBLE
    this.#floor.say(exchange.instead)
    this.#close(exchange)
    return false
  }

  cut(replyId: string, heardOf: (text: string) => string): string | null {
    const exchange = [...this.#exchanges, ...this.#keptLately].find(({ replies }) => replies.has(replyId))
    const reply = exchange?.replies.get(replyId)
    if (exchange === undefined || reply === undefined) return null
    reply.heard = heardOf(reply.text)
    return exchange.isKept ? heardIn(exchange) : null
  }

  /** A reply is made to its end. With a tool running another follows it. */
  async made(replyId: string | null): Promise<void> {
    const exchange = this.#exchanges.findLast(({ isClosed }) => !isClosed)
    const reply = replyId === null ? undefined : exchange?.replies.get(replyId)
    if (exchange === undefined) return
    for (const sentence of reply?.splitter.flush() ?? []) if (!(await this.#mayBeSaid(exchange, sentence))) return
    if (exchange.running === 0) this.#close(exchange)
  }

  /** A tool of the model's: through the ledger, one after another, and only for words that no rule has answered. */
  call(call: SpeechCall): void {
    const exchange = this.#current()
    exchange.running += 1
    exchange.toolsCalled.push(call.name)
    this.#tools = this.#tools
      .then(() => this.#run(exchange, call))
      .catch((error: unknown) => {
        log.error('speech.tool_failed', { callId: this.#handle.state.callId, error: errorName(error) })
        this.#answered(exchange, call, { code: 'unavailable' })
      })
  }

  async #run(exchange: Exchange, call: SpeechCall): Promise<void> {
    await this.#transcript(exchange)
    if (exchange.isDropped) return this.#answered(exchange, call, { code: 'interrupted' })
    if (exchange.toolsCalled.length > TOOLS_MAX) {
      log.warn('model.circled', { tools: exchange.toolsCalled.length })
      this.#answered(exchange, call, { code: 'too_many_tools' })
      this.#floor.hush()
      exchange.instead = IN_TROUBLE
      this.#floor.say(IN_TROUBLE)
      return this.#close(exchange)
    }
    const nowMs = Date.now()
    const { settingOf } = await loadSetting()
    const input = { type: 'said' as const, text: exchange.caller ?? '' }
    const setting = await settingOf(this.#handle, input, nowMs, new AbortController().signal)
    const { talk } = await this.#handle.memory(nowMs)
    const { outcome, state } = await callTool(setting, { id: call.id, name: call.name, args: call.args }, talk)
    // Kept before the model hears of it: what it says next is judged by what was done.
    await this.#handle.changeMemory((memory) => ({ ...memory, talk: state }), nowMs)
    if (outcome.ending) exchange.ending = outcome.ending
    this.#answered(exchange, call, { ok: outcome.ok, ...outcome.value })
  }

  #answered(exchange: Exchange, call: SpeechCall, value: Readonly<Record<string, unknown>>): void {
    exchange.running -= 1
    // Whoever speaks is answered when they have finished, with what the tool came to.
    const goOn = !exchange.isDropped && !exchange.isClosed && !this.#isSpeaking
    this.#floor.answer(call, value, goOn)
    if (exchange.isClosed) this.#settle(exchange)
  }

  async #transcript(exchange: Exchange): Promise<void> {
    if (exchange.caller !== null || exchange.isClosed) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, TRANSCRIPT_MS_MAX)
      this.#waiting.set(exchange, () => {
        clearTimeout(timer)
        resolve()
      })
    })
    this.#waiting.delete(exchange)
  }

  #close(exchange: Exchange): void {
    if (exchange.isClosed) return
    exchange.isClosed = true
    if (exchange.caller === null && !this.#waiting.has(exchange))
      setTimeout(() => this.#giveUp(exchange), TRANSCRIPT_MS_MAX)
    this.#settle(exchange)
  }

  /** What it was is never going to be known. */
  #giveUp(exchange: Exchange): void {
    exchange.caller ??= ''
    this.#settle(exchange)
  }

  played(): void {
    for (const exchange of this.#exchanges.slice()) if (exchange.isClosed) this.#closeHeard(exchange)
  }

  /** What was heard of it is known now, whatever else is. */
  #closeHeard(exchange: Exchange): void {
    exchange.isPlayed = true
    this.#close(exchange)
    this.#settle(exchange)
  }

  /**
   * Keeps what is over and known, in order. While it is being played it may still be cut, so it is written down once, when
   * it was heard; the last words of a call at once, because they end it.
   */
  #settle(exchange: Exchange): void {
    if (!exchange.isClosed || exchange.caller === null || exchange.running > 0 || exchange.isKept) return
    const isHeard = exchange.isPlayed || this.#floor.isSilent()
    if (!isHeard && exchange.ending === null && !exchange.isDropped && saidIn(exchange) !== '') return
    exchange.isKept = true
    this.#kept = this.#kept
      .then(() => this.#keep(exchange))
      .catch((error: unknown) => {
        log.error('speech.turn_not_kept', { callId: this.#handle.state.callId, error: errorName(error) })
      })
  }

  async #keep(exchange: Exchange): Promise<void> {
    const index = this.#exchanges.indexOf(exchange)
    if (index >= 0) this.#exchanges.splice(index, 1)
    this.#keptLately = [...this.#keptLately, exchange].slice(-KEPT_LATELY_MAX)
    this.#handle.working -= 1
    const isNothing = saidIn(exchange) === '' && exchange.caller === ''
    if (exchange.isDropped) return
    if (!isNothing) return keepExchange(this.#handle, exchange, Date.now())
    // Silence that began meanwhile was held back: it counts from now.
    if (this.#handle.state.timers.idle !== undefined) return
    const idleAtMs = Date.now() + IDLE_MS
    await this.#handle.update((state) => ({ ...state, timers: withTimer(state.timers, 'idle', idleAtMs) }))
  }

  /** The line is gone: whatever is open is kept as it stands. */
  async end(): Promise<void> {
    for (const exchange of this.#exchanges.slice()) {
      exchange.running = 0
      exchange.isClosed = true
      exchange.isPlayed = true
      this.#giveUp(exchange)
    }
    await this.#kept
  }
}
