import { textIn } from '../agents/text-in.ts'
import { howMuchHeard, speechMs } from '../dialogue/heard.ts'
import type { TalkState } from '../dialogue/talk-state.ts'
import { runTurn, type TurnEnd } from '../dialogue/turn.ts'
import { errorName, log } from '../kernel/log.ts'
import type { CallerInput } from '../providers/llm/contract.ts'
import { afterTurn, GOODBYE_GRACE_MS, nameHeard, type Worked as TurnWorked } from './after-turn.ts'
import type { CallHandle } from './call-handle.ts'
import { callWords } from './call-words.ts'
import { inWords, remembered, type CallMemory, type CallTurn } from './call-memory.ts'
import { withTimer, type CallState } from './call-state.ts'
import { isOver } from './call.ts'
import { leaveTalk } from './leave-talk.ts'
import { afterKeys } from './masked-keys.ts'
import { FRESH_MASKED, maskInput, maskReply, withReply, type MaskedTalk } from './masked-talk.ts'
import { restToSay } from './rest-to-say.ts'
import { withNumber } from './outbound-talk/number-said.ts'
import { takeHint, takeLead, type Led } from './outbound-talk/take-lead.ts'
import { reviseKept } from './revise-kept.ts'
import { settingOf } from './setting-of.ts'
import type { Speech } from './speech.ts'
import { tellOfTroubles } from './tell-of-troubles.ts'

/** So long it takes until a request is on its way. No model has answered by then. */
const ASKED_MS = 5

/** Who works a turn: whether it is called off, and what of it has been said. */
export interface Floor {
  readonly signal: AbortSignal
  readonly speech: Speech
}

/**
 * Works one input of the caller into a reply, speaks it, and keeps the turn.
 *
 * Inputs are worked one at a time (the object's queue sees to that). Whatever is last leaves only after the turn is
 * written; a tool's effect is durable before any sentence that tells of it. A turn that is called off says no more, and is
 * kept as far as it was heard. Secret numbers are masked before anybody sees the input;
 * while one is keyed in nothing is said.
 */
export async function takeTurn(
  handle: CallHandle,
  given: CallerInput,
  receivedAtMs: number,
  floor: Floor,
): Promise<void> {
  if (await hasLeft(handle, given, receivedAtMs, floor)) return
  const done = await toAnswer(handle, given, receivedAtMs)
  if (done === null) return
  const { mask = FRESH_MASKED } = await handle.memory(receivedAtMs)
  const { input, talk: masked, revisions } = maskInput(mask, done)
  await reviseKept(handle, revisions, receivedAtMs)
  const led = await leadOf(handle, input, receivedAtMs, floor)
  if (led?.type === 'quiet') return keepUnanswered(handle, input, receivedAtMs, masked)
  if (led?.type === 'said') return sayLed(handle, led, { input, masked, receivedAtMs, floor })
  const { replies, talk } = await handle.memory(receivedAtMs)
  const rest = restToSay(input, replies.at(-1))
  if (rest !== null) {
    floor.speech.say(rest, Date.now())
    return keep(handle, { input, masked, receivedAtMs, floor, ended: { state: talk, ending: null }, last: rest })
  }
  const { ended, last } = await work(handle, led ?? { input }, receivedAtMs, floor)
  await keep(handle, { input, masked, receivedAtMs, floor, ended, last })
  await tellOfTroubles(handle, ended.troubles, Date.now())
}

/** What is to be answered, if anything. Whoever hides hears nothing in their silence; the line stays open as long as any may. */
async function toAnswer(handle: CallHandle, given: CallerInput, nowMs: number): Promise<CallerInput | null> {
  const done = await afterKeys(handle, given, nowMs)
  return done?.type === 'silent' && (await handle.memory(nowMs)).talk.hides ? null : done
}

/** What rules make of an input of a call of ours; null of a call that came in. */
const leadOf = async (handle: CallHandle, input: CallerInput, nowMs: number, { signal }: Floor): Promise<Led | null> =>
  handle.state.outbound === undefined ? null : takeLead(handle, input, nowMs, signal)

/** What is worked: the input as the model is to take it up, and a talk that rules have gone on with. */
interface Worked {
  readonly input: CallerInput
  readonly talk?: TalkState
}

