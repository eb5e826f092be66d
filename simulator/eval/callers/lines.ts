import type { AgentField } from '../../../src/agents/agent-document.ts'
import type { Goal, Persona } from './persona.ts'

/** Something a caller says, as they would say it plainly. */
export type Line =
  | { readonly says: 'goal' | 'short_goal' | 'name' | 'phone' | 'day' | 'instead' | 'service' | 'message' | 'cancel' }
  | { readonly says: 'yes' | 'first' | 'anyone' | 'bye' | 'here' | 'person' }
  | { readonly says: 'field'; readonly field: AgentField }

/** "212 555 0142": the way a number is read out. */
const spokenNumber = (phone: string): string => phone.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '$1 $2 $3')

/** A line in English. */
export const inEnglish = (line: Line, persona: Persona): string =>
  line.says === 'field' ? fieldLine(line.field, persona) : ENGLISH[line.says](persona)

const always = (text: string) => (): string => text

/** What they say of a booking they want; something else where they want none. */
const ofBooking =
  (words: (goal: Extract<Goal, { kind: 'book' }>) => string, otherwise: string) =>
  ({ goal }: Persona): string =>
    goal.kind === 'book' ? words(goal) : otherwise

const ENGLISH: Readonly<Record<Exclude<Line['says'], 'field'>, (persona: Persona) => string>> = {
  goal: goalLine,
  short_goal: shortGoal,
  name: ({ name }) => name,
  phone: ({ phone }) => spokenNumber(phone),
  day: ofBooking(({ wish }) => `${capital(wish.words)}, any time.`, 'Any day.'),
  instead: ofBooking(
    ({ instead, wish }) => `Oh wait, actually, could we do it ${(instead ?? wish).words} instead?`,
    '',
  ),
  service: ofBooking(({ serviceName }) => `${capital(serviceName)}, please.`, 'Nothing, thanks.'),
  message: ({ goal }) => (goal.kind === 'message' ? goal.text : 'Please call me back.'),
  cancel: always('Actually, could you cancel that appointment, please?'),
  yes: always('Yes, please.'),
  first: always('The first one, please.'),
  anyone: always('Anyone is fine.'),
  bye: always("No, that's all, thank you. Goodbye."),
  here: always("Yes, I'm still here."),
  person: always('Can I talk to a person, please?'),
}

function goalLine({ goal }: Persona): string {
  switch (goal.kind) {
    case 'book':
      return `Hi, I'd like to book a ${goal.serviceName} ${goal.wish.words}, please.`
    case 'ask':
      return goal.question
    case 'hours':
      return 'What are your opening hours today?'
    case 'message':
      return "I'd like to leave a message."
    case 'human':
      return 'Can I talk to a person, please?'
  }
}

function shortGoal({ goal, name }: Persona): string {
  if (goal.kind === 'book') return `Book a ${goal.serviceName} ${goal.wish.words} for ${name}.`
  return goal.kind === 'hours' ? 'When are you open today?' : goalLine({ goal } as Persona)
}

const fieldLine = ({ type, options = [] }: AgentField, persona: Persona): string =>
  type === 'enum' ? (options[0] ?? 'The first.') : FIELDS[type](persona)

const FIELDS: Readonly<Record<Exclude<AgentField['type'], 'enum'>, (persona: Persona) => string>> = {
  name: ({ name }) => name,
  phone: ({ phone }) => spokenNumber(phone),
  email: always('caller at example dot com'),
  dob: always('March fifth, 1980'),
  date: always('March fifth'),
  number: always('Four.'),
  boolean: always('Yes.'),
  zip: always('10001'),
  text: ({ goal }) => (goal.kind === 'message' ? goal.text : 'Nothing special.'),
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

const SPANISH: Readonly<Partial<Record<Line['says'], string>>> = {
  goal: 'Hola, buenos días. Quiero hablar con una persona, por favor.',
  short_goal: 'Necesito hablar con alguien, por favor.',
  person: 'Quiero hablar con una persona, por favor.',
  yes: 'Sí, por favor.',
  bye: 'Gracias, adiós. Goodbye.',
  here: 'Sí, estoy aquí.',
  message: 'Por favor, que alguien me llame.',
}

/** A line in Spanish, where there is one; names and numbers are the same in both. */
export const inSpanish = (line: Line, persona: Persona): string => SPANISH[line.says] ?? inEnglish(line, persona)
