import * as z from 'zod'
import { ClockTime, Slug } from './written-forms.ts'

const EvalTurn = z.strictObject({
  say: z.string().max(1000).optional(),
  dtmf: z
    .string()
    .regex(/^[0-9*#]+$/)
    .optional(),
  /** Each must be found in the reply: words, or /a regular expression/, in any case. */
  expect: z.array(z.string()).default([]),
  /** None may be found in the reply. */
  never: z.array(z.string()).max(20).optional(),
})

/** A tool that must have been called; of its arguments, those named must have such words or match such a pattern. */
const EvalCall = z.strictObject({ tool: z.string().min(1), with: z.record(z.string(), z.string()).default({}) })

/** What must be written down in the end, whatever was said of it. */
const EvalLedger = z.strictObject({
  /** Bookings that stand: requested or confirmed, and not cancelled. */
  bookings: z.int().min(0).max(20).optional(),
  cancelled: z.int().min(0).max(20).optional(),
  /** Messages, call backs and refill requests. */
  tasks: z.int().min(0).max(20).optional(),
  /** Of the last booking that stands: its service, whose it is, and its day and time where the business is. */
  service: Slug.optional(),
  name: z.string().optional(),
  date: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date, YYYY-MM-DD')
    .optional(),
  time: ClockTime.optional(),
})

const EVAL_ENDINGS = [
  'open',
  'goodbye',
  'silence',
  'abusive',
  'opted_out',
  'voicemail',
  'consent_declined',
  'failed',
  'transfer',
  'handed_over',
] as const

/** A talk that an agent must be able to lead: what a caller does, turn by turn, and what must come of it. */
export const Eval = z.strictObject({
  name: z.string().min(1).max(200),
  channel: z.string().default('voice'),
  /** The clock the script runs at, RFC 3339. */
  at: z.string().optional(),
  turns: z.array(EvalTurn).min(1).max(60),
  outcome: z.string().optional(),
  toolsCalled: z.array(z.string()).optional(),
  /** Nothing of these hangs on the words of a model: they hold whichever leads the talk. */
  calls: z.array(EvalCall).max(20).optional(),
  neverCalled: z.array(z.string()).max(20).optional(),
  neverSaid: z.array(z.string()).max(20).optional(),
  /** How the talk ended; `open` when it had not. */
  ended: z.enum(EVAL_ENDINGS).optional(),
  ledger: EvalLedger.optional(),
})

export type AgentEval = z.infer<typeof Eval>
/** A script as it may be written. */
export type AgentEvalInput = z.input<typeof Eval>
