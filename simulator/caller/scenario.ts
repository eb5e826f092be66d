import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse as parseYaml } from 'yaml'
import * as z from 'zod'
import { WAYS } from '../carrier/dialled-leg.ts'
import { Script } from '../speech/script.ts'

/** Words to be found in what the agent says, in any case, or a /regular expression/. */
export const Pattern = z.string().min(1).refine(isPattern, 'is not a valid regular expression')
export const Patterns = z.union([Pattern, z.array(Pattern).min(1)])
export const Words = z.string().min(1).max(1000)
const Digits = z
  .union([z.string(), z.number()])
  .transform(String)
  .pipe(z.string().regex(/^[0-9*#]+$/))

/** What a caller does next. Each step is a single line or a small map in the YAML. */
export const Step = z.union([
  /** Goes on when the agent has said this since the caller last did anything. */
  z.strictObject({ hear: Patterns }),
  /** The same, however long it takes and whatever pause is made: others are rung, or a tone is waited for. */
  z.strictObject({ 'hold-for': Patterns }),
  /** Waits for the agent to finish, then speaks. */
  z.strictObject({ say: Words }),
  z.strictObject({ press: Digits }),
  /** Says nothing for so many seconds, or until the agent has said something. */
  z.strictObject({ silence: z.number().positive().max(120) }),
  /** Speaks over the agent after so many of its words. */
  z.strictObject({ interrupt: z.strictObject({ after: z.number().int().min(1), say: Words }) }),
  /** Presses a key over the agent; the carrier reports the interruption after the answer to the key has begun. */
  z.strictObject({ 'late-interrupt': z.strictObject({ after: z.number().int().min(1), press: Digits }) }),
  /** Answers whatever the agent asks, until it has said what `until` looks for. The first that fits is said. */
  z.strictObject({
    answer: z.strictObject({ until: Patterns, with: z.array(z.strictObject({ hear: Pattern, say: Words })).min(1) }),
  }),
  /** Speaks at once, whoever else speaks and whoever listens, and waits for no answer: as who picks up does, and machines do. */
  z.strictObject({ greet: Words }),
  /** A sound that is no speech. */
  z.strictObject({ tone: z.enum(['beep', 'fax']) }),
  /** So many seconds go by at this end. */
  z.strictObject({ pause: z.number().positive().max(120) }),
  /** Callers of one scenario wait for each other here. */
  z.strictObject({ meet: z.string().min(1) }),
  /** `human`: from here on a person listens. `hang-up-now` waits for nobody to finish. */
  z.enum(['drop-socket', 'hang-up', 'hang-up-now', 'wait-for-hang-up', 'human']),
])
export type Step = z.infer<typeof Step>

/** What must have come of the call. */
export const Expectation = z.strictObject({
  outcome: z.string().nullable().optional(),
  booking: z.string().optional(),
  recording: z.string().optional(),
  /** Types of events the customer's receiver must have got, signed rightly. */
  events: z.array(z.string()).default([]),
  ends: z.enum(['agent', 'caller', 'still talking']).optional(),
})
export type Expectation = z.infer<typeof Expectation>

const Caller = z.strictObject({
  name: z.string().min(1),
  steps: z.array(Step).min(1),
  expect: Expectation.prefault({}),
})
export type Caller = z.infer<typeof Caller>

const Scenario = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]+$/),
  description: z.string().min(1),
  /** The slug of a demo business, or a number. */
  to: z.string().min(1),
  /** E.164, or `anonymous`. A fresh fictional number when left out. */
  from: z.union([z.literal('anonymous'), z.string().regex(/^\+[1-9]\d{6,14}$/)]).optional(),
  /** A scenario the same caller goes through first. */
  after: z.string().optional(),
  /** What those do who are rung when the call is transferred, one after the other. */
  dial: z.union([z.enum(WAYS), z.array(z.enum(WAYS)).min(1)]).default('answered'),
  /** Whether the carrier account may use ConversationRelay. */
  relay: z.enum(['available', 'unavailable']).default('available'),
  /** The agent talks speech to speech; what the speech vendor's model does with what it hears. */
  speech: Script.optional(),
  steps: z.array(Step).min(1).optional(),
  expect: Expectation.prefault({}),
  /** Several callers at once, instead of steps. No two of them may be given the same slot. */
  callers: z.array(Caller).min(2).max(20).optional(),
})

/** A scenario, with its callers: one, unless it says otherwise. */
export interface Scenario extends Omit<z.infer<typeof Scenario>, 'steps' | 'callers'> {
  readonly callers: readonly Caller[]
}

/** @throws Error that says what is wrong, and where. */
export function parseScenario(text: string, where: string): Scenario {
  const parsed = Scenario.safeParse(parseYaml(text))
  if (!parsed.success) throw new Error(`${where}: ${z.prettifyError(parsed.error)}`)
  return scenarioOf(parsed.data, where)
}

/** The same from a value already parsed, such as a request's body. */
export function readScenario(value: unknown): Scenario {
  const parsed = Scenario.safeParse(value)
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error))
  return scenarioOf(parsed.data, parsed.data.name)
}

function scenarioOf(data: z.infer<typeof Scenario>, where: string): Scenario {
  const { steps, callers, ...scenario } = data
  if ((steps === undefined) === (callers === undefined)) throw new Error(`${where}: needs either steps or callers`)
  return { ...scenario, callers: callers ?? [{ name: 'caller', steps: steps ?? [], expect: scenario.expect }] }
}

const FOLDER = join(import.meta.dirname, '../scenarios')

/** Every scenario in the folder, by name. */
export function allScenarios(): readonly Scenario[] {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.yaml'))
  return files.sort().map((file) => parseScenario(readFileSync(join(FOLDER, file), 'utf8'), file))
}

/** Whether `text` has what `pattern` looks for. */
export function matchesPattern(pattern: string, text: string): boolean {
  const expression = /^\/(.+)\/([a-z]*)$/s.exec(pattern)
  if (!expression) return text.toLowerCase().includes(pattern.toLowerCase())
  return new RegExp(expression[1] ?? '', [...new Set(`${expression[2] ?? ''}i`)].join('')).test(text)
}

function isPattern(pattern: string): boolean {
  try {
    matchesPattern(pattern, '')
    return true
  } catch {
    return false
  }
}
