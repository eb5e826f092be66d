import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse as parseYaml } from 'yaml'
import * as z from 'zod'
import { matchesPattern } from '../caller/scenario.ts'
import { Manner } from '../whatsapp/deliveries.ts'
import { GraphFault } from '../whatsapp/graph-fault.ts'

/** Words to be found in what the business writes, in any case, or a /regular expression/. */
const Pattern = z.string().min(1).refine(isPattern, 'is not a valid regular expression')
const Patterns = z.union([Pattern, z.array(Pattern).min(1)])
const Words = z.string().min(1).max(4096)
const Seconds = z.number().positive().max(300)
/** The nth button or row, or the one whose title this finds. Where there are none, it is written instead. */
const Tap = z.union([z.int().min(1).max(10), Pattern])

export const ATTACHMENTS = ['photo', 'voice-note', 'document', 'location', 'contact-card', 'reaction'] as const
export type Attachment = (typeof ATTACHMENTS)[number]

const Reply = z.union([z.strictObject({ hear: Pattern, say: Words }), z.strictObject({ hear: Pattern, tap: Tap })])

/** What a person with a phone does next. Each step is a single line or a small map in the YAML. */
export const Step = z.union([
  /** Goes on when the business has written this since the person last did anything. */
  z.strictObject({ hear: Patterns }),
  z.strictObject({ say: Words }),
  /** Several messages one after the other, without waiting. */
  z.strictObject({ burst: z.array(Words).min(2).max(20) }),
  z.strictObject({ tap: Tap }),
  z.strictObject({
    send: z.union([z.enum(ATTACHMENTS), z.array(z.enum(ATTACHMENTS)).min(1).max(5)]),
    caption: Words.optional(),
  }),
  /** Answers whatever the business asks, until it has written what `until` looks for. The first that fits is done. */
  z.strictObject({ answer: z.strictObject({ until: Patterns, with: z.array(Reply).min(1) }) }),
  /** For so long nothing may come from the business. */
  z.strictObject({ quiet: Seconds }),
  z.strictObject({ wait: Seconds }),
  /** Meta’s own switch for promotions. */
  z.strictObject({ promotions: z.enum(['stop', 'resume']) }),
  /** Something goes wrong at Meta from here on. */
  z.strictObject({ fault: GraphFault }),
  /** How Meta tells of things from here on. */
  z.strictObject({ deliveries: Manner }),
  /** The person last wrote so many hours ago. */
  z.strictObject({ 'hours-pass': z.number().positive().max(1000) }),
  /** `faults-over`: everything works again. `change-number`: the person has another number from here on. */
  z.enum(['faults-over', 'change-number']),
])
export type Step = z.infer<typeof Step>

/** What must have come of it. */
export const ChatExpectation = z.strictObject({
  outcome: z.string().nullable().optional(),
  booking: z.string().optional(),
  /** Types of events the customer's receiver must have got, signed rightly. */
  events: z.array(z.string()).default([]),
  /** So many messages of the business's reach the phone, what the carrier itself says included. */
  shown: z.strictObject({ min: z.int().min(0).default(0), max: z.int().min(0) }).optional(),
  /** Who answers at the end. */
  answered_by: z.enum(['agent', 'staff']).optional(),
  suppressed: z.boolean().optional(),
  /** How they stand among those who were reminded. */
  member: z.string().optional(),
})
export type ChatExpectation = z.infer<typeof ChatExpectation>

export const CHAT_CHANNELS = ['whatsapp', 'sms'] as const
export type ChatChannel = (typeof CHAT_CHANNELS)[number]

const ChatScenario = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]+$/),
  description: z.string().min(1),
  /** The slug of a demo business. */
  to: z.string().min(1),
  channels: z.array(z.enum(CHAT_CHANNELS)).min(1).default(['whatsapp', 'sms']),
  name_shown: z.string().min(1).default('Ann Lee'),
  /** The business is told this name only, and no number. */
  username: z.string().min(3).optional(),
  /** A scenario of a call that the same person goes through first. */
  after: z.string().optional(),
  /** The business reminds them first, by text: of a visit that they have booked, or of an appointment of a list of its own. */
  reminded: z.enum(['visit', 'list']).optional(),
  /** What the business's agent has in its document besides, for this scenario. */
  document: z.record(z.string(), z.unknown()).optional(),
  /** Meta tells of things in their natural order. */
  orderly: z.boolean().default(false),
  steps: z.array(Step).min(1),
  expect: ChatExpectation.prefault({}),
})
export type ChatScenario = z.infer<typeof ChatScenario>

/** Whether it changes how Meta behaves, to everybody. */
export const changesMeta = ({ steps, orderly }: ChatScenario): boolean =>
  orderly || steps.some((step) => typeof step !== 'string' && ('fault' in step || 'deliveries' in step))

/** @throws Error that says what is wrong, and where. */
export function readChatScenario(value: unknown, where = 'the scenario'): ChatScenario {
  const parsed = ChatScenario.safeParse(value)
  if (!parsed.success) throw new Error(`${where}: ${z.prettifyError(parsed.error)}`)
  return parsed.data
}

const FOLDER = join(import.meta.dirname, '../scenarios/chat')

/** Every scenario in the folder, by name. */
export function allChatScenarios(): readonly ChatScenario[] {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.yaml'))
  return files.sort().map((file) => readChatScenario(parseYaml(readFileSync(join(FOLDER, file), 'utf8')), file))
}

function isPattern(pattern: string): boolean {
  try {
    matchesPattern(pattern, '')
    return true
  } catch {
    return false
  }
}
