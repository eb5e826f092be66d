import type { CallOrder } from './call-order.ts'
import { CallQueue } from './call-queue.ts'
import type { CalleeBook } from './callee.ts'
import { Faults } from './faults.ts'
import { isFictional, newNumber, type OwnedNumber } from './owned-number.ts'
import { between, paceOf } from './pace.ts'
import type { DialledLeg, DialPlan } from './dialled-leg.ts'
import { PhoneCall, type Exchange } from './phone-call.ts'
import { ringOut } from './ring-out.ts'
import { newRecording, processed, recordingOptions, recordingParams, stopped, type Recording } from './recording.ts'
import { openStateFile, type StateFile } from './state-file.ts'
import type { Turn } from './talk-log.ts'
import { TextExchange } from '../sms/text-exchange.ts'
import { deliver, type Attempt, type Delivery, type Webhook } from './webhook.ts'

export interface Account {
  readonly accountSid: string
  readonly authToken: string
  /** Where the account's API is reached, for the addresses it hands out. */
  readonly apiUrl: () => string
  readonly stateFile: string | null
  /** Whoever the account calls. */
  readonly callees: CalleeBook
}

export interface Dialling {
  readonly from: string
  readonly to: string
  readonly speed: number
  readonly dial: DialPlan
  /** False for an account that may not use ConversationRelay. */
  readonly hasRelay?: boolean
  readonly onTurn: (turn: Turn) => void
}

const CALLS_MAX = 500
const ATTEMPTS_MAX = 2000
const RECORDINGS_MAX = 2000

interface Kept {
  readonly numbers: readonly OwnedNumber[]
  readonly recordings: readonly Recording[]
}

/** Everything the simulated carrier knows of its one account. */
export class Switchboard {
  readonly account: Account
  readonly faults = new Faults()
  readonly calls = new Map<string, PhoneCall>()
  /** People rung for callers, the newest last. */
  readonly legs = new Map<string, DialledLeg>()
  readonly recordings = new Map<string, Recording>()
  readonly attempts: Attempt[] = []
  readonly texts: TextExchange
  readonly #queue = new CallQueue()
  readonly #numbers = new Map<string, OwnedNumber>()
  readonly #file: StateFile
  /** What is still to be delivered, so that nothing is lost at the end. */
  readonly #pending = new Set<Promise<unknown>>()

