import * as z from 'zod'
import { Eval } from './eval-script.ts'
import { Field } from './document-field.ts'
import { Target } from './document-target.ts'
import { Text } from './document-text.ts'
import { Hours } from './hours.ts'
import { Outbound } from './outbound-section.ts'
import { Slug } from './written-forms.ts'

const Service = z.strictObject({
  id: Slug,
  name: Text,
  /** What callers also call it. */
  aka: z.array(z.string().min(1)).max(50).default([]),
  minutes: z
    .number()
    .int()
    .min(5)
    .max(24 * 60),
  bufferBefore: z.number().int().min(0).max(240).default(0),
  bufferAfter: z.number().int().min(0).max(240).default(0),
  /** Ids or names of resources; any of them will do. */
  resources: z.array(z.string().min(1)).min(1).max(50),
  assign: z.enum(['any', 'round_robin', 'ask']).default('any'),
  mode: z.enum(['instant', 'request', 'off']).default('instant'),
  noticeMinutes: z
    .number()
    .int()
    .min(0)
    .max(60 * 24 * 60)
    .default(120),
  horizonDays: z.number().int().min(1).max(365).default(60),
  newPatients: z.boolean().default(true),
  fields: z.array(Field).max(20).default([]),
  priceSay: Text.optional(),
})

const Booking = z.strictObject({
  services: z.array(Service).min(1).max(100),
  offer: z
    .strictObject({
      count: z.number().int().min(1).max(3).default(2),
      spreadHours: z.number().min(0).max(72).default(2),
    })
    .prefault({}),
  reschedule: z.boolean().default(true),
  cancel: z.boolean().default(true),
  cancelReason: z.boolean().default(true),
  waitlist: z.boolean().default(false),
  confirmBy: z.array(z.enum(['sms', 'whatsapp', 'email'])).default(['sms']),
})

const Refill = z.strictObject({
  fields: z.array(Field).max(20),
  pharmacy: z.enum(['ask', 'on_file']).default('ask'),
  /** Medicines that are never taken down: the caller is passed to staff, with no promise. */
  neverTake: z.array(z.string()).default(['controlled']),
  promise: Text,
  turnaroundHours: z.number().default(48),
  route: Target,
})

const MISSED_TEXT_CHARS_MAX = 400

/** What is written without anybody having written first. */
const Messages = z.strictObject({
  missedCall: z
    .strictObject({
      text: Text.refine((text) => longest(text) <= MISSED_TEXT_CHARS_MAX, {
        message: `must be at most ${MISSED_TEXT_CHARS_MAX} characters`,
      })
        .optional()
        .describe('After the business’s name; who answers, and how it is stopped, is said after it.'),
      channel: z.literal('sms').default('sms'),
    })
    .optional()
    .describe(
      'A text to callers who ring off before a word, or whom nobody took when they were passed on, once a day each.',
    ),
})

const longest = (text: z.infer<typeof Text>): number =>
  Math.max(0, ...(typeof text === 'string' ? [text] : Object.values(text)).map(({ length }) => length))

const Skills = z.strictObject({
  booking: Booking.optional(),
  refill: Refill.optional(),
  qa: z
    .strictObject({
      entries: z
        .array(z.strictObject({ q: z.array(z.string().min(1)).min(1), a: Text, tags: z.array(z.string()).default([]) }))
        .max(500),
      unknown: Target.optional(),
    })
    .optional(),
  message: z.strictObject({ fields: z.array(Field).max(20), route: Target }).optional(),
  confirmReminder: z.strictObject({ allow: z.array(z.enum(['confirm', 'reschedule', 'cancel'])) }).optional(),
})

const Guardrails = z.strictObject({
  emergency: z
    .strictObject({ say: Text, thenTransfer: Target.optional(), terms: z.array(z.string().min(1)).default([]) })
    .optional(),
  selfHarm: Text.optional(),
  never: z
    .array(z.enum(['medical_advice', 'diagnosis', 'price_unlisted', 'card_numbers', 'legal_advice']))
    .default(['medical_advice', 'diagnosis', 'card_numbers']),
  /** Callers whose number does not hold before the carriers that vouch for numbers are not answered. */
  refuseForged: z.boolean().optional(),
  /** Beginnings of numbers, `+44`, that callers may be passed on to although they are abroad or cost more than a call. */
  allowNumbers: z
    .array(z.string().regex(/^\+[1-9]\d{0,14}$/, 'must be the beginning of a number in E.164'))
    .max(20)
    .optional(),
  abuseStrikes: z.number().int().min(1).max(10).default(2),
  optOut: z.literal(true).default(true),
})

const ON_FAILURE = ['person', 'voicemail', 'message'] as const

