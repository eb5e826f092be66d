import type { Answer, Step } from '../answer.ts'
import type { CallEvent } from '../call.ts'
import { isOver } from '../call.ts'
import { answerOfGather, nextGather } from '../gather/advance-gather.ts'
import { beginVoicemail } from '../voicemail/advance-voicemail.ts'
import { LOST_WAIT_MS, withTimer, type CallState, type TransferPerson, type TransferState } from '../call-state.ts'

/** The longest a carrier lets a transferred call be. */
const TRANSFER_MS_MAX = 4 * 60 * 60_000 + LOST_WAIT_MS

/** The key that takes a call one is rung for. Any other declines it. */
const TAKE_KEY = '1'

const HANG_UP: Answer = { type: 'hang_up' }

/** The agent has let go of the caller: the first of `people` is rung. None is nobody to be found. */
export function beginTransfer(state: CallState, people: readonly TransferPerson[], nowMs: number): Step {
  const transfer: TransferState = {
    people,
    epoch: state.epoch,
    at: 0,
    leg: (state.transfer?.leg ?? 0) + 1,
    came: 'ringing',
    is: 'dialling',
    told: false,
    isOwed: false,
  }
  // How the call ends is open again: whoever ends it now ends it.
  const begun = {
    ...state,
    transfer,
    ending: null,
    endedBy: null,
    endReason: null,
    timers: whilePeopleTalk(state, nowMs),
  }
  if (people.length === 0) return takeBack(begun, transfer, nowMs)
  return { state: begun, answer: dialling(transfer) }
}

/** People ring and talk now, as long as they like: the call's own status tells of its end. */
const whilePeopleTalk = ({ timers }: CallState, nowMs: number): CallState['timers'] =>
  withTimer(
    withTimer(withTimer(withTimer(timers, 'tooLong', null), 'hangUp', null), 'idle', null),
    'lost',
    nowMs + TRANSFER_MS_MAX,
  )

function dialling({ people, at, leg }: TransferState): Answer {
  const person = people[at]
  return person === undefined ? HANG_UP : { type: 'dial', leg, person, isFirst: at === 0 }
}

/** What a repeat is answered with: whatever holds for the caller now. */
export function answerOfTransfer(state: CallState): Answer {
  const { transfer } = state
  if (isOver(state.status) || transfer === null || transfer.is === 'taken') return HANG_UP
  return transfer.is === 'dialling' ? dialling(transfer) : backWithUs(state)
}

const backWithUs = (state: CallState): Answer =>
  state.gather === null
    ? { type: 'resume', epoch: state.epoch, stopRecording: false, nobodyCame: true }
    : answerOfGather(state)

type DialEnded = Extract<CallEvent, { type: 'dial_ended' }>

/** Somebody was rung, and that is over: they talked, or the next is rung, or the caller is ours again. */
export function dialEnded(state: CallState, event: DialEnded, nowMs: number): Step {
  const { transfer } = state
  if (event.leg === OWN_LEG && transfer === null && !isOver(state.status)) return ownDialEnded(state, event, nowMs)
  const isNews = transfer !== null && transfer.is === 'dialling' && event.leg === transfer.leg && !isOver(state.status)
  if (!isNews) return { state, answer: event.callerPresent ? answerOfTransfer(state) : HANG_UP }
  if (haveTalked(transfer, event)) return { state: wasTaken(state, transfer, nowMs), answer: HANG_UP }
  if (!event.callerPresent) {
    const given = { ...state, transfer: { ...transfer, is: 'nobody' as const, came: 'declined' as const } }
    return { state: { ...given, timers: withTimer(state.timers, 'lost', nowMs + LOST_WAIT_MS) }, answer: HANG_UP }
  }
  const next = { ...transfer, at: transfer.at + 1, leg: transfer.leg + 1, came: 'ringing' as const }
  if (next.at >= transfer.people.length) return takeBack(state, transfer, nowMs)
  return {
    state: { ...state, transfer: next, timers: withTimer(state.timers, 'lost', nowMs + TRANSFER_MS_MAX) },
    answer: dialling(next),
  }
}

/** Rung by the fallback, while the call itself could not be asked. */
const OWN_LEG = 0

