import * as z from 'zod'
import { BAD_MINDS } from './mind.ts'

const BAD_MIND_NAMES = Object.keys(BAD_MINDS) as [keyof typeof BAD_MINDS, ...(keyof typeof BAD_MINDS)[]]

/** Something that goes wrong with the next `times` replies, or differs from how OpenAI does it. */
export const ModelFault = z.strictObject({
  times: z.int().min(1).max(1_000_000).default(1),
  /** The connection is cut before any answer. */
  drop: z.boolean().optional(),
  /** Answered instead of a reply, in OpenAI's error document. */
  status: z.int().min(300).max(599).optional(),
  headers: z.record(z.string(), z.string()).optional(),
  /** Before the headers. */
  answer_delay_ms: z.number().min(0).max(60_000).optional(),
  /** After the headers and the first, empty chunk. */
  first_token_delay_ms: z.number().min(0).max(60_000).optional(),
  /** After so many pieces, or at the end of a shorter reply, it breaks off as `breaks` says. */
  after: z.int().min(0).default(2),
  breaks: z.enum(['stall', 'cut', 'garbage', 'error', 'rate_limit', 'end']).optional(),
  /** How a reply says that it is over. */
  finish_reason: z.enum(['stop', 'tool_calls', 'length', 'content_filter', 'none']).optional(),
  no_done: z.boolean().optional(),
  /** The connection stays open after the reply. */
  hang_at_end: z.boolean().optional(),
  /** How tool calls are sent: `whole` in one chunk, without `ids`, all under index 0, without an index, as an object. */
  calls: z.array(z.enum(['whole', 'no_ids', 'one_index', 'no_index', 'object', 'same_id'])).default([]),
  /** The whole answer as a document, as from a server that cannot stream. */
  document: z.boolean().optional(),
  /** Thinks aloud first. */
  thinks: z.enum(['tags', 'field']).optional(),
  /** Comments between the chunks, as proxies send to keep a connection. */
  comments: z.boolean().optional(),
  mind: z.enum(BAD_MIND_NAMES).optional(),
})
export type ModelFault = z.infer<typeof ModelFault>
/** A fault as it is asked for. */
export type ModelFaultInput = z.input<typeof ModelFault>

export const NO_FAULT: ModelFault = ModelFault.parse({})

/** The fault for the next reply, and those that are left. */
export function takeFault(faults: readonly ModelFault[]): {
  readonly fault: ModelFault
  readonly rest: readonly ModelFault[]
} {
  const [fault, ...others] = faults
  if (fault === undefined) return { fault: NO_FAULT, rest: [] }
  return { fault, rest: fault.times > 1 ? [{ ...fault, times: fault.times - 1 }, ...others] : others }
}
