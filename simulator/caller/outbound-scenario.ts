import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse as parseYaml } from 'yaml'
import * as z from 'zod'
import { ANSWERINGS, CALLEE_KINDS } from '../carrier/callee.ts'
import { Pattern, Patterns, Step } from './scenario.ts'

/** Who is called, and what they do from the moment they have picked up. */
const CalleePart = z.strictObject({
  answering: z.enum(ANSWERINGS).default('picks-up'),
  /** What is at the other end. Where that changes, a `human` among the steps says from when on a person listens. */
  is: z.enum(CALLEE_KINDS).default('human'),
  rings_seconds: z.number().min(0).max(600).default(3),
  steps: z.array(Step).default([]),
})
export type CalleePart = z.infer<typeof CalleePart>

/** What the business has done before it calls. */
export const Before = z.strictObject({
  consent: z.enum(['none', 'express', 'written']).default('express'),
  /** What time it is where the person says they are. */
  hour: z.enum(['day', 'night']).default('day'),
  /** Whether the business knows their name. */
  known: z.boolean().default(false),
  /** A visit of theirs, in so many days, that the call is about. */
  visit_in_days: z.number().int().min(1).max(60).optional(),
  /** They are on a list of the business's, with an appointment that is in no diary here. */
  listed: z.boolean().default(false),
  /** On that list in Spanish, and called by an agent whose document is in Spanish. */
  spanish: z.boolean().default(false),
})

/** What must have come of it. */
const Outcome = z.strictObject({
  /** The gateway does not call at all, and says why. `later`: it says when it would. */
  refused: z.strictObject({ code: z.string(), later: z.boolean().default(false) }).optional(),
  status: z.string().optional(),
  outcome: z.string().nullable().optional(),
  answered_by: Pattern.optional(),
  /** What the business reads of it. */
  summary: Pattern.optional(),
  booking: z.string().optional(),
  /** The visit is no longer when it was. */
  moved: z.boolean().optional(),
  events: z.array(z.string()).default([]),
  ends: z.enum(['agent', 'caller', 'carrier', 'still talking']).optional(),
  /** Never heard at the other end before a person is there; not at all where none ever is. */
  private: Patterns.optional(),
  /** Never heard at the other end. */
  never: Patterns.optional(),
  /** Heard at the other end, at some time. */
  heard: Patterns.optional(),
  /** Heard after a machine's tone: what lies before it is on no recording. */
  after_beep: Patterns.optional(),
  /** How many of those who were offered a time have it in the end. */
  given: z.number().int().min(0).max(1).optional(),
  /** The next call to them is refused with this. */
  then_refused: z.string().optional(),
  /** How they stand in the list. */
  member: z.string().optional(),
})
export type Outcome = z.infer<typeof Outcome>

const OutboundScenario = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]+$/),
  description: z.string().min(1),
  /** The slug of the demo business that calls. */
  from: z.string().min(1),
  purpose: z.string().min(1),
  before: Before.prefault({}),
  callee: CalleePart.prefault({}),
  /** Several people who are offered one and the same time, side by side. Not more than one of them may be given it. */
  offered_to: z.array(CalleePart).min(2).max(10).optional(),
  expect: Outcome.prefault({}),
})
/** A call that a business makes, who takes it, and what must come of it. */
export type OutboundScenario = z.infer<typeof OutboundScenario>

/** @throws Error that says what is wrong, and where. */
function parseOutbound(text: string, where: string): OutboundScenario {
  return readOutboundScenario(parseYaml(text), where)
}

/** The same from a value already parsed. */
export function readOutboundScenario(value: unknown, where = 'scenario'): OutboundScenario {
  const parsed = OutboundScenario.safeParse(value)
  if (!parsed.success) throw new Error(`${where}: ${z.prettifyError(parsed.error)}`)
  return parsed.data
}

const FOLDER = join(import.meta.dirname, '../scenarios/outbound')

/** Every scenario in the folder, by name. */
export function allOutboundScenarios(): readonly OutboundScenario[] {
  const files = existsSync(FOLDER) ? readdirSync(FOLDER).filter((file) => file.endsWith('.yaml')) : []
  return files.sort().map((file) => parseOutbound(readFileSync(join(FOLDER, file), 'utf8'), file))
}
