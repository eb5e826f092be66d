import { between, wordsIn, WORD_MS } from './pace.ts'
import { DialledLeg, wayOf } from './dialled-leg.ts'
import { GatherEar } from './gather-ear.ts'
import type { Handset } from './line.ts'
import type { PhoneCall } from './phone-call.ts'
import { RelaySession, type SessionEnd } from './relay-session.ts'
import { secondsOf, stopped } from './recording.ts'
import { newSid } from './sid.ts'
import { StreamSession } from './stream-session.ts'
import type { Params } from './sign.ts'
import type { Verb } from './twiml.ts'
import { VoicemailEar } from './voicemail-ear.ts'

/** Where the next document comes from. */
export type Source =
  | { readonly url: string; readonly method: 'GET' | 'POST'; readonly params: Params }
  | { readonly document: string }

/** A document being performed on a call; `signal` says when to leave it. */
export interface Performance {
  readonly call: PhoneCall
  readonly signal: AbortSignal
}

/** What a verb leads to: the next verb, another document, or the end of the call. */
type Next = 'next' | 'end' | Source

/** Performs `verbs` in order. The value is the document that follows, or null when the call is at its end. */
export async function perform(performance: Performance, verbs: readonly Verb[]): Promise<Source | null> {
  const [first] = verbs
  if (first?.name !== 'Reject' && !(first?.name === 'Dial' && first.attributes['answerOnBridge'] === 'true')) {
    performance.call.answer()
  }
  for (const verb of verbs) {
    performance.signal.throwIfAborted()
    const next = await (VERBS.get(verb.name)?.(performance, verb) ?? 'next')
    if (next === 'end') return null
    if (next !== 'next') return next
  }
  return null
}

const VERBS = new Map<string, (performance: Performance, verb: Verb) => Promise<Next> | Next>([
  ['Say', (performance, verb) => say(performance, verb.text)],
  ['Play', (performance, verb) => say(performance, `[plays ${verb.text}]`)],
  ['Pause', pause],
  ['Redirect', (_, { text, attributes }) => ({ url: text, method: methodOf(attributes), params: {} })],
  ['Reject', reject],
  ['Hangup', () => 'end'],
  ['Start', start],
  ['Stop', stop],
  ['Gather', gather],
  ['Record', record],
  ['Dial', dial],
  ['Connect', (performance, verb) => (verb.children[0]?.name === 'Stream' ? stream : connect)(performance, verb)],
])

async function say({ call, signal }: Performance, text: string): Promise<Next> {
  for (const word of wordsIn(text)) {
    const fromMs = Date.now()
    await call.exchange.pace.sleep(WORD_MS, signal)
    call.agentSpoke(word, fromMs, Date.now())
  }
  call.talk.closeAgentTurn()
  return 'next'
}

async function pause({ call, signal }: Performance, { attributes }: Verb): Promise<Next> {
  await call.exchange.pace.sleep(Number(attributes['length'] ?? 1) * 1000, signal)
  return 'next'
}

function reject({ call }: Performance, { attributes }: Verb): Next {
  call.end(attributes['reason'] === 'busy' ? 'busy' : 'no-answer', 'agent')
  return 'end'
}

function start({ call }: Performance, { children }: Verb): Next {
  for (const { attributes } of children) call.exchange.startRecording(call, attributes)
  return 'next'
}

/** Stops the recording of that name. One of another name goes on. */
function stop({ call }: Performance, { children }: Verb): Next {
  for (const { attributes } of children) {
    if (call.recording?.options.name === attributes['name']) call.exchange.stopRecording(call)
    else call.notice('13650', 'there is no recording of that name to stop')
  }
  return 'next'
}

async function gather(performance: Performance, { attributes, children }: Verb): Promise<Next> {
  const { call, signal } = performance
  const ear = new GatherEar(call, attributes)
  call.handset = ear
  const spoken = new AbortController()
  const stopSpeaking = (): void => spoken.abort()
  signal.addEventListener('abort', stopSpeaking, { once: true })
  void ear.began.then(stopSpeaking)
  try {
    for (const verb of children) await VERBS.get(verb.name)?.({ call, signal: spoken.signal }, verb)
  } catch (error) {
    if (!spoken.signal.aborted) throw error
    if (signal.aborted) throw signal.reason
  }
  ear.listens()
  const result = await ear.result(signal)
  call.handset = null
  if (result === null && attributes['actionOnEmptyResult'] !== 'true') return 'next'
  return attributes['action'] === undefined
    ? 'next'
    : { url: attributes['action'], method: methodOf(attributes), params: result ?? {} }
}

