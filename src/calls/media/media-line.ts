import { log } from '../../kernel/log.ts'
import type { SpeechBrief, SpeechEvent, SpeechLoss, SpeechSession } from '../../providers/speech/contract.ts'
import type { MediaEvent } from '../../providers/telephony/contract.ts'
import type { RelayCommand } from '../relay-words.ts'
import { Behind } from './behind.ts'
import { CarrierStream } from './carrier-stream.ts'
import { LedTalk } from './led-talk.ts'
import { Goodbye } from './goodbye.ts'
import type { MediaOptions } from './media-options.ts'
import { OrderedWords } from './ordered-words.ts'
import { Patience } from './patience.ts'
import { heardOf, Playback, type Played } from './playback.ts'
import { SpeechLink } from './speech-link.ts'
import { talkOverRelay, type SpokenTalk } from './spoken-talk.ts'
import { leavePending, withoutSpeech } from './without-speech.ts'

/**
 * A call as raw audio: the carrier's socket on one side, the speech vendor's on the other.
 *
 * Audio goes through as it comes, in either direction, and nothing is written on its way. What there is to decide is
 * decided in the relay's words, by the code that leads a call over the relay.
 */
export class MediaLine {
  readonly #options: MediaOptions
  readonly #stream: CarrierStream
  readonly #link: SpeechLink
  readonly #talk: SpokenTalk
  readonly #playback = new Playback()
  readonly #patience = new Patience(() => this.#link.drop({ reason: 'stalled', again: true, code: 'silent' }))
  readonly #ordered = new OrderedWords()
  readonly #behind = new Behind()
  readonly #goodbye = new Goodbye(this.#playback, (handoff) => this.#close(handoff))
  #bargeIn = true
  #isHungUp = false
  /** What a rule answered last, until its answer is said. */
  #obeyed: string | null = null