/** The call can be asked again: it knows now that they have talked, or lets the caller leave a voicemail. */
function ownDialEnded(state: CallState, event: DialEnded, nowMs: number): Step {
  if (event.bridged ?? event.how === 'completed') {
    const { epoch, outcomes } = state
    const taken = { came: 'taken' as const, is: 'taken' as const, told: true, isOwed: false }
    const transfer: TransferState = { people: [], epoch, at: 0, leg: OWN_LEG, ...taken }
    return { state: wasTaken({ ...state, outcomes: [...outcomes, 'transferred'] }, transfer, nowMs), answer: HANG_UP }
  }
  if (!event.callerPresent) return { state, answer: HANG_UP }
  return state.pins.keepsAudio === false ? { state, answer: { type: 'apologise' } } : beginVoicemail(state, nowMs)
}

/** The carrier's word on whether they were connected counts; where it has none, that of whoever picked up. */
const haveTalked = ({ came }: TransferState, { bridged, how }: DialEnded): boolean =>
  bridged ?? (came === 'taken' && how === 'completed')

function wasTaken(state: CallState, transfer: TransferState, nowMs: number): CallState {
  return {
    ...state,
    transfer: { ...transfer, came: 'taken', is: 'taken' },
    endedBy: 'agent',
    endReason: 'transferred',
    timers: withTimer(state.timers, 'lost', nowMs + LOST_WAIT_MS),
  }
}

/** Nobody came: the agent takes the caller back, on a socket of a new epoch, and owes them a call back. */
function takeBack(state: CallState, transfer: TransferState, nowMs: number): Step {
  const timers = withTimer(state.timers, 'lost', nowMs + LOST_WAIT_MS)
  const back = {
    ...state,
    transfer: { ...transfer, is: 'nobody' as const, isOwed: state.pins.phoneToken !== null },
    epoch: state.epoch + 1,
    timers,
  }
  const listening = nextGather(back, { says: 'nobody_came' }, nowMs)
  return { state: listening, answer: backWithUs(listening) }
}

type LegAnswered = Extract<CallEvent, { type: 'leg_answered' }>

/** Whoever was rung has picked up: a cold transfer connects them; a warm one first asks them, and no machine can say yes. */
export function legAnswered(state: CallState, { leg, digits }: LegAnswered): Step {
  const { transfer } = state
  const person = transfer?.people[transfer.at]
  const isIt = transfer !== null && person !== undefined && transfer.leg === leg && !isOver(state.status)
  if (!isIt) return { state, answer: HANG_UP }
  if (transfer.came === 'taken') return { state, answer: bridge(state, person) }
  const isOpen = transfer.is === 'dialling' && transfer.came === 'ringing'
  return isOpen ? pickedUp(state, transfer, person, digits) : { state, answer: HANG_UP }
}

function pickedUp(state: CallState, transfer: TransferState, person: TransferPerson, digits: string | null): Step {
  if (person.mode === 'warm' && digits === null) return { state, answer: whisper(transfer, person) }
  const takes = person.mode === 'cold' || digits === TAKE_KEY
  const came = { ...state, transfer: { ...transfer, came: takes ? ('taken' as const) : ('declined' as const) } }
  return { state: came, answer: takes ? bridge(state, person) : HANG_UP }
}

const whisper = ({ leg }: TransferState, { sendDigits }: TransferPerson): Answer => ({
  type: 'whisper',
  leg,
  ...(sendDigits !== undefined && { throughMenu: true as const }),
})

/** Who takes a call in the whisper has heard there that it is recorded. */
const bridge = ({ pins, recordingRefused }: CallState, { mode }: TransferPerson): Answer => ({
  type: 'bridge',
  recorded: mode === 'cold' && pins.recorded && !recordingRefused,
})

type LegJudged = Extract<CallEvent, { type: 'leg_judged' }>

/** A machine picked up: it is not to be talked to. Who has pressed the key is none, whatever they sound like. */
export function legJudged(state: CallState, { leg, by }: LegJudged): Step {
  const { transfer } = state
  const isNews = transfer?.is === 'dialling' && transfer.leg === leg && transfer.came === 'ringing'
  if (!isNews || by !== 'machine') return { state, answer: { type: 'nothing' } }
  return { state: { ...state, transfer: { ...transfer, came: 'machine' } }, answer: { type: 'nothing' } }
}

/** Whether somebody of the business has taken the caller over, as far as is known. */
export const isTaken = ({ transfer }: Pick<CallState, 'transfer'>): boolean =>
  transfer !== null && (transfer.is === 'taken' || (transfer.is === 'dialling' && transfer.came === 'taken'))