/** Somebody is rung; the action is asked for a caller who has hung up as well, and then its answer is not performed. */
async function dial({ call, signal }: Performance, verb: Verb): Promise<Next> {
  const { pace, dial: plan } = call.exchange
  const { timeout } = verb.attributes
  const leg = new DialledLeg(call, verb, wayOf(plan, call.dials))
  call.dials += 1
  call.exchange.register(leg)
  const leave = (): void => leg.hangUp()
  signal.addEventListener('abort', leave, { once: true })
  const isBridged = await leg.ring(timeout === undefined ? undefined : Number(timeout))
  if (isBridged) {
    call.answer()
    await talkAs(call, leg.number, signal)
    await pace.sleep(plan.talksMs, signal).catch(() => undefined)
  }
  signal.removeEventListener('abort', leave)
  const { status } = leg
  leg.hangUp()
  const params = {
    DialCallStatus: status,
    DialCallSid: leg.sid,
    DialBridged: String(isBridged),
    ...(isBridged && { DialCallDuration: String(Math.ceil(plan.talksMs / 1000)) }),
  }
  return goOn({ call, signal }, verb, params)
}

const talkAs = (call: PhoneCall, number: string, signal: AbortSignal): Promise<unknown> =>
  say({ call, signal }, `[speaks as ${number}]`).catch(() => undefined)

async function goOn({ call, signal }: Performance, { attributes }: Verb, params: Params): Promise<Next> {
  const { action } = attributes
  if (signal.aborted && !call.isOver) throw signal.reason
  if (action === undefined) return call.isOver ? 'end' : 'next'
  if (!call.isOver) return { url: action, method: methodOf(attributes), params }
  await call.tell(action, methodOf(attributes), params)
  return 'end'
}

/** Without a word there is no recording, and the next verb follows. */
async function record({ call, signal }: Performance, verb: Verb): Promise<Next> {
  const { attributes } = verb
  if (attributes['playBeep'] !== 'false') {
    call.talk.agentSays('[beep]')
    call.talk.closeAgentTurn()
  }
  const ear = new VoicemailEar(call, attributes)
  call.handset = ear
  call.talk.changed()
  const left = await ear.listened(signal)
  call.handset = null
  if (left === null) return call.isOver ? 'end' : 'next'
  const recording = stopped(left.recording, Date.now())
  call.exchange.keepVoicemail(call, recording)
  const params = {
    RecordingSid: recording.sid,
    RecordingUrl: `https://recordings.invalid/${recording.sid}`,
    RecordingDuration: String(secondsOf(recording)),
    ...(left.digits !== '' && { Digits: left.digits }),
  }
  return goOn({ call, signal }, verb, params)
}

/** An account that may not use it is told so by the action, and the caller is still there. */
async function refuseRelay({ call, signal }: Performance, { attributes }: Verb): Promise<Next> {
  call.notice('64101', 'ConversationRelay is not available to this account')
  await call.exchange.pace.sleep(between(100, 300), signal)
  const { action } = attributes
  const params = {
    SessionId: newSid('VX'),
    SessionStatus: 'failed',
    SessionDuration: '0',
    ErrorCode: '64101',
    ErrorMessage: 'ConversationRelay is not available to this account',
  }
  return action === undefined ? 'next' : { url: action, method: methodOf(attributes), params }
}