  constructor(account: Account) {
    this.account = account
    this.texts = new TextExchange({
      accountSid: account.accountSid,
      apiUrl: account.apiUrl,
      numberOf: (phoneNumber) => this.numberOf(phoneNumber),
      deliver: (webhook) => this.#later(this.#deliver(webhook)),
    })
    this.#file = openStateFile(account.stateFile, (): Kept => ({
      numbers: this.numbers,
      recordings: [...this.recordings.values()],
    }))
    const kept = this.#file.initial as Kept | null
    for (const number of kept?.numbers ?? [])
      this.#numbers.set(number.phone_number, { ...newNumber(number.phone_number), ...number })
    for (const recording of kept?.recordings ?? []) this.recordings.set(recording.sid, recording)
  }

  get numbers(): readonly OwnedNumber[] {
    return [...this.#numbers.values()]
  }

  /** A number of the account. Fictional ones are bought when somebody asks for them. */
  numberOf(phoneNumber: string): OwnedNumber | null {
    const known = this.#numbers.get(phoneNumber)
    if (known !== undefined || !isFictional(phoneNumber)) return known ?? null
    return this.saveNumber(newNumber(phoneNumber))
  }

  saveNumber(number: OwnedNumber): OwnedNumber {
    this.#numbers.set(number.phone_number, number)
    this.#file.changed()
    return number
  }

  /** A gateway started on another port is the same gateway: its numbers point where it is now. */
  moveNumbers(publicUrl: string): void {
    const moved = (url: string): string => (URL.canParse(url) ? publicUrl + url.slice(new URL(url).origin.length) : url)
    for (const number of this.numbers) {
      const { voice_url: voice, voice_fallback_url: fallback, status_callback: status, sms_url: sms } = number
      this.saveNumber({
        ...number,
        voice_url: moved(voice),
        voice_fallback_url: moved(fallback),
        status_callback: moved(status),
        sms_url: moved(sms),
      })
    }
  }

  /** A call from outside to a number of the account, ringing. Null when the number is none of ours or leads nowhere. */
  dial({ from, to, speed, dial, hasRelay = true, onTurn }: Dialling): PhoneCall | null {
    const number = this.numberOf(to)
    if (number === null || number.voice_url === '') return null
    const call = new PhoneCall(this.#exchange(speed, dial, hasRelay), {
      from,
      to,
      direction: 'inbound',
      number,
      onTurn,
    })
    this.#keepCall(call)
    return call
  }

  /** A call of the account's own: it waits its turn in the queue, and goes its way from there. */
  place(order: CallOrder, delayMs: number): PhoneCall {
    const { to, number } = order
    const callee = this.account.callees.take(to)
    const { speed, hasRelay, onTurn } = callee
    const exchange = this.#exchange(speed, { answers: 'answered', talksMs: 0 }, hasRelay)
    const dialled = { from: number.phone_number, to, direction: 'outbound-api', number, onTurn } as const
    const call = new PhoneCall(exchange, dialled)
    this.#keepCall(call)
    callee.called(call)
    const turn = this.#queue.turn(call, delayMs)
    void this.#later(ringOut(call, order, { callee, turn }).finally(() => callee.over(call)))
    return call
  }

  #keepCall(call: PhoneCall): void {
    this.calls.set(call.sid, call)
    for (const [sid, old] of this.calls) if (this.calls.size > CALLS_MAX && old.isOver) this.calls.delete(sid)
  }

  saveRecording(recording: Recording): void {
    this.recordings.set(recording.sid, recording)
    for (const sid of this.recordings.keys()) if (this.recordings.size > RECORDINGS_MAX) this.recordings.delete(sid)
    this.#file.changed()
  }

  /** Resolves when nothing is being delivered any more. */
  async settle(): Promise<void> {
    while (this.#pending.size > 0) await Promise.allSettled(this.#pending)
    this.#file.flush()
  }

  #exchange(speed: number, dial: DialPlan, hasRelay: boolean): Exchange {
    const { accountSid, authToken } = this.account
    return {
      accountSid,
      authToken,
      dial,
      hasRelay,
      pace: paceOf(speed),
      deliver: (webhook) => this.#later(this.#deliver(webhook)),
      startRecording: (call, attributes) => this.#startRecording(call, attributes),
      stopRecording: (call) => this.#stopRecording(call),
      keepVoicemail: (call, recording) => {
        this.saveRecording(recording)
        void this.#later(this.#process(call, recording))
      },
      register: (leg) => {
        this.legs.set(leg.sid, leg)
        for (const [sid, { isOver }] of this.legs) if (this.legs.size > CALLS_MAX && isOver) this.legs.delete(sid)
      },
    }
  }

  async #deliver(webhook: Webhook): Promise<Delivery> {
    const sender = {
      authToken: this.account.authToken,
      onAttempt: (attempt: Attempt): void => {
        this.attempts.push(attempt)
        if (this.attempts.length > ATTEMPTS_MAX) this.attempts.shift()
      },
    }
    const fault = this.faults.take(webhook.method, webhook.url)
    if (fault?.delay_ms !== undefined) await paceOf(1).sleep(fault.delay_ms)
    if (fault?.drop === true) return { ok: false, code: '11205', status: null }
    if (fault?.duplicate === true) void this.#later(deliver(sender, webhook))
    return deliver(sender, webhook)
  }

  #startRecording(call: PhoneCall, attributes: Readonly<Record<string, string>>): void {
    if (call.recording?.status === 'in-progress') return call.notice('21220', 'the call is being recorded already')
    const recording = newRecording(call.sid, recordingOptions(attributes), Date.now())
    call.recording = recording
    this.saveRecording(recording)
    void this.#later(this.#reportAfter(call, recording, between(50, 300)))
  }

  #stopRecording(call: PhoneCall): void {
    if (call.recording?.status !== 'in-progress') return
    const recording = stopped(call.recording, Date.now())
    call.recording = recording
    this.saveRecording(recording)
    void this.#later(this.#process(call, recording))
  }

  async #process(call: PhoneCall, recording: Recording): Promise<void> {
    await call.exchange.pace.sleep(between(1500, 3000))
    const done = processed(recording)
    if (call.recording?.sid === done.sid) call.recording = done
    this.saveRecording(done)
    await this.#reportAfter(call, done, 0)
  }

  async #reportAfter(call: PhoneCall, recording: Recording, ms: number): Promise<void> {
    const { callbackUrl, callbackMethod, events } = recording.options
    if (callbackUrl === null || !events.includes(recording.status)) return
    await call.exchange.pace.sleep(ms)
    const url = `${this.account.apiUrl()}/2010-04-01/Accounts/${this.account.accountSid}/Recordings/${recording.sid}`
    const params = { AccountSid: this.account.accountSid, CallSid: call.sid, ...recordingParams(recording, url) }
    await this.#later(this.#deliver({ url: callbackUrl, method: callbackMethod, params }))
  }

  #later<T>(work: Promise<T>): Promise<T> {
    this.#pending.add(work)
    const done = (): void => void this.#pending.delete(work)
    work.then(done, done)
    return work
  }
}
