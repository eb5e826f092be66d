import * as z from 'zod'

const afterMs = z.number().int().min(0).max(60_000).default(0)

/** How Workers AI's speech models behave, and what goes wrong. */
export const AiScript = z.strictObject({
  /** Aura's voice, and how fast its audio comes. */
  word_ms: z.number().min(20).max(1000).default(60),
  piece_ms: z.number().int().min(1).max(2000).default(100),
  every_ms: z.number().min(0).max(1000).default(5),
  first_byte_ms: z.number().min(0).max(60_000).default(20),
  /** After so much silence Flux is sure that the caller has finished. */
  turn_silence_ms: z.number().min(20).max(5000).default(300),
  faults: z
    .strictObject({
      /** The next sockets that Flux is asked for are refused with these. */
      refuse_ears: z.array(z.number().int().min(400).max(599)).default([]),
      /** The next sockets do this when they first hear somebody. */
      ears: z
        .array(
          z.strictObject({
            does: z.enum(['close', 'die', 'garble', 'error', 'deaf', 'none']),
            code: z.number().int().min(1000).max(4999).default(1011),
            after_ms: afterMs,
          }),
        )
        .default([]),
      /** The next texts Aura is given are refused, begun and cut off, never begun, or never ended. */
      mouth: z.array(z.enum(['refuse', 'cut', 'silent', 'stall', 'none'])).default([]),
    })
    .prefault({}),
})
export type AiScript = z.infer<typeof AiScript>
export type EarFault = AiScript['faults']['ears'][number]
export type MouthFault = AiScript['faults']['mouth'][number]
