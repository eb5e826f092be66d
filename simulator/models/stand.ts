import * as z from 'zod'
import { ModelFault } from './model-fault.ts'
import { Reply, scripted, type Mind } from './mind.ts'
import { receptionist } from './receptionist.ts'

/** A request as a stand took it. */
export interface Asked {
  readonly atMs: number
  readonly body: unknown
  /** What was answered, once it was. */
  status: number | null
  /** When the other side hung up before the reply was whole, or null. */
  hungUpAtMs: number | null
}

/** One model for one client: its key, who answers, what goes wrong next, and what it was asked. */
export interface Stand {
  apiKey: string
  mind: Mind
  faults: readonly ModelFault[]
  /** Between two pieces of a reply, in milliseconds. */
  paceMs: number
  /** How Workers AI's side of it speaks. */
  workersAiShape: 'openai' | 'response'
  readonly asked: Asked[]
}

export const SIMULATED_KEY = 'sk-simulated-000000000000'
const ASKED_MAX = 200

export const newStand = (): Stand => ({
  apiKey: SIMULATED_KEY,
  mind: receptionist,
  faults: [],
  paceMs: 0,
  workersAiShape: 'openai',
  asked: [],
})

/** What a stand may be told. Replies are given one after another; without any, the receptionist answers. */
export const StandOrder = z.strictObject({
  api_key: z.string().optional(),
  replies: z.array(Reply).optional(),
  faults: z.array(ModelFault).max(100).optional(),
  pace_ms: z.number().min(0).max(10_000).optional(),
  workers_ai_shape: z.enum(['openai', 'response']).optional(),
})
export type StandOrder = z.input<typeof StandOrder>

export function orderStand(stand: Stand, order: z.output<typeof StandOrder>): void {
  const changes = {
    ...(order.api_key !== undefined && { apiKey: order.api_key }),
    ...(order.replies !== undefined && { mind: order.replies.length > 0 ? scripted(order.replies) : receptionist }),
    ...(order.faults !== undefined && { faults: order.faults }),
    ...(order.pace_ms !== undefined && { paceMs: order.pace_ms }),
    ...(order.workers_ai_shape !== undefined && { workersAiShape: order.workers_ai_shape }),
  }
  Object.assign(stand, changes)
}

/** Notes a request, the newest last. */
export function noteAsked(stand: Stand, body: unknown): Asked {
  const asked: Asked = { atMs: Date.now(), body, status: null, hungUpAtMs: null }
  stand.asked.push(asked)
  if (stand.asked.length > ASKED_MAX) stand.asked.shift()
  return asked
}
