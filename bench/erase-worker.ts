import type { BatchItem } from 'drizzle-orm/batch'
import { contextOf, type Ctx } from '../src/context.ts'
import type { Env, Wake } from '../src/env.ts'
import gateway from '../src/index.ts'
import { resolvePerson } from '../src/people/resolve.ts'
import { calls } from '../src/records/calls/table.ts'
import { recordings } from '../src/records/recordings/table.ts'
import { tasks } from '../src/records/tasks/table.ts'
import { transcripts } from '../src/records/transcripts/table.ts'
import { seal } from '../src/vault/seal.ts'

// oxlint-disable-next-line import/export -- the objects of the gateway, as its own entry gives them out.
export * from '../src/index.ts'

const CALLED = '/_called'
const KEYS = '/_keys'
const DAY_MS = 86_400_000
/** Calls of one batch, each with what belongs to it. */
const LOT = 50
const AUDIO_BYTES = 16 * 1024

/** Somebody who has called so often, some of it not long ago. */
export interface CalledOften {
  readonly tenantId: string
  readonly phone: string
  readonly calls: number
}

async function callOften(
  env: Env,
  { tenantId, phone, calls: many }: CalledOften,
): Promise<{ readonly personId: string }> {
  const actor = { type: 'system', name: 'bench' } as const
  const ctx = contextOf(env, { tenantId, region: 'global', livemode: true, actor }, Date.now())
  const { personId, key } = await resolvePerson(ctx, { phone })
  const said = await seal(key, { tenantId, table: 'any', recordId: 'any', field: 'any' }, 'my knee hurts')
  for (let from = 0; from < many; from += LOT) {
    const lot = Array.from({ length: Math.min(LOT, many - from) }, (_, nth) => from + nth)
    const [first, ...rest] = (await Promise.all(lot.map((nth) => aCall(ctx, { personId, said, nth })))).flat()
    if (first !== undefined) await ctx.db.batch([first, ...rest])
  }
  return { personId }
}

interface Called {
  readonly personId: string
  readonly said: string
  readonly nth: number
}

/** A call that is over and written down, with its audio, its transcript and a task. One a day, the newest an hour ago. */
async function aCall(ctx: Ctx, { personId, said, nth }: Called): Promise<readonly BatchItem<'sqlite'>[]> {
  const { tenantId, livemode, db, blobs, nowMs } = ctx
  const callId = `call_${personId.slice(4)}_${nth}`
  const endedAtMs = nowMs - nth * DAY_MS - 3_600_000
  const keys = { audio: `recordings/${tenantId}/${callId}/RE${nth}`, words: `transcripts/${tenantId}/${callId}` }
  await Promise.all([blobs.put(keys.audio, new Uint8Array(AUDIO_BYTES)), blobs.put(keys.words, said)])
  const kept = { tenantId, personId, createdAtMs: endedAtMs, expiresAtMs: nowMs + DAY_MS }
  const call = {
    ...kept,
    id: callId,
    livemode,
    objectName: `twilio:AC:${callId}`,
    carrier: 'twilio',
    accountSid: 'AC',
    carrierCallId: `CA${callId}`,
    direction: 'inbound' as const,
    status: 'completed' as const,
    ourNumber: '+12125550100',
    sealedNumber: said,
    startedAtMs: endedAtMs,
    endedAtMs,
    turnCount: 4,
    transcriptStatus: 'stored' as const,
    recordingStatus: 'stored' as const,
    reportedAtMs: endedAtMs,
    updatedAtMs: endedAtMs,
  }
  const audio = { blobKey: keys.audio, contentType: 'audio/x-wav', plainBytes: AUDIO_BYTES, sha256: '0'.repeat(64) }
  const task = { kind: 'message' as const, status: 'open' as const, priority: 'normal' as const, queue: 'Front desk' }
  return [
    db.insert(calls).values(call),
    db.insert(recordings).values({
      ...kept,
      ...audio,
      id: `rec_${callId}`,
      callId,
      livemode,
      keySubject: personId,
      chunkBytes: 65_536,
      carrierRecordingId: `RE${callId}`,
    }),
    db
      .insert(transcripts)
      .values({ ...kept, callId, keySubject: personId, blobKey: keys.words, turnCount: 4, sealedSummary: said }),
    db.insert(tasks).values({
      ...kept,
      ...task,
      id: `task_${callId}`,
      livemode,
      keySubject: personId,
      sealedDetails: said,
      intentKey: callId,
      updatedAtMs: endedAtMs,
    }),
  ]
}

/** The gateway as it is, with somebody who has called often at `/_called`, and how many keys there are at `/_keys`. Never deployed. */
// oxlint-disable-next-line import/no-default-export -- this is how a Worker is entered.
export default {
  async fetch(request, env, ctx) {
    const { pathname, searchParams } = new URL(request.url)
    if (pathname === KEYS) {
      const { objects } = await env.BLOBS.list({ prefix: `keys/${searchParams.get('below') ?? ''}/` })
      return Response.json({ keys: objects.length })
    }
    if (pathname !== CALLED) return gateway.fetch(request, env, ctx)
    return Response.json(await callOften(env, await request.json<CalledOften>()))
  },

  queue: (batch, env) => gateway.queue(batch, env),
  scheduled: (controller, env) => gateway.scheduled(controller, env),
} satisfies ExportedHandler<Env, Wake>
