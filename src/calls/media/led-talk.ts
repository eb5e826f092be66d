import { insteadOfCalling } from '../../dialogue/cannot-call.ts'
import { guard } from '../../dialogue/guardrails.ts'
import { speechWords } from '../../dialogue/speech-guard-words.ts'
import { log } from '../../kernel/log.ts'
import type { SpeechCall } from '../../providers/speech/contract.ts'
import type { CallHandle } from '../call-handle.ts'
import { awaitCaller } from './await-caller.ts'
import { hasRoomFor, heardIn, saidIn, wordsOf, type Exchange } from './exchange.ts'
import { Exchanges } from './exchanges.ts'
import type { Floor } from './floor.ts'
import { InOrder } from './in-order.ts'
import { judgeSpoken } from './judge-spoken.ts'
import { keepExchange, keepHeard } from './keep-exchange.ts'
import { LedTools } from './led-tools.ts'
import { ExchangeMask } from './masked-exchange.ts'
import type { SpokenTalk } from './spoken-talk.ts'
import { TRANSCRIPT_MS_MAX, UntilHeard } from './until-heard.ts'

const EXCHANGES_MAX = 32

/**
 * A talk led by the vendor's own model.
 *
 * The model has begun to answer before anybody knows in words what the caller said. So guardrails look at the words as
 * soon as there are any, and stop it; tools wait for that look; and every sentence of the model's is judged as it comes.
 */
export class LedTalk implements SpokenTalk {
  readonly #handle: CallHandle
  readonly #floor: Floor
  readonly #exchanges = new Exchanges()
  readonly #mask: ExchangeMask
  readonly #tools: LedTools
  readonly #untilHeard = new UntilHeard()
  /** What is heard and what is kept, one after another: either may change what numbers are in the other. */
  readonly #inOrder: InOrder
  #isSpeaking = false
  #hasStumbled = false
  /** The reply that is being made has called a tool: another follows it, however soon the tool has answered. */
  #hasCalled = false
  /** Tools that a session before this one has called. */
  #stale = new WeakSet<SpeechCall>()
  #running = new Set<SpeechCall>()

