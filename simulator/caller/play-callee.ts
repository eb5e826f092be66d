import type { Callee } from '../carrier/callee.ts'
import { FIRST_SOUND_MS } from '../carrier/relay-voice.ts'
import type { PhoneCall } from '../carrier/phone-call.ts'
import type { Turn } from '../carrier/talk-log.ts'
import { meetingOf } from './meeting.ts'
import type { CalleePart } from './outbound-scenario.ts'
import { playCaller, type Played } from './play-caller.ts'
import { recordOf, type CallRecord } from './place-call.ts'

/** What happened at the other end of a call of the account's. Times are milliseconds from when it was ordered. */
export interface CalledRecord extends CallRecord {
  /** The carrier's last word. */
  readonly status: string
  readonly answered_by: string | null
  readonly picked_up_ms: number | null
  /** From when on a person listened. */
  readonly human_at_ms: number | null
  /** When a machine's tone was over. */
  readonly beeped_at_ms: number | null
  /** From picking up to the agent's first sound, as long as it would be at the pace of real talk. */
  readonly first_word_ms: number | null
}

export type CalledEvent =
  | { readonly type: 'waiting'; readonly number: string }
  | { readonly type: 'called'; readonly call_sid: string; readonly from: string; readonly to: string }
  | ({ readonly type: 'turn'; readonly caller: string } & Turn)
  | ({ readonly type: 'over' } & CalledRecord)

const NAME = 'callee'
const LIFT_MS = 1000

/** Whoever plays `part` when they are called. Everything that happens is told. */
export function calleeOf(part: CalleePart, speed: number, tell: (event: CalledEvent) => void): Callee {
  let played: Played = { failure: null, ends: 'carrier' }
  return {
    answering: part.answering,
    kind: part.is,
    ringSeconds: part.rings_seconds,
    speed,
    hasRelay: true,
    onTurn: (turn) => tell({ type: 'turn', caller: NAME, ...turn }),
    called: ({ sid, from, to }) => tell({ type: 'called', call_sid: sid, from, to }),
    async play(call) {
      if (part.is === 'human' && !part.steps.includes('human')) call.humanAtMs = call.talk.nowMs
      await lift(call)
      played = await playCaller(call, part.steps, meetingOf(1))
    },
    over: (call) => tell({ type: 'over', ...calledRecord(call, played) }),
  }
}

/**
 * Whoever picks up says something a moment later. The application's way to the call takes real time, however fast the talk
 * is: at a fast pace it would miss what it hears of people at theirs, so the moment is as long as it really is.
 */
async function lift(call: PhoneCall): Promise<void> {
  const isHeard = (): boolean =>
    call.firstWordAtMs !== null || (call.handset !== null && call.handset.isThere !== false)
  await call.talk.until(() => call.isOver || isHeard(), call.isHeld ? LIFT_MS / call.exchange.pace.speed : LIFT_MS)
}

/** Whoever is at a number that nobody waits at: says hello, hears out what is said, and hangs up. */
export const bystander = (): Callee =>
  calleeOf(
    { answering: 'picks-up', is: 'human', rings_seconds: 2, steps: [{ greet: 'Hello?' }, 'hang-up'] },
    8,
    () => undefined,
  )

function calledRecord(call: PhoneCall, played: Played): CalledRecord {
  const { answeredAtMs, startedAtMs, firstWordAtMs, humanAtMs, beepedAtMs, heldMs, status, answeredBy } = call
  const wasPickedUp = answeredAtMs !== null
  const { speed } = call.exchange.pace
  const skippedMs = (FIRST_SOUND_MS + heldMs) * (1 - 1 / speed)
  return {
    ...recordOf(call, NAME, { ...played, ends: wasPickedUp ? played.ends : 'carrier' }),
    status,
    answered_by: answeredBy,
    picked_up_ms: wasPickedUp ? answeredAtMs - startedAtMs : null,
    human_at_ms: humanAtMs,
    beeped_at_ms: beepedAtMs === null ? null : beepedAtMs - startedAtMs,
    first_word_ms: wasPickedUp && firstWordAtMs !== null ? Math.round(firstWordAtMs - answeredAtMs + skippedMs) : null,
  }
}