/** The turn itself: every sentence but the last leaves as it comes. */
async function work(
  handle: CallHandle,
  { input, ...led }: Worked,
  receivedAtMs: number,
  { signal, speech }: Floor,
): Promise<{ readonly ended: TurnEnd; readonly last: string }> {
  const memory = await handle.memory(receivedAtMs)
  const { history, replies } = memory
  const talk = led.talk ?? memory.talk
  const { returning, outbound, pins } = handle.state
  const ask = { input, history, lastReplyHeard: howMuchHeard(replies.at(-1)), returning, state: talk }
  const setting = await settingOf(handle, input, receivedAtMs, signal)
  const isVendors = setting.models.some(({ answersAtOnce }) => !answersAtOnce)
  const talked = { ourNumber: pins.ourNumber, language: setting.room.language, replies }
  const turn = outbound === undefined ? runTurn(setting, ask) : withNumber(runTurn(setting, ask), talked)
  const first = turn.next()
  // Looked at only when the note is written: what fails before that has not failed unseen.
  first.catch(() => undefined)
  if (isVendors) await notePending(handle, input, receivedAtMs)
  let last = ''
  for await (const out of resumed(first, turn)) {
    if (out.type === 'end') return { ended: out, last }
    if (signal.aborted) continue
    if (out.text !== '') speech.say(out.text, Date.now())
    if (out.last) last = out.text
    else handle.send({ type: 'say', text: `${out.text} `, last: false })
    // What is sent leaves when this object next waits: the first words are not to wait for the turn to be sealed.
    if (!out.last && speech.said.length === 1) await scheduler.wait(0)
  }
  throw new Error('a turn ended without its end')
}

/**
 * A vendor takes its time: what the caller said is not to be lost with this object meanwhile. Written when the vendor has
 * been asked, because a request waits behind every write before it. So does the answer, which comes later. Never throws:
 * the turn is under way, and a tool notes the same again before it acts.
 */
async function notePending(handle: CallHandle, input: CallerInput, nowMs: number): Promise<void> {
  await scheduler.wait(ASKED_MS)
  try {
    await handle.changeMemory((memory) => ({ ...memory, pending: input }), nowMs)
  } catch (error) {
    log.warn('turn.not_noted', { callId: handle.state.callId, error: errorName(error) })
  }
}

/** A turn that is under way, from its beginning. Whoever leaves it before its end ends it. */
async function* resumed<T>(first: Promise<IteratorResult<T, unknown>>, rest: AsyncGenerator<T>): AsyncGenerator<T> {
  try {
    const begun = await first
    if (begun.done === true) return
    yield begun.value
    yield* rest
  } finally {
    await rest.return(undefined)
  }
}

interface Kept extends Pick<TurnWorked, 'ended' | 'input'> {
  readonly masked: MaskedTalk
  readonly receivedAtMs: number
  readonly floor: Floor
  readonly last: string
  /** Nobody speaks over it. */
  readonly isHeardOut?: boolean
}

/** Writes the turn down, and lets go of its last words. */
async function keep(handle: CallHandle, kept: Kept): Promise<void> {
  const { input, masked, receivedAtMs, floor, ended, last, isHeardOut = false } = kept
  const { speech, signal } = floor
  const document = await handle.document()
  // Without a socket the words are the answer the carrier waits for: it says them.
  const listening = handle.state.gather !== null || handle.socket() !== null
  const agent = maskReply(masked, speech.said.join(' '))
  const heard = speech.heard === null ? agent : maskReply(masked, speech.heard)
  const turn: CallTurn = {
    atMs: receivedAtMs,
    caller: inWords(input),
    agent,
    heard: listening ? heard : '',
    repliedAtMs: speech.sentAtMs ?? receivedAtMs,
    ...(ended.answered === true && { answers: true }),
  }
  const nowMs = Date.now()
  await handle.addTurn(
    {
      turn,
      memory: (latest, number) => {
        const name = nameHeard(ended) ?? latest.name
        const known = { ...latest, talk: ended.state, name, mask: withReply(masked, agent, number) }
        return remembered(known, number, turn, turn.heard !== agent)
      },
      state: (latest) => afterTurn(latest, { ended, turn, input }, nowMs),
    },
    nowMs,
  )
  const heardOut = isHeardOut && { interruptible: false }
  if (!signal.aborted)
    handle.send({ type: 'say', text: last, last: true, language: document.languages.default, ...heardOut })
}