async function connect(performance: Performance, verb: Verb): Promise<Next> {
  const { call, signal } = performance
  const { attributes, children } = verb
  if (!call.exchange.hasRelay) return refuseRelay(performance, verb)
  const [relay] = children
  call.sessions += 1
  const session = new RelaySession({
    line: call,
    pace: call.exchange.pace,
    authToken: call.exchange.authToken,
    attributes: relay?.attributes ?? {},
    setup: setupOf(call, relay?.children ?? []),
  })
  const end = await talkOn(performance, session)
  if (end.status === 'failed') call.notice(end.code, end.message)
  if (end.status === 'failed' && end.code === '64102') return unreachable(call, relay?.attributes['url'] ?? '')
  return act(call, signal, { attributes, end, session })
}

/** The caller is on this line until it ends, or the call is taken elsewhere. */
async function talkOn<End>(
  { call, signal }: Performance,
  session: Handset & { readonly ended: Promise<End>; hangUp(): Promise<void> },
): Promise<End> {
  call.handset = session
  const leave = (): void => void session.hangUp()
  signal.addEventListener('abort', leave, { once: true })
  const end = await session.ended
  signal.removeEventListener('abort', leave)
  call.handset = null
  return end
}

/** The caller's audio, both ways. Whoever closes it, the action is asked what now. */
async function stream(performance: Performance, verb: Verb): Promise<Next> {
  const { call } = performance
  const [child] = verb.children
  const { accountSid, authToken, pace } = call.exchange
  const start = { accountSid, callSid: call.sid, customParameters: parametersOf(child?.children ?? []) }
  call.sessions += 1
  const session = new StreamSession({ line: call, pace, authToken, url: child?.attributes['url'] ?? '', start })
  const end = await talkOn(performance, session)
  if (end.by === 'carrier') call.notice(end.code, end.message)
  await pace.sleep(between(100, 400))
  return goOn(performance, verb, { StreamSid: session.streamSid })
}

const parametersOf = (children: readonly Verb[]): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(
    children
      .filter(({ name }) => name === 'Parameter')
      .map(({ attributes }) => [attributes['name'], attributes['value']]),
  )

/** The session is over: the action is asked what now, unless nobody is left to do it for. */
async function act(
  call: PhoneCall,
  signal: AbortSignal,
  over: { attributes: Verb['attributes']; end: SessionEnd; session: RelaySession },
): Promise<Next> {
  const { attributes, end, session } = over
  const { action } = attributes
  // Sent elsewhere through the API: the new document is performed at once.
  if (signal.aborted && !call.isOver) throw signal.reason
  // Not to be cut short: the action is asked for a caller who has hung up as well.
  await call.exchange.pace.sleep(between(260, 980))
  const params = actionParams(end, session)
  if (action === undefined) return call.isOver ? 'end' : 'next'
  if (!call.isOver) return { url: action, method: methodOf(attributes), params }
  await call.tell(action, methodOf(attributes), params)
  return 'end'
}

const actionParams = (end: SessionEnd, { sessionId, durationSeconds }: RelaySession): Params => ({
  SessionId: sessionId,
  SessionStatus: end.status,
  SessionDuration: String(durationSeconds),
  ...(end.status === 'ended' && end.handoff !== null && { HandoffData: end.handoff }),
  ...(end.status === 'failed' && { ErrorCode: end.code, ErrorMessage: end.message }),
})

/** The socket could not be reached: the fallback is asked, as if the document had been none. */
async function unreachable(call: PhoneCall, url: string): Promise<Next> {
  const verbs = call.isOver ? null : await call.fallBack('64102', url)
  if (verbs === null) return 'end'
  const signal = new AbortController().signal
  return (await perform({ call, signal }, verbs)) ?? 'end'
}

function setupOf(call: PhoneCall, children: readonly Verb[]): Readonly<Record<string, unknown>> {
  return {
    accountSid: call.exchange.accountSid,
    callSid: call.sid,
    parentCallSid: '',
    from: call.from,
    to: call.to,
    forwardedFrom: call.direction === 'inbound' ? call.to : '',
    callerName: '',
    direction: call.direction,
    callType: 'PSTN',
    callStatus: call.sessions === 1 && call.direction === 'inbound' ? 'RINGING' : 'IN_PROGRESS',
    customParameters: parametersOf(children),
  }
}

const methodOf = (attributes: Verb['attributes']): 'GET' | 'POST' =>
  attributes['method']?.toUpperCase() === 'GET' ? 'GET' : 'POST'
