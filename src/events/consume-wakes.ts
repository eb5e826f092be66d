import * as z from 'zod'
import { inRegion } from '../context.ts'
import type { Env } from '../env.ts'
import { errorName, log } from '../kernel/log.ts'
import { REGIONS } from '../records/region.ts'
import { dispatchEvents } from './dispatch.ts'

const WakeMessage = z.object({ tenantId: z.string(), region: z.enum(REGIONS) })

/** Wakes that failed too often end up in the queue of this suffix. */
const DEAD = '-dead'

/** Before a tenant whose events were not all taken is tried again. */
const RETRY_DELAY_SECONDS = 10

/**
 * Dispatches the events of every tenant a batch of wakes names, each tenant once. Never throws.
 *
 * A wake only says "look": the events themselves are in D1, so what fails here is retried, and in the end swept.
 */
export async function consumeWakes(env: Env, batch: MessageBatch): Promise<void> {
  if (batch.queue.endsWith(DEAD)) {
    log.error('wakes.dead', { count: batch.messages.length })
    batch.ackAll()
    return
  }
  const readable = batch.messages.flatMap((message) => {
    const wake = WakeMessage.safeParse(message.body)
    if (wake.success) return [{ message, wake: wake.data }]
    log.error('wake.unreadable', { messageId: message.id })
    message.ack()
    return []
  })
  const byTenant = Map.groupBy(readable, ({ wake }) => `${wake.region}/${wake.tenantId}`)
  await Promise.all(
    byTenant.values().map(async (same) => {
      const settled = await dispatchFor(env, same[0]?.wake)
      for (const { message } of same) {
        if (settled) message.ack()
        else message.retry({ delaySeconds: RETRY_DELAY_SECONDS })
      }
    }),
  )
}

async function dispatchFor(env: Env, wake: z.output<typeof WakeMessage> | undefined): Promise<boolean> {
  if (wake === undefined) return true
  try {
    const stores = inRegion(env, wake.region)
    const { more } = await dispatchEvents({ ...stores, tenantId: wake.tenantId, nowMs: Date.now() })
    return !more
  } catch (error) {
    log.error('dispatch.failed', { tenantId: wake.tenantId, error: errorName(error) })
    return false
  }
}