/** What rules say on a call of ours, without a model. */
async function sayLed(
  handle: CallHandle,
  { say, talk, ending, isHeardOut }: Extract<Led, { type: 'said' }>,
  given: Pick<Kept, 'input' | 'masked' | 'receivedAtMs' | 'floor'>,
): Promise<void> {
  if (say !== '') given.floor.speech.say(say, Date.now())
  await keep(handle, { ...given, ended: { state: talk, ending }, last: say, isHeardOut })
}

/** Somebody with whom no model deals is told so. Nothing that they say is taken down. */
async function hasLeft(handle: CallHandle, given: CallerInput, nowMs: number, floor: Floor): Promise<boolean> {
  const left = handle.state.aiOff === undefined ? null : await leaveTalk(handle, given, nowMs, floor.signal)
  if (left === null) return false
  const { mask: masked = FRESH_MASKED } = await handle.memory(nowMs)
  await sayLed(handle, left, { input: { type: 'silent', nth: 1 }, masked, receivedAtMs: nowMs, floor })
  return true
}

/** What the carrier takes whoever picked up for, once it has made up its mind: a machine that waits is told its message. */
export async function takeHinted(handle: CallHandle, nowMs: number, floor: Floor): Promise<void> {
  try {
    const led = await takeHint(handle, nowMs)
    if (led.type !== 'said') return
    const { mask = FRESH_MASKED } = await handle.memory(nowMs)
    await sayLed(handle, led, { input: { type: 'silent', nth: 1 }, masked: mask, receivedAtMs: nowMs, floor })
  } catch (error) {
    // Its silence comes to the same, a little later.
    log.error('call.hint_failed', { callId: handle.state.callId, error: errorName(error) })
  }
}

/** What asks for no answer and holds no secret is in the transcript, and nobody goes by it. */
export async function noteUnanswered(handle: CallHandle, input: CallerInput, nowMs: number): Promise<void> {
  const turn = { atMs: nowMs, caller: inWords(input), agent: '', heard: '', repliedAtMs: nowMs }
  await handle.addTurn({ turn, memory: (memory) => memory, state: (state) => state }, nowMs)
}

/** What a machine said is in the transcript, though nothing was said to it. Its silence is not. */
async function keepUnanswered(
  handle: CallHandle,
  input: CallerInput,
  nowMs: number,
  masked: MaskedTalk,
): Promise<void> {
  const caller = inWords(input)
  if (caller === null) return
  const turn = { atMs: nowMs, caller, agent: '', heard: '', repliedAtMs: nowMs }
  const memory = (known: CallMemory, number: number): CallMemory =>
    remembered({ ...known, mask: withReply(masked, '', number) }, number, turn, false)
  await handle.addTurn({ turn, memory, state: (state) => state }, nowMs)
}

/** What is said when the time is up. */
export async function farewell(handle: CallHandle, nowMs: number): Promise<void> {
  const { business, languages } = await handle.document()
  const { hides } = (await handle.memory(nowMs)).talk
  const text = hides ? '' : callWords(languages.default).timeIsUp(textIn(business, languages.default))
  const turn = { atMs: nowMs, caller: null, agent: text, heard: text, repliedAtMs: nowMs }
  await handle.addTurn(
    {
      turn,
      // What is being worked just now is not done by our saying goodbye.
      memory: (memory, number) => ({ ...remembered(memory, number, turn, false), pending: memory.pending }),
      state: (state) => timeIsUp(state, nowMs + speechMs(text) + GOODBYE_GRACE_MS),
    },
    nowMs,
  )
  if (text !== '') handle.send({ type: 'say', text, last: true })
}

/** Nothing the caller says now keeps the line open. */
function timeIsUp(state: CallState, hangUpAtMs: number): CallState {
  if (isOver(state.status)) return state
  const { idle: _, keys: __, tooLong: ___, ...rest } = state.timers
  const timers = withTimer(rest, 'hangUp', hangUpAtMs)
  const ending = { handoff: JSON.stringify({ reason: 'max_duration' }), speechSeen: false, stands: true }
  return { ...state, ending, endedBy: 'system', endReason: 'max_duration', timers }
}