  constructor(options: MediaOptions) {
    this.#options = options
    const { handle, socket, vendor } = options
    this.#stream = new CarrierStream(handle, socket, {
      take: (event) => this.#take(event),
      closed: () => void this.#closed(),
    })
    this.#link = new SpeechLink({
      callId: handle.state.callId,
      vendor,
      brief: () => this.#brief(),
      tell: (event) => this.#hear(event),
      onOpen: (session) => this.#takeUp(session),
      onGone: (loss) => void this.#gone(loss),
    })
    this.#talk = vendor.leads ? this.#leads() : talkOverRelay(options.tell)
  }

  #leads(): LedTalk {
    return new LedTalk(this.#options.handle, {
      catchUp: () => this.#behind.catchUp(),
      hush: () => this.#hush(),
      say: (text) => this.#say(text, true),
      isSilent: () => this.#playback.isSilent,
      answer: ({ id }, value, goOn) => {
        this.#link.session?.answer(id, value, goOn)
        if (goOn) this.#patience.owed()
      },
      obey: (text) => {
        this.#obeyed = text
        void this.#options.tell({ type: 'prompt', text, language: null, final: true })
      },
    })
  }

  async #brief(): Promise<SpeechBrief> {
    const brief = await this.#options.brief()
    this.#bargeIn = brief.bargeIn
    return brief
  }

  /** Takes the socket. The vendor is reached for as soon as the stream has a name to speak to. */
  open(): void {
    this.#stream.open()
    this.#options.handle.outlet = {
      socket: this.#options.socket,
      send: (command) => this.#obey(command),
      close: (code, reason) => this.#stream.close(code, reason),
    }
  }

  /** What the relay would be told. False for what this line cannot do. */
  #obey(command: RelayCommand): boolean {
    if (this.#stream.isOver) return false
    this.#behind.catchUp()
    switch (command.type) {
      case 'say':
        this.#say(command.text, command.last)
        return true
      case 'end':
        this.#goodbye.end(command.handoff)
        return true
      default:
        // The vendor speaks whatever language it is given to say.
        return command.type === 'language'
    }
  }

  #say(text: string, last: boolean): void {
    this.#ordered.order(text, last)
    this.#link.session?.say(text, last)
    if (this.#ordered.isAwaited) this.#patience.owed()
  }

  #take(event: MediaEvent): void {
    if (event.type === 'audio') return this.#link.hear(event.payload)
    this.#behind.catchUp()
    switch (event.type) {
      case 'mark':
        return this.#played(event.name)
      case 'key':
        return this.#pressed(event.digit)
      case 'started':
        return this.#started(event)
      case 'stopped':
        this.#isHungUp = true
        this.#stream.close(1000, 'stream stopped')
    }
  }

  #started({ streamId, carrierCallId, accountSid, from }: Extract<MediaEvent, { type: 'started' }>): void {
    const { tell, handle } = this.#options
    if (this.#stream.streamId !== null) return
    this.#stream.streamId = streamId
    this.#link.open()
    const { ourNumber: to } = handle.state.pins
    void tell({ type: 'setup', sessionId: streamId, carrierCallId, accountSid, from, to }).then(() =>
      // The greeting was spoken before the stream began: from now on silence is the caller's.
      tell({ type: 'agent_speaking', on: false }),
    )
  }

  #pressed(digit: string): void {
    const { tell } = this.#options
    if (!this.#playback.isSilent) this.#hush()
    void this.#talk.keyed().then(() => tell({ type: 'key', digit }))
  }

  #played(name: string): void {
    if (!this.#playback.played(name)) return
    this.#talk.played()
    if (this.#goodbye.heard()) return
    const { handle, tell } = this.#options
    if (handle.state.ending === null) return
    // The last words were heard: the carrier of a relay would say so.
    void tell({ type: 'agent_speaking', on: true }).then(() => tell({ type: 'agent_speaking', on: false }))
  }

  #hear(event: Exclude<SpeechEvent, { type: 'lost' }>): void {
    this.#behind.catchUp()
    switch (event.type) {
      case 'audio':
        return this.#speak(event.replyId, event.payload)
      case 'words':
        return this.#words(event)
      case 'caller_began':
        return this.#began(event.saidId)
      case 'caller_paused':
        return this.#paused()
      case 'heard':
        return void this.#talk.heard(event.saidId, event.text)
      case 'call':
        this.#patience.settled()
        return this.#talk.call(event.call)
      case 'made':
        return this.#made(event)
      case 'unfaithful':
        return this.#giveUp({ reason: 'refused', again: false, code: 'unfaithful' })
    }
  }

  #paused(): void {
    this.#talk.callerPaused(Date.now())
    // Who only hears owes nothing but what was heard.
    if (this.#options.vendor.leads) this.#patience.owed()
  }

  /** The way of the vendor's audio to the line: nothing is awaited, and nothing written. */
  #speak(replyId: string, payload: string): void {
    this.#patience.settled()
    for (const piece of this.#playback.send(replyId, payload)) {
      this.#stream.send({ type: 'audio', payload: piece.payload })
      if (piece.mark !== null) this.#stream.send({ type: 'mark', name: piece.mark })
    }
    if (this.#playback.isOverrun) this.#giveUp({ reason: 'overrun', again: false, code: 'unplayed_audio' })
  }

  #words({ replyId, exact, text }: Extract<SpeechEvent, { type: 'words' }>): void {
    if (exact) this.#ordered.words(replyId, text)
    else void this.#talk.words(replyId, text)
  }

  #made({ replyId, exact, how }: Extract<SpeechEvent, { type: 'made' }>): void {
    const mark = replyId === null ? null : this.#playback.finish(replyId)
    if (mark !== null) this.#stream.send({ type: 'mark', name: mark })
    this.#patience.settled()
    if (exact) this.#ordered.made(replyId, how)
    if (this.#ordered.isAwaited) this.#patience.owed()
    else if (exact && how !== 'failed') this.#obeyed = null
    if (how === 'failed') return this.#link.drop({ reason: 'refused', again: true, code: 'reply' })
    if (!exact) void this.#talk.made(replyId)
  }

  /** The caller speaks: silence first, everything else after it. What is sent leaves when this object next waits. */
  #began(saidId: string): void {
    const cuts = this.#bargeIn ? this.#silence() : []
    const yields = (): void => this.#yield(saidId, cuts)
    return cuts.length > 0 ? this.#behind.wait(yields) : yields()
  }

  #yield(saidId: string, cuts: readonly Played[]): void {
    const { handle, tell, vendor } = this.#options
    this.#patience.settled()
    this.#takeBack(cuts)
    const isOwed = this.#bargeIn && cuts.length === 0 && this.#ordered.owed.trim() !== ''
    // Between two sentences of the text model's, or before the first: it is told what was heard, and stops.
    if (isOwed && !vendor.leads) void tell({ type: 'interrupt', heard: this.#ordered.said, afterMs: null })
    this.#talk.callerBegan(saidId, Date.now(), this.#bargeIn)
    // Of a talk that the vendor leads silence is held back by what is open in it: nothing need be written for that.
    const isAwaited = handle.state.timers.idle !== undefined && !vendor.leads
    if (isAwaited || handle.state.ending !== null) void tell({ type: 'caller_speaking', on: true })
  }

  /** Stops whatever is being made and played. */
  #hush(): void {
    this.#link.session?.hush()
    this.#ordered.settle()
    this.#takeBack(this.#silence())
  }

  /** What the carrier has not played is thrown away there. Of which replies. */
  #silence(): readonly Played[] {
    if (this.#playback.isSilent) return []
    this.#stream.send({ type: 'clear' })
    return this.#playback.clear()
  }

  /** It is forgotten by the vendor, too, and not counted as heard. */
  #takeBack(cuts: readonly Played[]): void {
    const heard = [this.#ordered.cut(cuts)]
    for (const played of cuts) {
      // Nothing of a reply that was not heard is there to be cut, and a vendor refuses it.
      if (played.playedMs > 0) this.#link.session?.cut(played.replyId, played.playedMs)
      heard.push(this.#talk.cut(played.replyId, (text) => heardOf(text, played)))
    }
    for (const words of heard)
      if (words !== null) void this.#options.tell({ type: 'interrupt', heard: words, afterMs: null })
  }

  /** What the session before left unsaid is said by this one, and what the caller said last is answered by it. */
  #takeUp(session: SpeechSession): void {
    const { owed } = this.#ordered
    const unanswered = this.#talk.takenUp() ?? ''
    if (owed !== '') session.say(owed, true)
    else if (unanswered !== '') session.tell(unanswered)
    if (owed !== '' || unanswered !== '') this.#patience.owed()
  }

  #giveUp(loss: SpeechLoss): void {
    this.#hush()
    void this.#gone(loss)
  }

  /** The vendor is given up: the carrier is sent back to us, and the talk goes on over the relay, with the text model. */
  async #gone(loss: SpeechLoss): Promise<void> {
    this.#behind.catchUp()
    if (this.#stream.isOver) return
    log.error('speech.gone', { callId: this.#options.handle.state.callId, reason: loss.reason, code: loss.code })
    await withoutSpeech(this.#options.handle)
    this.#stream.close(1011, `speech ${loss.reason}`)
  }

  #close(handoff: string): void {
    // A stream's end carries no word of ours: the call itself remembers why it was ended.
    void this.#options.handle
      .update((state) => ({ ...state, handedOff: { epoch: state.redeemed, handoff } }))
      .then(() => this.#stream.close(1000, 'talk over'))
  }

  /** One socket gone takes the other with it. */
  async #closed(): Promise<void> {
    this.#goodbye.drop()
    this.#behind.catchUp()
    this.#patience.settled()
    this.#takeBack(this.#silence())
    this.#link.close(1000, 'call over')
    // Whoever has hung up waits for no answer.
    const unanswered = this.#isHungUp ? null : (this.#obeyed ?? (await this.#talk.handOver()))
    await this.#talk.end()
    await leavePending(this.#options.handle, unanswered, Date.now())
    this.#options.onClosed()
  }
}
