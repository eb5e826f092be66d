import { and, eq } from 'drizzle-orm'
import * as z from 'zod'
import type { Ctx } from '../../context.ts'
import { correctionPlace } from '../../privacy/correction-place.ts'
import { correctPerson } from '../../privacy/correct.ts'
import { corrections } from '../../records/corrections/table.ts'
import { ownedBy } from '../../records/owned-by.ts'
import { findPersonKey } from '../../vault/person-keys.ts'
import { open } from '../../vault/seal.ts'
import { personIdNow } from './known-person.ts'
import { resource } from './operation.ts'
import { ListQuery, listOf, listPage } from './page.ts'
import { Phone } from './phone-field.ts'
import { Id, Name, time, Time } from './shape.ts'

const FIELDS = ['name', 'phone', 'email'] as const

const Corrected = z
  .object({ object: z.literal('correction_result'), person_id: z.string(), corrected: z.array(z.enum(FIELDS)) })
  .meta({ id: 'CorrectionResult' })

const CorrectionObject = z
  .object({
    object: z.literal('correction'),
    id: z.string(),
    person_id: z.string(),
    request_id: z.string().nullable(),
    field: z.string(),
    former: z.string().nullable().describe('What stood there; null where nothing did.'),
    corrected_by: z.string(),
    corrected_at: Time,
    expires_at: Time,
    livemode: z.boolean(),
  })
  .meta({ id: 'Correction' })

type Row = typeof corrections.$inferSelect

const shown = (row: Row, former: string | null) => ({
  object: 'correction' as const,
  id: row.id,
  person_id: row.personId,
  request_id: row.requestId,
  field: row.field,
  former,
  corrected_by: row.correctedBy,
  corrected_at: time(row.correctedAtMs),
  expires_at: time(row.expiresAtMs),
  livemode: row.livemode,
})

async function opened(ctx: Ctx, personId: string, rows: readonly Row[]) {
  const key = await findPersonKey(ctx.vault, ctx.blobs, ctx.tenantId, personId)
  return Promise.all(
    rows.map(async (row) => {
      const sealed = row.sealedFormer
      return shown(row, key === null || sealed === null ? null : await open(key, correctionPlace(ctx, row.id), sealed))
    }),
  )
}

/** What is put right of a person, and what stood there. Mounted beside the people themselves. */
export const personCorrect = resource('people')
  .post(
    '/:id/correct',
    {
      summary: 'Correct what is kept of a person',
      description:
        'What stood there is kept apart, and told to nobody who does not ask for it. Bookings and tasks that copied it have ' +
        'the new value; what they are left alone from holds for a new number as it did for the old one. 409 `conflict` where ' +
        'a number or an address is another person’s.',
      scope: 'write',
      body: z
        .strictObject({
          name: Name.optional(),
          phone: Phone.optional(),
          email: z.email('must be an e-mail address').max(254).optional(),
          request_id: Id.optional().describe('The privacy request that this answers.'),
        })
        .refine(
          ({ name, phone, email }) => [name, phone, email].some((field) => field !== undefined),
          'Give at least one of name, phone and email.',
        ),
      response: Corrected,
      example: { name: 'Anne Lee' },
    },
    async ({ ctx, params, body }) => {
      const personId = await personIdNow(ctx, params.id)
      const { name, phone, email, request_id: requestId = null } = body
      const fields = {
        ...(name !== undefined && { name }),
        ...(phone !== undefined && { phone }),
        ...(email !== undefined && { email }),
      }
      const corrected = await correctPerson(ctx, personId, { fields, requestId })
      return { object: 'correction_result' as const, person_id: personId, corrected }
    },
  )
  .get(
    '/:id/corrections',
    {
      summary: 'List what was corrected of a person',
      description: 'With what stood there before.',
      scope: 'privacy:read',
      query: ListQuery,
      response: listOf(CorrectionObject),
    },
    async ({ ctx, params, query }) => {
      const personId = await personIdNow(ctx, params.id)
      const where = and(ownedBy(ctx, corrections), eq(corrections.personId, personId))
      const page = await listPage({ db: ctx.db, table: corrections, where, query }, (row) => row)
      return { ...page, data: await opened(ctx, personId, page.data) }
    },
  )
