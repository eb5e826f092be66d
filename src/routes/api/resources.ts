import { and, eq } from 'drizzle-orm'
import * as z from 'zod'
import { addResource, changeResource, type ResourceRow } from '../../bookings/resource.ts'
import { ownedBy } from '../../records/owned-by.ts'
import { resources as table } from '../../records/catalog/table.ts'
import { HoursField } from './hours-field.ts'
import { resource } from './operation.ts'
import { listOf, listPage, listQuery } from './page.ts'
import { found, Name, time, Time } from './shape.ts'

const Kind = z.string().trim().min(1).max(40).describe('What it is, in a word of yours: `person`, `room`, `table`.')

const NewResource = z.strictObject({
  name: Name.describe('What callers are told: "Dr. Patel".'),
  kind: Kind.default('person'),
  hours: HoursField.nullable().default(null).describe('Narrower than those of its services, or null for theirs.'),
})

const ResourceChange = z.strictObject({ name: Name, kind: Kind, hours: HoursField.nullable() }).partial()

const ResourceObject = z
  .object({
    object: z.literal('resource'),
    id: z.string(),
    name: z.string(),
    kind: z.string(),
    hours: HoursField.nullable(),
    status: z.enum(['active', 'archived']),
    livemode: z.boolean(),
    created_at: Time,
  })
  .meta({ id: 'Resource' })

const resourceObject = (row: ResourceRow) => ({
  object: 'resource' as const,
  id: row.id,
  name: row.name,
  kind: row.kind,
  hours: row.hours,
  status: row.status,
  livemode: row.livemode,
  created_at: time(row.createdAtMs),
})

export const resources = resource('resources')
  .post(
    '/',
    {
      summary: 'Add a resource',
      description: 'Somebody or something that is booked: a doctor, a chair, a table.',
      scope: 'write',
      body: NewResource,
      response: ResourceObject,
      status: 201,
      example: { name: 'Dr. Patel', kind: 'person' },
    },
    async ({ ctx, body }) => resourceObject(await addResource(ctx, body)),
  )
  .get(
    '/',
    {
      summary: 'List resources',
      scope: 'read',
      query: listQuery({ status: z.enum(['active', 'archived']).optional() }),
      response: listOf(ResourceObject),
    },
    ({ ctx, query }) => {
      const where = and(ownedBy(ctx, table), query.status && eq(table.status, query.status))
      return listPage({ db: ctx.db, table, where, query }, resourceObject)
    },
  )
  .get('/:id', { summary: 'Get a resource', scope: 'read', response: ResourceObject }, async ({ ctx, params }) => {
    const mine = and(ownedBy(ctx, table), eq(table.id, params.id))
    return resourceObject(found(await ctx.db.select().from(table).where(mine).get(), 'resource'))
  })
  .patch(
    '/:id',
    {
      summary: 'Change a resource',
      scope: 'write',
      body: ResourceChange,
      response: ResourceObject,
      example: { name: 'Dr. Kim' },
    },
    async ({ ctx, params, body }) => {
      const { name, kind, hours } = body
      const change = {
        ...(name !== undefined && { name }),
        ...(kind !== undefined && { kind }),
        ...(hours !== undefined && { hours }),
      }
      return resourceObject(found(await changeResource(ctx, params.id, change), 'resource'))
    },
  )
  .delete(
    '/:id',
    {
      summary: 'Archive a resource',
      description: 'It is offered no more. What is booked with it stands.',
      scope: 'write',
      response: ResourceObject,
    },
    async ({ ctx, params }) =>
      resourceObject(found(await changeResource(ctx, params.id, { status: 'archived' }), 'resource')),
  )
