import { OUTCOMES, type Outcome } from '../../calls/call.ts'
import { dateOf } from '../../dialogue/when/civil-day.ts'
import { localOf } from '../../dialogue/when/zone-clock.ts'
import type { AgentEval } from '../eval-script.ts'
import type { Conversation, ToolUse } from './conversation.ts'
import { cancelledIn, standingIn, type Effects } from './effects.ts'
import { patternOf } from './expectation.ts'

/** The best of what a talk did, or null when it did nothing. */
export const outcomeOf = ({ state }: Pick<Conversation, 'state'>): Outcome | null =>
  OUTCOMES.find((one) => state.outcomes.includes(one)) ?? null

/** How a talk ended, or `open` when it has not. */
export const endedHow = ({ ending }: Pick<Conversation, 'ending'>): string => ending?.how ?? 'open'

export const isFound = (expectation: string, text: string): boolean => patternOf(expectation)?.test(text) === true

/** Whatever a script expects of the whole talk and did not come, in words. Nothing of it is graded by a model. */
export function disagreements(script: AgentEval, talk: Conversation, replies: readonly string[]): readonly string[] {
  return [
    ...aboutOutcome(script, outcomeOf(talk)),
    ...aboutTools(script, talk),
    ...(script.neverSaid ?? [])
      .filter((words) => replies.some((reply) => isFound(words, reply)))
      .map((words) => `It was said: ${words}.`),
    ...aboutEnd(script, endedHow(talk)),
    ...(script.ledger ? aboutLedger(script.ledger, talk.effects, talk.setting.room.timeZone) : []),
  ]
}

const aboutOutcome = ({ outcome: wanted }: AgentEval, outcome: Outcome | null): readonly string[] =>
  wanted === undefined || wanted === outcome ? [] : [`What came of it is ${outcome ?? 'nothing'}, not ${wanted}.`]

const aboutEnd = ({ ended: wanted }: AgentEval, ended: string): readonly string[] =>
  wanted === undefined || wanted === ended ? [] : [`It ended as ${ended}, not as ${wanted}.`]

function aboutTools({ toolsCalled = [], calls = [], neverCalled = [] }: AgentEval, talk: Conversation): string[] {
  const uncalled = notCalledInOrder(toolsCalled, talk.called)
  return [
    ...(uncalled === undefined ? [] : [`The tool ${uncalled} was not called, or not in this order.`]),
    ...calls.flatMap((call) => (talk.uses.some((use) => isMeant(call, use)) ? [] : [notCalled(call, talk.uses)])),
    ...neverCalled.filter((tool) => talk.called.includes(tool)).map((tool) => `The tool ${tool} was called.`),
  ]
}

/** The first of `wanted` that `called` has not after the one before it. */
function notCalledInOrder(wanted: readonly string[], called: readonly string[]): string | undefined {
  let from = 0
  return wanted.find((name) => {
    const at = called.indexOf(name, from)
    from = at + 1
    return at < 0
  })
}

type WantedCall = NonNullable<AgentEval['calls']>[number]

const isMeant = ({ tool, with: wanted }: WantedCall, use: ToolUse): boolean =>
  use.tool === tool && Object.entries(wanted).every(([name, words]) => isFound(words, inText(use.args[name])))

const inText = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))

function notCalled({ tool, with: wanted }: WantedCall, uses: readonly ToolUse[]): string {
  const how = uses.filter((use) => use.tool === tool).map(({ args }) => JSON.stringify(args))
  const came = how.length === 0 ? 'it was not called' : `it was called with ${how.join(' and ')}`
  return `The tool ${tool} was to be called with ${JSON.stringify(wanted)}: ${came}.`
}

type WantedLedger = NonNullable<AgentEval['ledger']>

function aboutLedger(wanted: WantedLedger, effects: Effects, timeZone: string): readonly string[] {
  const last = standingIn(effects).at(-1)
  const at = last && localOf(last.booking.startsAtMs, timeZone)
  const is: Readonly<Record<keyof WantedLedger, string | number | undefined>> = {
    bookings: standingIn(effects).length,
    cancelled: cancelledIn(effects).length,
    tasks: effects.tasks.size,
    service: last?.booking.serviceSlug,
    name: last?.name,
    date: at && dateOf(at.day),
    time: at && clockOf(at.minutes),
  }
  return (Object.keys(is) as (keyof WantedLedger)[]).flatMap((name) => {
    const expected = wanted[name]
    const found = is[name]
    if (expected === undefined || isSame(expected, found)) return []
    return [`Written down as ${name} is ${found === undefined ? 'nothing' : String(found)}, not ${String(expected)}.`]
  })
}

const isSame = (expected: string | number, found: string | number | undefined): boolean =>
  String(expected).toLowerCase() === String(found ?? '').toLowerCase()

const clockOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
