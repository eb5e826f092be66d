import type { AgentDocument } from '../../../src/agents/agent-document.ts'
import { textIn } from '../../../src/agents/text-in.ts'
import type { Caller, CallerMove } from './caller.ts'
import type { Line } from './lines.ts'
import { isLost, spokenBy } from './manner.ts'
import type { Persona } from './persona.ts'
import { randomOf, seedOf } from './random.ts'
import { readReply, type Wanted } from './read-reply.ts'

/** Somebody who is told the same so often, or is not understood so often, hangs up. */
const REPEATS_MAX = 4
/** A reply shorter than this is heard to its end by anybody. */
const CUT_CHARS_MIN = 70

interface Mind {
  readonly persona: Persona
  readonly document: AgentDocument
  nth: number
  /** What they call for has been said, and not only mumbled. */
  hasAsked: boolean
  hasChanged: boolean
  hasCancelled: boolean
  readonly said: Map<string, number>
}

/** A caller by rule: the same for the same seed, whoever they talk with. */
export function ruleCaller(persona: Persona, document: AgentDocument, seed: number): Caller {
  const random = randomOf(seedOf(persona.title, seed))
  const mind: Mind = {
    persona,
    document,
    nth: 0,
    hasAsked: false,
    hasChanged: false,
    hasCancelled: false,
    said: new Map(),
  }
  return {
    playedBy: 'rules',
    async next({ reply }): Promise<CallerMove> {
      const line = mind.nth === 0 ? ({ says: 'goal' } as const) : lineFor(mind, reply)
      if (line.says === 'goal' || line.says === 'short_goal') mind.hasAsked ||= !isLost(persona, line, mind.nth)
      const text = spokenBy(persona, line, mind.nth, random)
      const times = (mind.said.get(text) ?? 0) + 1
      mind.said.set(text, times)
      mind.nth += 1
      if (times > REPEATS_MAX) return { does: 'hang_up', why: 'gave_up' }
      const isLong = mind.nth > 1 && reply.length > CUT_CHARS_MIN
      const cutsIn = persona.manner === 'interrupting' && isLong && random.isLucky(0.6)
      return { does: 'say', text, cutsIn }
    },
  }
}

const BOOKED =
  /\byou(?:'re| are)(?: all)? (?:booked|set)\b|\b(?:i|we)(?:'ve| have) (?:booked|put in|scheduled|reserved)\b/i
const CANCELLED = /\b(?:is|been|it's|have|i've) cancell?ed\b/i
const PASSED_ON =
  /\bpassed (?:your message|that|it) on\b|\btaken (?:that|your message)\b|\bcall you back\b|\bconnect you\b/i
const DID_NOT_CATCH = /\bdidn't (?:catch|get|understand)\b|\bsay that again\b|\bonce more\b|\bhaving trouble\b/i

/** What somebody says to a reply. */
function lineFor(mind: Mind, reply: string): Line {
  const { goal } = mind.persona
  if (goal.kind === 'book') return bookingLine(mind, reply)
  const wanted = readReply(reply, mind.document)
  if (goal.kind === 'message' || goal.kind === 'human') {
    if (PASSED_ON.test(reply) && !/\bwould you like\b|\bshall i\b/i.test(reply)) return { says: 'bye' }
    return answer(mind, wanted)
  }
  const isAnswered = mind.hasAsked && !DID_NOT_CATCH.test(reply) && wanted.want !== 'goal'
  return isAnswered || (wanted.want === 'more' && mind.hasAsked) ? { says: 'bye' } : { says: 'goal' }
}

function bookingLine(mind: Mind, reply: string): Line {
  if (!mind.hasAsked) return { says: 'goal' }
  const wanted = readReply(reply, mind.document)
  return (
    onceBooked(mind, reply, wanted) ??
    onSecondThought(mind, wanted) ??
    correction(mind, reply, wanted) ??
    answer(mind, wanted)
  )
}

/** What is left to say once it is booked: goodbye, or that it is to be cancelled after all. */
function onceBooked(mind: Mind, reply: string, { want }: Wanted): Line | null {
  const { goal } = mind.persona
  if (mind.hasCancelled && CANCELLED.test(reply)) return { says: 'bye' }
  if (!BOOKED.test(reply) || want === 'confirm') return null
  const cancels = goal.kind === 'book' && goal.cancels
  mind.hasCancelled = cancels
  return { says: cancels ? 'cancel' : 'bye' }
}

function onSecondThought(mind: Mind, { want }: Wanted): Line | null {
  const { goal } = mind.persona
  const wantsAnother = goal.kind === 'book' && goal.instead !== null && !mind.hasChanged
  if (!wantsAnother || (want !== 'choice' && want !== 'name')) return null
  mind.hasChanged = true
  return { says: 'instead' }
}

const correction = (mind: Mind, reply: string, { want }: Wanted): Line | null =>
  want === 'confirm' && isOtherService(mind, reply) ? { says: 'short_goal' } : null

/** What is read back to them is not what they called for. */
function isOtherService({ persona: { goal }, document }: Mind, reply: string): boolean {
  if (goal.kind !== 'book') return false
  const told = reply.toLowerCase()
  const names = (document.skills.booking?.services ?? []).map(({ name }) => textIn(name, document.languages.default))
  return !told.includes(goal.serviceName) && names.some((name) => told.includes(name.toLowerCase()))
}

function answer(mind: Mind, wanted: Wanted): Line {
  if (wanted.want === 'field') return { says: 'field', field: wanted.field }
  const { kind } = mind.persona.goal
  const again = { says: mind.nth > 1 ? 'short_goal' : 'goal' } as const
  const answers: Readonly<Record<Exclude<Wanted['want'], 'field'>, Line>> = {
    confirm: { says: 'yes' },
    same_number: { says: 'yes' },
    choice: { says: 'first' },
    who: { says: 'anyone' },
    presence: { says: 'here' },
    english: { says: kind === 'human' ? 'person' : 'goal' },
    name: { says: 'name' },
    phone: { says: 'phone' },
    message: { says: 'message' },
    day: { says: mind.hasChanged ? 'instead' : 'day' },
    service: { says: kind === 'book' ? 'service' : 'short_goal' },
    more: again,
    goal: again,
    anything: again,
  }
  return answers[wanted.want]
}
