import type { ConsentLevel } from '../contact.ts'
import type { Duty } from './duties.ts'
import type { Demand, Rule, Span } from './rule.ts'

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

/** What a rule demands, in one sentence that is made of the row itself: nobody has to keep it true. */
export function sayRule({ demand, lineTypes }: Pick<Rule, 'demand' | 'lineTypes'>): string {
  const said = sayDemand(demand)
  return lineTypes === undefined ? `${said}.` : `${said} (on ${lineTypes.join(' and ')} lines).`
}

/** The same of a row that holds nothing back. */
export const sayDuty = ({ duty }: Pick<Duty, 'duty'>): string => DUTIES_SAID[duty]

const DUTIES_SAID: Readonly<Record<Duty['duty'], string>> = {
  stop_ends_all: 'A stop for which nothing narrower was chosen ends every contact.',
  say_it_is_a_machine: 'A machine says that it is one.',
  give_no_clinical_information: 'What an AI says is no clinical information, and says so.',
}

const CONSENT_SAID: Readonly<Record<ConsentLevel, string>> = {
  none: 'Needs no consent',
  express: 'Needs express consent, or written, for the purpose and the channel',
  written: 'Needs written consent for the purpose and the channel',
}

function sayDemand(demand: Demand): string {
  switch (demand.kind) {
    case 'hours':
      return `Only within these hours ${sayPlace(demand.alsoIn)}: ${sayWeek(demand.week)}${sayHoliday(demand.holiday)}`
    case 'consent':
      return CONSENT_SAID[demand.level]
    case 'cap':
      return `At most ${sayContacts(demand.max)} within ${sayHours(demand.hours)}`
    case 'line':
      return `Never to these lines: ${sayLines(demand)}`
    case 'window':
      return 'Free text only within the platform’s window after the person wrote'
    case 'fresh':
      return `The ${demand.list === 'dnc' ? 'do-not-call list' : 'list of reassigned numbers'} must have been looked at within ${demand.days} days`
    case 'business':
      return demand.has === 'policy_accepted'
        ? 'The business must have accepted the policies'
        : 'The business must have a business associate agreement on file'
    case 'no_health':
      return 'Nothing of health care goes by this channel'
  }
}

const sayPlace = (alsoIn: readonly string[] = []): string =>
  alsoIn.length === 0 ? 'where the person is' : `where the person is, and by the clock of ${alsoIn.join(' and ')}`

/** `Mon–Sat 09:00–21:00, Sun 12:00–21:00`: days beside each other with the same hours are said together, beginning on Monday. */
function sayWeek(week: readonly (Span | null)[]): string {
  const parts: { from: string; to: string; hours: string }[] = []
  for (const day of [1, 2, 3, 4, 5, 6, 0]) {
    const [name = '', hours] = [DAYS[day], saySpan(week[day] ?? null)]
    const last = parts.at(-1)
    if (last?.hours === hours) last.to = name
    else parts.push({ from: name, to: name, hours })
  }
  const [first] = parts
  if (parts.length === 1 && first) return `every day ${first.hours}`
  return parts.map(({ from, to, hours }) => `${from === to ? from : `${from}–${to}`} ${hours}`).join(', ')
}

const sayHoliday = (holiday: Span | null | 'as_the_day'): string =>
  holiday === 'as_the_day' ? '' : `; on holidays ${saySpan(holiday)}`

const saySpan = (span: Span | null): string => (span === null ? 'not at all' : `${clock(span.from)}–${clock(span.to)}`)

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

const sayContacts = (max: number): string => (max === 1 ? 'one contact' : `${max} contacts`)

const sayHours = (hours: number): string => (hours % 24 === 0 && hours > 24 ? `${hours / 24} days` : `${hours} hours`)

function sayLines({ denied, numbers, prefixes }: Extract<Demand, { kind: 'line' }>): string {
  const isListed = numbers.length + prefixes.length > 0
  return [
    ...denied.map((tag) => tag.replaceAll('_', ' ')),
    ...(isListed ? ['numbers that are known to be such'] : []),
  ].join(', ')
}
