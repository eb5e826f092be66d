import * as z from 'zod'
import { progressOf, STEPS, type ErasureRow } from '../../erasure/progress.ts'
import type { Receipt } from '../../erasure/receipt.ts'
import { erasures as table } from '../../records/erasures/table.ts'
import type { Hold } from '../../retention/holds-on.ts'
import { time, Time, timeOrNull } from './shape.ts'

export const ListedErasure = z
  .object({
    object: z.literal('erasure'),
    id: z.string(),
    status: z
      .enum(table.status.enumValues)
      .describe('`vendors`: all is gone here, and copies at vendors are still to be deleted there.'),
    reason: z.string(),
    request_id: z.string().nullable(),
    person_id: z.string().nullable().describe('Null once they are gone.'),
    starts_at: Time,
    steps_done: z.int(),
    steps: z.int(),
    key_destroyed_at: Time.nullable(),
    completed_at: Time.nullable(),
    livemode: z.boolean(),
    created_at: Time,
  })
  .meta({ id: 'ListedErasure' })

export const ErasureObject = z
  .object({
    ...ListedErasure.shape,
    holds: z
      .array(
        z.object({
          id: z.string(),
          basis: z.string(),
          categories: z.array(z.string()).nullable().describe('Null: everything.'),
          ends_at: Time,
        }),
      )
      .describe('What keeps them from being erased now.'),
    receipt: z
      .record(z.string(), z.unknown())
      .nullable()
      .describe('What went, what stays and why, and what vendors have come to. Null until all is done here.'),
    signature: z
      .string()
      .nullable()
      .describe('Ed25519 over `erasure-receipt-v1|` and the receipt as canonical JSON (members by name, no spaces).'),
    public_key: z.string().describe('To check the signature by: raw, in base64url.'),
  })
  .meta({ id: 'Erasure' })

export const listedErasure = (row: ErasureRow) => ({
  object: 'erasure' as const,
  id: row.id,
  status: row.status,
  reason: row.reason,
  request_id: row.requestId,
  person_id: row.personId,
  starts_at: time(row.startsAtMs),
  steps_done: progressOf(row).done?.length ?? 0,
  steps: STEPS.length,
  key_destroyed_at: timeOrNull(row.keyDestroyedAtMs),
  completed_at: timeOrNull(row.completedAtMs),
  livemode: row.livemode,
  created_at: time(row.createdAtMs),
})

interface Shown {
  readonly holds: readonly Hold[]
  readonly publicKey: string
}

export const erasureObject = (row: ErasureRow, { holds, publicKey }: Shown) => ({
  ...listedErasure(row),
  holds: holds.map(({ id, basis, categories, endsAtMs }) => ({ id, basis, categories, ends_at: time(endsAtMs) })),
  receipt: row.receipt === null ? null : ({ ...(JSON.parse(row.receipt) as Receipt) } as Record<string, unknown>),
  signature: row.signature,
  public_key: publicKey,
})
