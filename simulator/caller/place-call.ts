import type { Notice, PhoneCall } from '../carrier/phone-call.ts'
import type { Switchboard } from '../carrier/switchboard.ts'
import type { Turn } from '../carrier/talk-log.ts'
import { meetingOf, type Meeting } from './meeting.ts'
import { playCaller, type Ends, type Played } from './play-caller.ts'
import type { Caller, Scenario } from './scenario.ts'

/** What happened on one caller's line. */
export interface CallRecord {
  readonly caller: string
  readonly call_sid: string
  readonly from: string
  readonly to: string
  readonly turns: readonly Turn[]
  readonly ends: Ends
  readonly failure: string | null
  /** What the carrier's debugger would show. */
  readonly notices: readonly Notice[]
  /** From dialling to the first document, and from each thing the caller said to the first word back. */
  readonly document_ms: number | null
  readonly reply_ms: readonly number[]
  readonly duration_ms: number
}

export type CallEvent =
  | {
      readonly type: 'ringing'
      readonly caller: string
      readonly call_sid: string
      readonly from: string
      readonly to: string
    }
  | ({ readonly type: 'turn'; readonly caller: string } & Turn)
  | ({ readonly type: 'over' } & CallRecord)

export interface Placing {
  readonly to: string
  readonly from: string | null
  readonly speed: number
  readonly tell: (event: CallEvent) => void
}

/** How long somebody talks who takes a transferred call. */
const TRANSFERRED_MS = 3000

/** A number with no way to us: what to do about it is in the message. */
export class UnreachableNumber extends Error {
  override readonly name = 'UnreachableNumber'
}

/**
 * Rings `to` with every caller of the scenario, at once when there are several, and lets them play their parts.
 *
 * @throws UnreachableNumber when the number leads nowhere.
 */
export function placeCalls(board: Switchboard, scenario: Scenario, placing: Placing): Promise<readonly CallRecord[]> {
  const meeting = meetingOf(scenario.callers.length)
  return Promise.all(scenario.callers.map((caller) => placeCall(board, { scenario, caller, meeting, placing })))
}

interface Part {
  readonly scenario: Scenario
  readonly caller: Caller
  readonly meeting: Meeting
  readonly placing: Placing
}

async function placeCall(board: Switchboard, { scenario, caller, meeting, placing }: Part): Promise<CallRecord> {
  const { to, speed, tell } = placing
  const from = (scenario.callers.length === 1 ? placing.from : null) ?? scenario.from ?? freshNumber()
  const call = board.dial({
    from,
    to,
    speed,
    dial: { answers: scenario.dial, talksMs: TRANSFERRED_MS },
    hasRelay: scenario.relay === 'available',
    onTurn: (turn) => tell({ type: 'turn', caller: caller.name, ...turn }),
  })
  if (call === null)
    throw new UnreachableNumber(`${to} leads nowhere: no gateway has claimed it at the simulated carrier.`)
  tell({ type: 'ringing', caller: caller.name, call_sid: call.sid, from, to })
  const [{ failure, ends }] = await Promise.all([playCaller(call, caller.steps, meeting), call.run()])
  const record = recordOf(call, caller.name, { failure, ends })
  tell({ type: 'over', ...record })
  return record
}

/** What happened on `call`, once it is over. */
export const recordOf = (call: PhoneCall, caller: string, { failure, ends }: Played): CallRecord => ({
  caller,
  call_sid: call.sid,
  from: call.from,
  to: call.to,
  turns: call.talk.turns,
  ends,
  failure,
  notices: call.notices,
  document_ms: call.documentMs,
  reply_ms: call.replyMs,
  duration_ms: (call.endedAtMs ?? Date.now()) - call.startedAtMs,
})

const AREA_CODES = ['212', '303', '312', '404', '415', '503', '512', '617', '702', '804', '907', '952']

const LINES = 100
let nextNumber = Math.floor(Math.random() * AREA_CODES.length * LINES)

/** A number nobody has: of the exchange that is kept for fiction, and none that this process gave out lately. */
export function freshNumber(): string {
  nextNumber += 1
  const area = AREA_CODES[nextNumber % AREA_CODES.length] ?? '212'
  return `+1${area}55501${String(Math.floor(nextNumber / AREA_CODES.length) % LINES).padStart(2, '0')}`
}
