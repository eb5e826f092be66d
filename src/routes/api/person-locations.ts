import { and, eq } from 'drizzle-orm'
import * as z from 'zod'
import { shownDisclosures } from '../../egress/shown-disclosures.ts'
import { locationsOf } from '../../privacy/locations.ts'
import { disclosures } from '../../records/disclosures/table.ts'
import { ownedBy } from '../../records/owned-by.ts'
import { REGIONS } from '../../records/region.ts'
import { personIdNow } from './known-person.ts'
import { resource } from './operation.ts'
import { ListQuery, listOf, listPage } from './page.ts'
import { time, Time } from './shape.ts'

const LocationsObject = z
  .object({
    object: z.literal('locations'),
    person_id: z.string(),
    region: z.enum(REGIONS).describe('Your home region: everything of theirs lies there.'),
    stores: z.array(
      z.object({
        store: z.enum(['database', 'objects', 'keys', 'live_objects']),
        region: z.enum(REGIONS),
        vendor: z.string(),
        categories: z.array(z.string()),
      }),
    ),
    vendors: z
      .array(
        z.object({
          vendor: z.string(),
          company: z.string().nullable(),
          regions: z.array(z.string()),
          mechanism: z.enum(['standard_clauses', 'none']),
          first_at: Time,
          last_at: Time,
        }),
      )
      .describe('Whom anything of theirs went to.'),
    livemode: z.boolean(),
  })
  .meta({ id: 'Locations' })

const DisclosureObject = z
  .object({
    object: z.literal('disclosure'),
    id: z.string(),
    recipient: z.string().describe('A vendor, `controller` for yourself, or `authority`.'),
    purpose: z.string(),
    fields: z.array(z.string()).describe('Names of fields: no values are kept.'),
    region: z.string().nullable(),
    occasion: z.string().describe('The call, message, request or day it happened for.'),
    times: z.int(),
    first_at: Time,
    last_at: Time,
    livemode: z.boolean(),
  })
  .meta({ id: 'Disclosure' })

const disclosureObject = (row: typeof disclosures.$inferSelect) => ({
  object: 'disclosure' as const,
  id: row.id,
  recipient: row.recipient,
  purpose: row.purpose,
  fields: [...row.fields],
  region: row.region,
  occasion: row.occasion,
  times: row.requestCount,
  first_at: time(row.firstAtMs),
  last_at: time(row.lastAtMs),
  livemode: row.livemode,
})

/** Where things of a person lie, and whom they went to. Mounted beside the people themselves. */
export const personLocations = resource('people')
  .get(
    '/:id/locations',
    {
      summary: 'Where what is kept of a person lies',
      description: 'Stores, regions and vendors.',
      scope: 'read',
      response: LocationsObject,
    },
    async ({ ctx, params }) => {
      const personId = await personIdNow(ctx, params.id)
      const { region, stores, vendors } = await locationsOf(ctx, personId)
      return {
        object: 'locations' as const,
        person_id: personId,
        region,
        stores,
        vendors: vendors.map(({ firstAtMs, lastAtMs, ...vendor }) => ({
          ...vendor,
          first_at: time(firstAtMs),
          last_at: time(lastAtMs),
        })),
        livemode: ctx.livemode,
      }
    },
  )
  .get(
    '/:id/disclosures',
    {
      summary: 'To whom something of a person went',
      description: 'Of the last six years, as an accounting of disclosures.',
      scope: 'privacy:read',
      query: ListQuery,
      response: listOf(DisclosureObject),
    },
    async ({ ctx, params, query }) => {
      const personId = await personIdNow(ctx, params.id)
      const where = and(ownedBy(ctx, disclosures), eq(disclosures.personId, personId), shownDisclosures(ctx))
      return listPage({ db: ctx.db, table: disclosures, where, query }, disclosureObject)
    },
  )