/**
 * The agent document, version 1: everything a business says about its agent, in one JSON file.
 *
 * Skills, not nodes: no flow graph. Five lines are valid; the rest has safe defaults.
 */
export const AgentDocument = z
  .strictObject({
    schema: z.literal(1),
    name: z.string().min(1).max(100),
    business: z.string().min(1).max(200),
    vertical: z.enum(['general', 'healthcare']).default('general'),
    channels: z.array(z.enum(['voice', 'sms', 'whatsapp', 'web'])).default(['voice']),
    languages: z
      .strictObject({
        default: z.string().default('en-US'),
        also: z.array(z.string()).default([]),
        detect: z.boolean().default(true),
      })
      .prefault({}),
    hours: Hours,
    opening: z.strictObject({
      greeting: Text,
      greetingClosed: Text.optional(),
      /** Required, spoken first. */
      aiDisclosure: Text,
      recording: z
        .strictObject({
          mode: z.enum(['off', 'announce', 'stay_on_line', 'verbal']).default('announce'),
          line: Text.optional(),
          onDecline: z.enum(['continue_unrecorded', 'transfer', 'end']).default('continue_unrecorded'),
        })
        .prefault({}),
    }),
    voice: z
      .strictObject({
        provider: z.string().default('embedded'),
        id: z.string().optional(),
        rate: z.number().min(0.7).max(1.3).default(1),
        bargeIn: z.boolean().default(true),
        silenceMs: z.number().min(200).max(5000).default(700),
        idlePrompts: z.number().int().min(0).max(5).default(2),
        maxMinutes: z.number().min(1).max(120).default(10),
        pronounce: z.record(z.string(), z.string()).default({}),
      })
      .prefault({}),
    llm: z
      .strictObject({
        provider: z.string().optional(),
        model: z.string().optional(),
        persona: z.string().max(4000).default(''),
        fallback: z.literal('embedded').default('embedded'),
      })
      .prefault({}),
    identity: z
      .strictObject({
        require: z.array(z.enum(['caller_id', 'name', 'dob', 'zip', 'code_sms'])).default(['caller_id']),
        attempts: z.number().int().min(1).max(5).default(2),
        onFail: Target.optional(),
      })
      .prefault({}),
    skills: Skills,
    routing: z
      .array(
        z.strictObject({
          intent: z.string(),
          when: z.enum(['always', 'open', 'closed']).default('always'),
          to: Target,
        }),
      )
      .default([]),
    dtmf: z
      .record(
        z.string().regex(/^[0-9*#]$/, 'must be one key: 0-9, * or #'),
        z.union([z.literal('repeat'), z.literal('skill:booking'), z.literal('skill:refill'), Target]),
      )
      .default({}),
    outbound: Outbound.optional(),
    onFailure: z
      .enum(ON_FAILURE)
      .optional()
      .describe(
        'What a caller gets when the agent itself cannot go on: a person of the routing, a voicemail, or the message that ' +
          'they are called back. What cannot be had is passed over, in that order. By default a person.',
      ),
    messages: Messages.optional(),
    guardrails: Guardrails.prefault({}),
    capture: z.array(Field).max(30).default([]),
    outcomes: z
      .array(z.strictObject({ id: z.string(), notify: z.array(z.string()).default([]), task: z.string().optional() }))
      .default([]),
    privacy: z
      .strictObject({
        store: z.enum(['everything', 'no_pii', 'metadata']).default('everything'),
        retainDays: z
          .strictObject({
            audio: z.number().int().min(0).default(30),
            transcript: z.number().int().min(0).default(30),
            summary: z.number().int().min(0).default(365),
          })
          .prefault({}),
      })
      .prefault({}),
    tests: z.array(Eval).max(200).default([]),
  })
  .superRefine((agent, context) => {
    if (agent.vertical === 'healthcare' && !agent.guardrails.emergency) {
      context.addIssue({
        code: 'custom',
        path: ['guardrails', 'emergency'],
        message: 'Healthcare agents need an emergency line (for example: hang up and call 911).',
      })
    }
    const slugs = agent.skills.booking?.services.map(({ id }) => id) ?? []
    const repeated = slugs.findIndex((slug, index) => slugs.indexOf(slug) !== index)
    if (repeated >= 0) {
      context.addIssue({
        code: 'custom',
        path: ['skills', 'booking', 'services', repeated, 'id'],
        message: 'Two services have this id.',
      })
    }
  })

export type AgentDocument = z.infer<typeof AgentDocument>
/** A document as it may be written: whatever has a default may be left out. */
export type AgentDocumentInput = z.input<typeof AgentDocument>
export type AgentText = z.infer<typeof Text>
export type AgentField = z.infer<typeof Field>
export type OnFailure = (typeof ON_FAILURE)[number]
export type AgentTarget = z.infer<typeof Target>
export type AgentService = z.infer<typeof Service>
