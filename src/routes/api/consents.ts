import { and, eq } from 'drizzle-orm'
import * as z from 'zod'
import { recordConsent } from '../../consent/record-consent.ts'
import { refuseSharing } from '../../consent/refuse-sharing.ts'
import { revokeConsent, revokeConsents } from '../../consent/revoke-consent.ts'
import type { Ctx } from '../../context.ts'
import { consents as consentTable } from '../../records/consents/table.ts'
import { ownedBy } from '../../records/owned-by.ts'
import { consentObject, ConsentObject, listedConsent, ListedConsent } from './consent-object.ts'
import {
  ChannelsField,
  namedBy,
  namesOne,
  ONE_NAME,
  PurposesField,
  refuseFuture,
  SourceField,
  whoFields,
  ZoneField,
} from './contact-fields.ts'
import { resource } from './operation.ts'
import { listOf, listPage, listQuery } from './page.ts'
import { ReadingPurpose } from './reading-purpose.ts'
import { found, Id, Instant } from './shape.ts'

const NewConsent = z
  .strictObject({
    ...whoFields,
    level: z
      .enum(['express', 'written'])
      .describe('`written`: signed, naming you and the number, and no condition of a purchase.'),
    purposes: PurposesField,
    channels: ChannelsField,
    text: z.string().trim().min(1).max(10_000).describe('Word for word what they were shown or told.'),
    text_version: z.string().trim().min(1).max(60).nullable().default(null),
    source: SourceField,
    captured_at: Instant.describe('When they agreed.'),
    time_zone: ZoneField.nullable().default(null).describe('Where they said they are.'),
    signature: z
      .enum(['none', 'electronic', 'paper', 'voice'])
      .optional()
      .describe(
        'How it was signed. Left out: `none` is recorded, and that a written consent was signed stands on your word alone.',
      ),
  })
  .refine(namesOne, ONE_NAME)
  .refine(({ level, signature }) => level !== 'written' || signature !== 'none', {
    path: ['signature'],
    message: 'A written consent is signed.',
    params: { code: 'not_signed' },
  })

const taken = {
  source: SourceField.default('api'),
  revoked_at: Instant.optional().describe('When they said so; by default now.'),
}

const NewRevocation = z
  .strictObject({
    ...whoFields,
    purposes: PurposesField.optional().describe('Of these only; by default of all.'),
    channels: ChannelsField.optional().describe('On these only; by default on all.'),
    ...taken,
  })
  .refine(namesOne, ONE_NAME)

const ConsentQuery = listQuery({
  person_id: Id.optional(),
  action: z.enum(consentTable.action.enumValues).optional(),
  purpose: ReadingPurpose,
})

const rowOf = async (ctx: Ctx, id: string) => {
  const mine = and(ownedBy(ctx, consentTable), eq(consentTable.id, id))
  return found(await ctx.db.select().from(consentTable).where(mine).get(), 'consent')
}

export const consents = resource('consents')
  .post(
    '/',
    {
      summary: 'Record a consent',
      description:
        'Kept for good, with the exact text. The person is made known when they are not. The same consent recorded twice is one. It lifts no suppression.',
      scope: 'write',
      body: NewConsent,
      response: ConsentObject,
      status: 201,
      example: {
        phone: '+1 212 555 0142',
        level: 'express',
        purposes: ['appointment_reminder'],
        channels: ['voice', 'sms'],
        text: 'You may remind me of my appointments by phone and text.',
        source: 'web_form',
        captured_at: '2026-03-02T15:04:05Z',
      },
    },
    async ({ ctx, body }) => {
      const { level, purposes, channels, text, source, captured_at: capturedAtMs, time_zone: timeZone } = body
      refuseFuture('/captured_at', capturedAtMs, ctx.nowMs)
      const { signature = 'none', text_version: textVersion } = body
      const said = { level, purposes, channels, text, textVersion, source, signature, capturedAtMs, timeZone }
      return consentObject(ctx, await recordConsent(ctx, { by: namedBy(body), ...said }))
    },
  )
  .post(
    '/revoke',
    {
      summary: 'Take back what somebody agreed to',
      description:
        'Of the purposes and channels you name, or of all. It holds against everything they agreed to until then. To have nobody contact them for anything, add a suppression.',
      scope: 'write',
      body: NewRevocation,
      response: ConsentObject,
      status: 201,
      example: { phone: '+1 212 555 0142', purposes: ['marketing'], source: 'asked_at_desk' },
    },
    async ({ ctx, body }) => {
      const { purposes, channels, source, revoked_at: revokedAtMs = ctx.nowMs } = body
      refuseFuture('/revoked_at', revokedAtMs, ctx.nowMs)
      const revocation = { purposes, channels, source, revokedAtMs }
      return consentObject(ctx, await revokeConsents(ctx, namedBy(body), revocation))
    },
  )
  .post(
    '/:id/revoke',
    {
      summary: 'Take back a consent',
      description: 'Answers the consent, with what of it still stands. Again is nothing new.',
      scope: 'write',
      body: z.strictObject(taken),
      response: ConsentObject,
      example: { source: 'asked_at_desk' },
    },
    async ({ ctx, params, body }) => {
      const { source, revoked_at: revokedAtMs = ctx.nowMs } = body
      refuseFuture('/revoked_at', revokedAtMs, ctx.nowMs)
      return consentObject(ctx, found(await revokeConsent(ctx, params.id, { source, revokedAtMs }), 'consent'))
    },
  )
  .get(
    '/',
    {
      summary: 'List consents and revocations',
      scope: 'read',
      query: ConsentQuery,
      response: listOf(ListedConsent),
    },
    ({ ctx, query }) => {
      const { person_id: personId, action, purpose, ...page } = query
      refuseSharing(purpose)
      const where = and(
        ownedBy(ctx, consentTable),
        personId === undefined ? undefined : eq(consentTable.personId, personId),
        action && eq(consentTable.action, action),
      )
      return listPage({ db: ctx.db, table: consentTable, where, query: page }, listedConsent)
    },
  )
  .get(
    '/:id',
    {
      summary: 'Get a consent',
      scope: 'read',
      query: z.strictObject({ purpose: ReadingPurpose }),
      response: ConsentObject,
    },
    async ({ ctx, params, query }) => {
      refuseSharing(query.purpose)
      return consentObject(ctx, await rowOf(ctx, params.id))
    },
  )
