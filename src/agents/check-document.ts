import { OUTCOMES } from '../calls/call.ts'
import type { FieldError } from '../kernel/refusal.ts'
import type { AgentDocument, AgentService } from './agent-document.ts'
import { pointerTo, type Path } from './document-errors.ts'
import { checkFields } from './check-fields.ts'
import { checkHandOvers } from './check-hand-overs.ts'
import { checkLanguages } from './check-languages.ts'
import { checkOutbound } from './check-outbound.ts'
import { patternOf } from './evals/expectation.ts'

const wrong = (path: Path, code: string, detail: string): FieldError => ({ pointer: pointerTo(path), code, detail })

/**
 * What the schema cannot see: parts of a document that are well formed and make no sense together.
 *
 * Nothing here needs a store; whether the resources exist is asked when the document is published.
 */
export function checkDocument(document: AgentDocument): FieldError[] {
  return [
    checkDisclosure(document),
    checkKeys(document),
    (document.skills.booking?.services ?? []).flatMap(checkService),
    checkAliases(document),
    checkFields(document.capture, ['capture']),
    checkFields(document.skills.message?.fields ?? [], ['skills', 'message', 'fields']),
    checkFields(document.skills.refill?.fields ?? [], ['skills', 'refill', 'fields']),
    checkHandOvers(document),
    checkHours(document),
    checkOutbound(document),
    checkTests(document),
    checkLanguages(document),
  ].flat()
}

/** In English we can tell whether a disclosure discloses. It is the law in more than one place, so it cannot be left out. */
const DISCLOSES = /\b(?:ai|a\.i\.|artificial|automated|virtual|robot|computer|digital|not a (?:human|person))\b/i

function checkDisclosure({ opening, languages }: AgentDocument): FieldError[] {
  const { aiDisclosure } = opening
  const english = typeof aiDisclosure === 'string' ? aiDisclosure : aiDisclosure[languages.default]
  if (!languages.default.startsWith('en') || english === undefined || DISCLOSES.test(english)) return []
  const detail = 'This must tell the caller that they are speaking with an AI.'
  return [wrong(['opening', 'aiDisclosure'], 'not_a_disclosure', detail)]
}

function checkKeys({ dtmf, skills }: AgentDocument): FieldError[] {
  return Object.entries(dtmf).flatMap(([key, meaning]) => {
    const skill = meaning === 'skill:booking' ? 'booking' : meaning === 'skill:refill' ? 'refill' : null
    if (skill === null || skills[skill]) return []
    return [
      wrong(['dtmf', key], 'skill_missing', `This key leads to the skill "${skill}", which the document has not.`),
    ]
  })
}

function checkService(service: AgentService, index: number): FieldError[] {
  const path = ['skills', 'booking', 'services', index]
  const errors = checkFields(service.fields, [...path, 'fields'])
  if (service.minutes % 5 !== 0) {
    errors.push(
      wrong(
        [...path, 'minutes'],
        'not_a_multiple',
        'Must be a multiple of 5: the diary is kept in steps of five minutes.',
      ),
    )
  }
  service.resources.forEach((name, at) => {
    const first = service.resources.findIndex((other) => other.toLowerCase() === name.toLowerCase())
    if (first < at) errors.push(wrong([...path, 'resources', at], 'repeated', 'This resource is listed twice.'))
  })
  return errors
}

/** Two services that callers call the same cannot be told apart. */
function checkAliases({ skills }: AgentDocument): FieldError[] {
  const owner = new Map<string, string>()
  return (skills.booking?.services ?? []).flatMap(({ id, aka }, index) =>
    aka.flatMap((alias, at) => {
      const first = owner.get(alias.toLowerCase()) ?? id
      owner.set(alias.toLowerCase(), first)
      if (first === id) return []
      const path = ['skills', 'booking', 'services', index, 'aka', at]
      return [wrong(path, 'ambiguous', `The service "${first}" is also called this.`)]
    }),
  )
}

function checkHours({ hours, skills }: AgentDocument): FieldError[] {
  const opens = [...Object.values(hours.weekly), ...hours.exceptions.map(({ open }) => open)].some(
    (spans) => spans.length > 0,
  )
  if (!skills.booking || opens) return []
  return [wrong(['hours', 'weekly'], 'never_open', 'The business is never open, so nothing could be booked.')]
}

function checkTests({ tests }: AgentDocument): FieldError[] {
  return tests.flatMap((test, index) => {
    const path = ['tests', index]
    const errors = test.turns.flatMap((turn, nth) => checkTurn(turn, [...path, 'turns', nth]))
    if (test.at !== undefined && Number.isNaN(Date.parse(test.at))) {
      errors.push(wrong([...path, 'at'], 'wrong_format', 'Must be a time, for example 2026-12-01T15:00:00Z.'))
    }
    if (test.outcome !== undefined && !OUTCOMES.some((outcome) => outcome === test.outcome)) {
      errors.push(wrong([...path, 'outcome'], 'unknown_value', `Must be one of ${OUTCOMES.join(', ')}.`))
    }
    errors.push(...brokenPatterns(test.neverSaid ?? [], [...path, 'neverSaid']))
    for (const [nth, call] of (test.calls ?? []).entries()) {
      for (const [argument, expectation] of Object.entries(call.with))
        errors.push(...brokenPatterns([expectation], [...path, 'calls', nth, 'with', argument]).slice(0, 1))
    }
    return errors
  })
}

const brokenPatterns = (expectations: readonly string[], path: Path): FieldError[] =>
  expectations.flatMap((expectation, at) =>
    patternOf(expectation) === null ? [wrong([...path, at], 'wrong_pattern', BROKEN_PATTERN)] : [],
  )

const BROKEN_PATTERN = 'This is not a valid regular expression.'

function checkTurn(turn: AgentDocument['tests'][number]['turns'][number], path: Path): FieldError[] {
  const errors: FieldError[] = []
  if (turn.say !== undefined && turn.dtmf !== undefined) {
    errors.push(wrong(path, 'ambiguous', 'A turn either says something or presses keys.'))
  }
  errors.push(
    ...brokenPatterns(turn.expect, [...path, 'expect']),
    ...brokenPatterns(turn.never ?? [], [...path, 'never']),
  )
  return errors
}
