import { and, eq } from 'drizzle-orm'
import * as z from 'zod'
import { openAttestation, recordAttestation, withdrawAttestation, type AttestationRow } from '../../consent/attest.ts'
import type { Ctx } from '../../context.ts'
import { attestations as table } from '../../records/attestations/table.ts'
import { ownedBy } from '../../records/owned-by.ts'
import { ChannelsField, PurposesField, refuseFuture } from './contact-fields.ts'
import { resource } from './operation.ts'
import { ListQuery, listOf, listPage } from './page.ts'
import { found, Instant, Name, time, Time, timeOrNull } from './shape.ts'

const NewAttestation = z.strictObject({
  level: z.enum(['express', 'written']),
  purposes: PurposesField,
  channels: ChannelsField,
  text: z.string().trim().min(1).max(10_000).describe('Word for word what you sign.'),
  signed_by: Name.describe('Who signs for the business.'),
  signed_at: Instant.optional().describe('By default now.'),
})

const ListedAttestation = z
  .object({
    object: z.literal('attestation'),
    id: z.string(),
    level: z.enum(table.level.enumValues),
    purposes: z.array(z.string()),
    channels: z.array(z.string()),
    text_sha256: z.string(),
    signed_at: Time,
    recorded_by: z.string(),
    withdrawn_at: Time.nullable(),
    livemode: z.boolean(),
    created_at: Time,
  })
  .meta({ id: 'ListedAttestation' })

const AttestationObject = z
  .object({ ...ListedAttestation.shape, text: z.string().nullable(), signed_by: z.string().nullable() })
  .meta({ id: 'Attestation' })

const listed = (row: AttestationRow) => ({
  object: 'attestation' as const,
  id: row.id,
  level: row.level,
  purposes: row.purposes,
  channels: row.channels,
  text_sha256: row.textSha256,
  signed_at: time(row.signedAtMs),
  recorded_by: row.recordedBy,
  withdrawn_at: timeOrNull(row.withdrawnAtMs),
  livemode: row.livemode,
  created_at: time(row.createdAtMs),
})

async function shown(ctx: Ctx, row: AttestationRow) {
  const { text, signedBy } = await openAttestation(ctx, row)
  return { ...listed(row), text, signed_by: signedBy }
}

export const attestations = resource('attestations')
  .post(
    '/',
    {
      summary: 'Sign that you have consent',
      description:
        'That those you contact for these purposes on these channels have agreed. For advertising by phone or text only the person’s own written consent counts.',
      scope: 'write',
      body: NewAttestation,
      response: AttestationObject,
      status: 201,
      example: {
        level: 'express',
        purposes: ['appointment_reminder'],
        channels: ['sms'],
        text: 'Every patient agreed to reminders at registration.',
        signed_by: 'Ann Lee, office manager',
      },
    },
    async ({ ctx, body }) => {
      const { level, purposes, channels, text, signed_by: signedBy, signed_at: signedAtMs = ctx.nowMs } = body
      refuseFuture('/signed_at', signedAtMs, ctx.nowMs)
      return shown(ctx, await recordAttestation(ctx, { level, purposes, channels, text, signedBy, signedAtMs }))
    },
  )
  .post(
    '/:id/withdraw',
    {
      summary: 'Withdraw what you signed',
      description: 'It counts no more. Withdrawing it again changes nothing.',
      scope: 'write',
      response: AttestationObject,
    },
    async ({ ctx, params }) => shown(ctx, found(await withdrawAttestation(ctx, params.id), 'attestation')),
  )
  .get(
    '/',
    { summary: 'List what you signed', scope: 'read', query: ListQuery, response: listOf(ListedAttestation) },
    ({ ctx, query }) => listPage({ db: ctx.db, table, where: ownedBy(ctx, table), query }, listed),
  )
  .get(
    '/:id',
    { summary: 'Get what you signed', scope: 'read', response: AttestationObject },
    async ({ ctx, params }) => {
      const mine = and(ownedBy(ctx, table), eq(table.id, params.id))
      return shown(ctx, found(await ctx.db.select().from(table).where(mine).get(), 'attestation'))
    },
  )
