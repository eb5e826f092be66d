import type { ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import * as z from 'zod'
import type { AiScript, MouthFault } from './ai-script.ts'
import { speak } from './voice.ts'

/** What Aura takes, as far as a line wants it: anything else would have to be decoded. */
export const AuraInputs = z.strictObject({
  text: z.string().min(1),
  speaker: z
    .string()
    .regex(/^[a-z]+$/)
    .optional(),
  encoding: z.literal('mulaw'),
  container: z.literal('none'),
  sample_rate: z.literal(8000),
})

/** What was said, and how much of it was taken before the listener left. */
export interface MouthLog {
  readonly model: string
  readonly text: string
  sentBytes: number
  isWhole: boolean
}

/** Speaks a text as a stream of μ-law, in pieces that may be of an odd length. */
export async function speakAura(response: ServerResponse, log: MouthLog, script: AiScript, fault: MouthFault) {
  if (fault === 'silent') return
  await wait(script.first_byte_ms)
  response.writeHead(200, { 'Content-Type': 'audio/mulaw' })
  const audio = speak(log.text, script.word_ms)
  const pieceBytes = script.piece_ms * 8
  for (let at = 0; at < audio.length && !response.destroyed; at += pieceBytes) {
    if (at > 0 && fault === 'cut') return void response.destroy()
    if (at > 0 && fault === 'stall') return
    response.write(audio.subarray(at, at + pieceBytes))
    log.sentBytes += Math.min(pieceBytes, audio.length - at)
    if (script.every_ms > 0) await wait(script.every_ms)
  }
  log.isWhole = !response.destroyed
  response.end()
}
