import type { AgentDocument, AgentService } from '../../../src/agents/agent-document.ts'
import { textIn } from '../../../src/agents/text-in.ts'
import { weekdayOf } from '../../../src/dialogue/when/civil-day.ts'
import { localOf } from '../../../src/dialogue/when/zone-clock.ts'
import { goalText, type Goal, type Manner, type Persona, type WishedDay } from './persona.ts'
import { randomOf, seedOf, type Random } from './random.ts'

const NAMES = ['Ann Lee', 'Omar Haddad', 'Rosalind Frank', 'Tim Baker', 'Priya Nair', 'Lucia Moreno'] as const
const MESSAGES = [
  'Please tell the team that I will be ten minutes late tomorrow.',
  'I left my umbrella at your place yesterday.',
  'Could somebody send me the form again.',
] as const
const DAYS = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'] as const
const DAY_NAMES = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const
/** A longer notice than this and nobody calls for the same week. */
const NOTICE_MINUTES_MAX = 24 * 60

/** Which manner calls for what. What a document cannot do, nobody calls for. */
const CAST: readonly (readonly [Manner, Goal['kind'] | 'cancel'])[] = [
  ['plain', 'book'],
  ['plain', 'cancel'],
  ['plain', 'message'],
  ['hurried', 'book'],
  ['rambling', 'book'],
  ['mumbling', 'hours'],
  ['mumbling', 'book'],
  ['changing_mind', 'book'],
  ['interrupting', 'ask'],
  ['interrupting', 'book'],
  ['angry', 'human'],
  ['spanish', 'human'],
  ['injecting', 'book'],
  ['injecting', 'ask'],
]

/** The callers an agent is tried with: the same for the same document, seed and day. */
export function personasOf(document: AgentDocument, seed: number, nowMs: number): readonly Persona[] {
  return CAST.flatMap(([manner, kind], at) => {
    const random = randomOf(seedOf(`${document.business}/${at}`, seed))
    const goal = goalOf(document, { kind, manner, nowMs, random })
    if (goal === null) return []
    const phone = `+121255501${String(10 + at)}`
    return [{ title: `${manner.replace('_', ' ')}: ${goalText(goal)}`, manner, goal, name: random.pick(NAMES), phone }]
  })
}

interface Casting {
  readonly kind: Goal['kind'] | 'cancel'
  readonly manner: Manner
  readonly nowMs: number
  readonly random: Random
}

function goalOf(document: AgentDocument, casting: Casting): Goal | null {
  const { kind, random } = casting
  switch (kind) {
    case 'book':
    case 'cancel':
      return bookingOf(document, casting)
    case 'ask':
      return questionOf(document, random)
    case 'message':
      return document.skills.message ? { kind, text: random.pick(MESSAGES) } : null
    case 'hours':
    case 'human':
      return { kind }
  }
}

function bookingOf(document: AgentDocument, { kind, manner, nowMs, random }: Casting): Goal | null {
  const services = (document.skills.booking?.services ?? []).filter(isSoon)
  const days = daysAhead(document, nowMs)
  const [service, wish] = [some(services, random), some(days, random)]
  if (service === null || wish === null) return null
  const others = days.filter(({ day }) => day !== wish.day)
  const instead = manner === 'changing_mind' ? some(others, random) : null
  const serviceName = textIn(service.name, document.languages.default).toLowerCase()
  return { kind: 'book', service, serviceName, wish, instead, cancels: kind === 'cancel' }
}

const isSoon = ({ mode, noticeMinutes, newPatients }: AgentService): boolean =>
  mode === 'instant' && newPatients && noticeMinutes <= NOTICE_MINUTES_MAX

function questionOf({ skills, languages }: AgentDocument, random: Random): Goal | null {
  const entry = some(skills.qa?.entries ?? [], random)
  const question = entry?.q[0]
  if (!entry || question === undefined) return null
  return { kind: 'ask', question, answer: textIn(entry.a, languages.default) }
}

const some = <T>(items: readonly T[], random: Random): T | null => {
  const [first, ...rest] = items
  return first === undefined ? null : random.pick([first, ...rest])
}

/** Weekdays from the day after tomorrow to the end of a week, as far as the business is open then. */
function daysAhead({ hours }: AgentDocument, nowMs: number): readonly WishedDay[] {
  const today = localOf(nowMs, hours.tz).day
  return [2, 3, 4, 5, 6].flatMap((ahead) => {
    const day = today + ahead
    const at = weekdayOf(day) - 1
    const [code, name] = [DAYS[at], DAY_NAMES[at]]
    const isOpen = code !== undefined && (hours.weekly[code] ?? []).length > 0 && !isException(hours, day)
    return isOpen && name !== undefined ? [{ words: `on ${name}`, day }] : []
  })
}

const isException = ({ exceptions }: AgentDocument['hours'], day: number): boolean =>
  exceptions.some(({ date }) => Date.parse(`${date}T00:00:00Z`) / 86_400_000 === day)
