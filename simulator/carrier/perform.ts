import { between, wordsIn, WORD_MS } from './pace.ts'
import { GatherEar } from './gather-ear.ts'
import type { PhoneCall } from './phone-call.ts'
import { RelaySession, type SessionEnd } from './relay-session.ts'
import type { Params } from './sign.ts'
import type { Verb } from './twiml.ts'

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
  ['Dial', dial],
  ['Connect', connect],
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
  const result = await ear.result(signal)
  call.handset = null
  if (result === null && attributes['actionOnEmptyResult'] !== 'true') return 'next'
  return attributes['action'] === undefined
    ? 'next'
    : { url: attributes['action'], method: methodOf(attributes), params: result ?? {} }
}

async function dial({ call, signal }: Performance, { attributes, children, text }: Verb): Promise<Next> {
  const { pace, dial: plan } = call.exchange
  const number = children[0]?.text ?? text
  await pace.sleep(between(500, 2000), signal)
  if (plan.answers === 'answered') {
    call.answer()
    await say({ call, signal }, `[speaks as ${number}]`)
    await pace.sleep(plan.talksMs, signal)
  }
  const params = {
    DialCallStatus: plan.answers === 'answered' ? 'completed' : plan.answers,
    DialBridged: String(plan.answers === 'answered'),
    ...(plan.answers === 'answered' && { DialCallDuration: String(Math.ceil(plan.talksMs / 1000)) }),
  }
  const { action } = attributes
  return action === undefined ? 'next' : { url: action, method: methodOf(attributes), params }
}

async function connect({ call, signal }: Performance, { attributes, children }: Verb): Promise<Next> {
  const [relay] = children
  call.sessions += 1
  const session = new RelaySession({
    line: call,
    pace: call.exchange.pace,
    authToken: call.exchange.authToken,
    attributes: relay?.attributes ?? {},
    setup: setupOf(call, relay?.children ?? []),
  })
  call.handset = session
  const leave = (): void => void session.hangUp()
  signal.addEventListener('abort', leave, { once: true })
  const end = await session.ended
  signal.removeEventListener('abort', leave)
  call.handset = null
  if (end.status === 'failed') call.notice(end.code, end.message)
  if (end.status === 'failed' && end.code === '64102') return unreachable(call, relay?.attributes['url'] ?? '')
  return act(call, signal, { attributes, end, session })
}

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
  const parameters = children.filter(({ name }) => name === 'Parameter')
  return {
    accountSid: call.exchange.accountSid,
    callSid: call.sid,
    parentCallSid: '',
    from: call.from,
    to: call.number.phone_number,
    forwardedFrom: call.number.phone_number,
    callerName: '',
    direction: 'inbound',
    callType: 'PSTN',
    callStatus: call.sessions === 1 ? 'RINGING' : 'IN_PROGRESS',
    customParameters: Object.fromEntries(parameters.map(({ attributes }) => [attributes['name'], attributes['value']])),
  }
}

const methodOf = (attributes: Verb['attributes']): 'GET' | 'POST' =>
  attributes['method']?.toUpperCase() === 'GET' ? 'GET' : 'POST'