  constructor(handle: CallHandle, floor: Floor) {
    this.#handle = handle
    this.#floor = floor
    this.#mask = new ExchangeMask(handle)
    this.#inOrder = new InOrder(() => handle.state.callId)
    this.#tools = new LedTools({
      handle,
      mask: this.#mask,
      whenHeard: (exchange) => this.#untilHeard.wait(exchange),
      circled: (exchange) => this.#stumble(exchange),
      answered: (exchange, call, value) => this.#answered(exchange, call, value),
    })
  }

  takenUp(): string | null {
    for (const call of this.#running) this.#stale.add(call)
    this.#running.clear()
    this.#hasCalled = false
    for (const exchange of this.#exchanges.open) {
      exchange.running = 0
      if (saidIn(exchange) !== '') this.#close(exchange)
    }
    return this.#exchanges.unanswered?.caller ?? null
  }

  async handOver(): Promise<string | null> {
    await this.#inOrder.done
    const exchange = this.#exchanges.unanswered
    if (exchange === undefined || exchange.caller === null) return null
    exchange.isDropped = true
    return exchange.caller
  }

  /** The caller begins to speak. Where they may, what was being answered is over, as far as it was heard. */
  callerBegan(saidId: string, nowMs: number, isOver: boolean): void {
    this.#isSpeaking = true
    this.#hasStumbled = false
    this.#tools.callerBegan()
    if (isOver) for (const exchange of this.#exchanges.all) this.#closeHeard(exchange)
    this.#open(saidId, nowMs)
  }

  /** The caller has finished: from now on they wait. */
  callerPaused(nowMs: number): void {
    this.#isSpeaking = false
    const exchange = this.#exchanges.open.at(-1)
    if (exchange === undefined || exchange.hasPaused) return
    exchange.atMs = nowMs
    exchange.hasPaused = true
  }

  #open(saidId: string | null, atMs: number): Exchange {
    const exchange = this.#exchanges.begin(saidId, atMs)
    this.#handle.working += 1
    const [oldest] = this.#exchanges.all
    if (oldest !== undefined && this.#exchanges.all.length > EXCHANGES_MAX) this.#cutShort(oldest)
    return exchange
  }

  /** The exchange that is being answered. What was asked before it is answered with it. */
  #answering(): Exchange {
    const exchange = this.#exchanges.answered ?? this.#unasked()
    for (const before of this.#exchanges.before(exchange)) if (before.running === 0) this.#close(before)
    return exchange
  }

  /** A model that speaks unasked begins an exchange in which the caller says nothing. */
  #unasked(): Exchange {
    const exchange = this.#open(null, Date.now())
    exchange.hasPaused = true
    exchange.caller = ''
    return exchange
  }

  heard(saidId: string, text: string): Promise<void> {
    return this.#inOrder.next(() => this.#hear(saidId, text), 'speech.words_not_kept')
  }

  /** What the caller said is known, perhaps long after. What a rule demands is done however late it is. */
  async #hear(saidId: string, text: string): Promise<void> {
    const exchange = this.#exchanges.ofSaid(saidId)
    const document = await this.#handle.document()
    const { default: language } = document.languages
    const guarded = guard(text, document, language)
    const { history } = await this.#handle.memory(Date.now())
    if (guarded !== null || insteadOfCalling({ document, language, history }, text, null) !== null)
      return this.#obey(exchange, text)
    if (exchange === undefined || exchange.isDropped) return
    await this.#mask.hear(exchange, this.#exchanges.before(exchange), text)
    this.#untilHeard.known(exchange)
    if (!exchange.isKept) return this.#settle()
    await keepHeard(this.#handle, exchange, this.#mask, Date.now())
  }

  /** Whoever answers by rule keeps the turn, and masks it. */
  #obey(exchange: Exchange | undefined, text: string): void {
    this.#floor.catchUp()
    this.#floor.hush()
    if (exchange !== undefined) {
      exchange.isDropped = true
      exchange.caller ??= ''
      this.#untilHeard.known(exchange)
      this.#close(exchange)
    }
    this.#floor.obey(text)
  }

  /** Words of the model's, as they come. What must not be said is stopped before it is heard, or as soon as it can be. */
  async words(replyId: string, text: string): Promise<void> {
    const exchange = this.#exchanges.ofReply(replyId) ?? this.#answering()
    // What comes of a reply after its end was not heard, and is judged by nobody.
    if (exchange.isClosed) return
    if (!hasRoomFor(exchange, replyId, text)) return this.#stumble(exchange)
    const reply = wordsOf(exchange, replyId)
    exchange.repliedAtMs ??= Date.now()
    reply.text += text
    for (const sentence of reply.splitter.push(text)) if (!(await this.#mayBeSaid(exchange, sentence))) return
  }

  async #mayBeSaid(exchange: Exchange, sentence: string): Promise<boolean> {
    const verdict = await judgeSpoken(this.#handle, sentence, Date.now())
    if (verdict.allow || exchange.isClosed) return verdict.allow
    log.warn('speech.withheld', { callId: this.#handle.state.callId, rule: verdict.rule })
    if (verdict.replacement === null) await this.#stumble(exchange)
    else this.#sayInstead(exchange, verdict.replacement)
    return false
  }

  /** The model is lost. The caller is told once, until they speak; what else it does before comes to nothing. */
  async #stumble(exchange: Exchange): Promise<void> {
    if (this.#hasStumbled) return this.#close(exchange)
    this.#hasStumbled = true
    const { languages } = await this.#handle.document()
    this.#sayInstead(exchange, speechWords(languages.default).inTrouble)
  }

  /** Once in an exchange: what is over needs no other end. */
  #sayInstead(exchange: Exchange, text: string): void {
    this.#floor.catchUp()
    if (exchange.isClosed) return
    this.#floor.hush()
    exchange.instead = text
    this.#floor.say(text)
    this.#close(exchange)
  }

  cut(replyId: string, heardOf: (text: string) => string): string | null {
    const exchange = this.#exchanges.ofReply(replyId)
    const reply = exchange?.replies.get(replyId)
    if (exchange === undefined || reply === undefined) return null
    reply.heard = heardOf(reply.text)
    return exchange.isKept ? this.#mask.known(heardIn(exchange)) : null
  }

  /** A reply is made to its end, or was stopped. With a tool running another follows it. */
  async made(replyId: string | null): Promise<void> {
    const hasCalled = this.#hasCalled
    this.#hasCalled = false
    const exchange = replyId === null ? this.#exchanges.answered : this.#exchanges.ofReply(replyId)
    if (exchange === undefined || exchange.isClosed || !exchange.hasPaused) return
    const reply = replyId === null ? undefined : exchange.replies.get(replyId)
    for (const sentence of reply?.splitter.flush() ?? []) if (!(await this.#mayBeSaid(exchange, sentence))) return
    if (exchange.running === 0 && !hasCalled) this.#close(exchange)
  }

  call(call: SpeechCall): void {
    const exchange = this.#answering()
    exchange.running += 1
    this.#hasCalled = true
    this.#running.add(call)
    this.#tools.call(exchange, call)
  }

  #answered(exchange: Exchange, call: SpeechCall, value: Readonly<Record<string, unknown>>): void {
    this.#floor.catchUp()
    // The session that wanted to know is gone; the one that stands in for it was told what the caller said, and asks anew.
    if (this.#stale.has(call)) return
    this.#running.delete(call)
    exchange.running -= 1
    // Whoever speaks is answered when they have finished, with what the tool came to.
    const goOn = !exchange.isDropped && !exchange.isClosed && !this.#isSpeaking
    this.#floor.answer(call, value, goOn)
    this.#settle()
  }

  #close(exchange: Exchange): void {
    if (exchange.isClosed) return
    exchange.isClosed = true
    if (exchange.caller === null) setTimeout(() => this.#giveUp(exchange), TRANSCRIPT_MS_MAX)
    this.#settle()
  }

  /** What it was is not going to be known in time. */
  #giveUp(exchange: Exchange): void {
    exchange.caller ??= ''
    this.#settle()
  }

  played(): void {
    for (const exchange of this.#exchanges.all) if (exchange.isClosed) this.#closeHeard(exchange)
  }

  /** What was heard of it is known now, whatever else is. */
  #closeHeard(exchange: Exchange): void {
    exchange.isPlayed = true
    this.#close(exchange)
    this.#settle()
  }

  #cutShort(exchange: Exchange): void {
    Object.assign(exchange, { running: 0, isClosed: true, isPlayed: true })
    this.#giveUp(exchange)
  }

  async keyed(): Promise<void> {
    for (const exchange of this.#exchanges.all.filter((one) => saidIn(one) !== '')) {
      exchange.isPlayed = true
      this.#close(exchange)
      this.#giveUp(exchange)
    }
    await this.#inOrder.done
  }

  /**
   * Keeps what is over and known, in order. While it is being played it may still be cut, so it is written down once, when
   * it was heard; the last words of a call at once, because they end it.
   */
  #settle(): void {
    this.#floor.catchUp()
    for (const exchange of this.#exchanges.all) {
      if (exchange.isKept) continue
      if (!exchange.isClosed || exchange.caller === null || exchange.running > 0) return
      const isHeard = exchange.isPlayed || this.#floor.isSilent()
      if (!isHeard && exchange.ending === null && !exchange.isDropped && saidIn(exchange) !== '') return
      exchange.isKept = true
      // What is to be heard, or silenced, goes first: what is sent leaves when this object next waits.
      void this.#inOrder.next(() => scheduler.wait(0).then(() => this.#keep(exchange)), 'speech.turn_not_kept')
    }
  }

  async #keep(exchange: Exchange): Promise<void> {
    this.#exchanges.kept(exchange)
    this.#handle.working -= 1
    const isNothing = saidIn(exchange) === '' && exchange.caller === ''
    if (exchange.isDropped) return
    if (!isNothing) return keepExchange(this.#handle, exchange, this.#mask, Date.now())
    await awaitCaller(this.#handle, Date.now())
  }

  /** The line is gone: whatever is open is kept as it stands. */
  async end(): Promise<void> {
    await this.#inOrder.done
    for (const exchange of this.#exchanges.all) this.#cutShort(exchange)
    await this.#inOrder.done
  }
}
