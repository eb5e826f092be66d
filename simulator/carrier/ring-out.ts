import type { CallOrder, Detection, Progress } from './call-order.ts'
import type { Answering, Callee, CalleeKind } from './callee.ts'
import { between } from './pace.ts'
import type { CallStatus, PhoneCall } from './phone-call.ts'
import type { Params } from './sign.ts'

/** How a call ends that nobody picks up, and what the network said of it. */
const UNANSWERED: Readonly<Record<Exclude<Answering, 'picks-up'>, { status: CallStatus; sip: string }>> = {
  busy: { status: 'busy', sip: '486' },
  'no-answer': { status: 'no-answer', sip: '487' },
  failed: { status: 'failed', sip: '404' },
  blocked: { status: 'failed', sip: '608' },
}

/** How long the carrier listens before it knows. A silent line is judged by the order's own patience. */
const JUDGED_MS: Readonly<Record<Exclude<CalleeKind, 'silence'>, number>> = { human: 2600, machine: 4000, fax: 3200 }
const INITIATED_MS = [100, 400] as const
const CONNECTING_MS = [400, 1500] as const
const REPORT_MS_MAX = 200

interface Ringing {
  readonly callee: Callee
  /** Resolves when it is the call's turn in the account's queue. */
  readonly turn: Promise<void>
}

/** Dials, rings, and lets whoever picks up and the account's documents meet. Resolves when every callback is out. */
export async function ringOut(call: PhoneCall, order: CallOrder, { callee, turn }: Ringing): Promise<void> {
  const tell = reporter(call, order)
  await turn
  await passing(call, between(...INITIATED_MS))
  call.goesOut('initiated')
  void tell('initiated')
  await passing(call, between(...CONNECTING_MS))
  call.goesOut('ringing')
  void tell('ringing')
  const sip = await rung(call, order, callee)
  if (!call.isOver) {
    call.answer()
    void tell('answered')
    await talk(call, order, callee)
  }
  await tell('completed', { ...call.endParams(0), SipResponseCode: sip })
}

/** Simulated time passes, unless the call is over before. */
const passing = (call: PhoneCall, ms: number): Promise<boolean> =>
  call.talk.until(() => call.isOver, ms / call.exchange.pace.speed)

/** Ends the call when nobody picks up. The value is how the network answered. */
async function rung(
  call: PhoneCall,
  { ringSeconds }: CallOrder,
  { answering, ringSeconds: theirs }: Callee,
): Promise<string> {
  const isLate = answering === 'no-answer' || (answering === 'picks-up' && theirs > ringSeconds)
  await passing(call, Math.min(isLate ? ringSeconds : theirs, ringSeconds) * 1000)
  if (call.isOver) return '487'
  if (answering === 'picks-up' && !isLate) return '200'
  const { status, sip } = UNANSWERED[answering === 'picks-up' ? 'no-answer' : answering]
  call.end(status, 'carrier')
  return sip
}

async function talk(call: PhoneCall, { document, detection, limitSeconds }: CallOrder, callee: Callee): Promise<void> {
  void passing(call, limitSeconds * 1000).then(() => call.end('completed', 'carrier'))
  call.isHeld = detection !== null && detection.later === null
  const playing = callee.play(call)
  const judging = detection === null ? null : judge(call, detection, callee.kind)
  const params = call.isHeld && judging !== null ? await judging : {}
  call.heldMs = Number(params['MachineDetectionDuration'] ?? 0)
  if (!call.isOver) await call.perform('url' in document ? { ...document, params } : document)
  await Promise.all([playing, judging])
}

/** Listens for what has picked up, and tells it: in the document's own request, or to whoever asked to be told later. */
async function judge(call: PhoneCall, { later, ...detection }: Detection, kind: CalleeKind): Promise<Params> {
  const startedAtMs = Date.now()
  const answeredBy = await listened(call, detection, kind)
  call.answeredBy = answeredBy
  const tookMs = Math.round((Date.now() - startedAtMs) * call.exchange.pace.speed)
  const params = { AnsweredBy: answeredBy, MachineDetectionDuration: String(tookMs) }
  const { accountSid: AccountSid } = call.exchange
  if (later !== null) await call.exchange.deliver({ ...later, params: { AccountSid, CallSid: call.sid, ...params } })
  return params
}

async function listened(
  call: PhoneCall,
  { until, seconds, silenceMs }: Omit<Detection, 'later'>,
  kind: CalleeKind,
): Promise<string> {
  const isOver = await passing(call, Math.min(seconds * 1000, kind === 'silence' ? silenceMs : JUDGED_MS[kind]))
  if (isOver || kind === 'silence') return 'unknown'
  if (kind !== 'machine') return kind
  if (until === 'start') return 'machine_start'
  const leftMs = Math.max(0, seconds * 1000 - JUDGED_MS.machine)
  await call.talk.until(() => call.isOver || call.beepedAtMs !== null, leftMs / call.exchange.pace.speed)
  return call.beepedAtMs === null ? 'machine_end_other' : 'machine_end_beep'
}

/**
 * Tells the account how far its call is, as often as it asked to be told. Reports overtake each other on their way, as real
 * ones do; the last one is waited for.
 */
function reporter(call: PhoneCall, { status }: CallOrder): (progress: Progress, more?: Params) => Promise<unknown> {
  let sequence = 0
  return async (progress, more = {}) => {
    if (status === null || !status.events.includes(progress) || (call.isOver && progress !== 'completed')) return
    const params = {
      CallStatus: call.status,
      Timestamp: new Date().toUTCString().replace('GMT', '+0000'),
      CallbackSource: 'call-progress-events',
      ...(call.answeredBy !== null && { AnsweredBy: call.answeredBy }),
      ...more,
      SequenceNumber: String(sequence),
    }
    sequence += 1
    if (progress !== 'completed') await call.exchange.pace.sleep(between(0, REPORT_MS_MAX))
    await call.tell(status.url, status.method, params)
  }
}
