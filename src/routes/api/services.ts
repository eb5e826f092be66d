import { and, eq } from 'drizzle-orm'
import * as z from 'zod'
import { addService, changeService, type ServiceFailure } from '../../bookings/service.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { services as table } from '../../records/catalog/table.ts'
import { ownedBy } from '../../records/owned-by.ts'
import { resource } from './operation.ts'
import { listOf, listPage, listQuery } from './page.ts'
import { NewService, ServiceChange, serviceChangeOf, ServiceObject, serviceObject, slugOf } from './service-object.ts'
import { found, oneWrong } from './shape.ts'

function refused(failure: ServiceFailure): Refusal {
  if (failure.code === 'not_found') return new Refusal('not_found', 'There is no such service.')
  if (failure.code === 'slug_taken') return new Refusal('conflict', 'There is a service of this slug already.')
  return oneWrong(`/resource_ids/${failure.index}`, 'unknown_resource', 'There is no such resource at work.')
}

export const services = resource('services')
  .post(
    '/',
    {
      summary: 'Add a service',
      description: 'Something that can be booked. Publishing an agent adds the services of its document by itself.',
      scope: 'write',
      body: NewService,
      response: ServiceObject,
      status: 201,
      example: {
        name: 'Cleaning',
        minutes: 30,
        resource_ids: ['res_01k5m3x8q2v7w9y0z1a2b3c4d5'],
        hours: { tz: 'America/New_York', weekly: { mo: [['08:00', '17:00']] } },
      },
    },
    async ({ ctx, body }) => {
      const added = await addService(ctx, {
        slug: body.slug ?? slugOf(body.name),
        name: body.name,
        minutes: body.minutes,
        bufferBeforeMinutes: body.buffer_before_minutes,
        bufferAfterMinutes: body.buffer_after_minutes,
        noticeMinutes: body.notice_minutes,
        horizonDays: body.horizon_days,
        mode: body.mode,
        assign: body.assign,
        resourceIds: body.resource_ids,
        hours: body.hours,
      })
      if (!added.ok) throw refused(added.error)
      return serviceObject(added.value)
    },
  )
  .get(
    '/',
    {
      summary: 'List services',
      scope: 'read',
      query: listQuery({ status: z.enum(['active', 'archived']).optional(), slug: z.string().max(64).optional() }),
      response: listOf(ServiceObject),
    },
    ({ ctx, query }) => {
      const { status, slug } = query
      const where = and(
        ownedBy(ctx, table),
        status && eq(table.status, status),
        slug === undefined ? undefined : eq(table.slug, slug),
      )
      return listPage({ db: ctx.db, table, where, query }, serviceObject)
    },
  )
  .get('/:id', { summary: 'Get a service', scope: 'read', response: ServiceObject }, async ({ ctx, params }) => {
    const mine = and(ownedBy(ctx, table), eq(table.id, params.id))
    return serviceObject(found(await ctx.db.select().from(table).where(mine).get(), 'service'))
  })
  .patch(
    '/:id',
    {
      summary: 'Change a service',
      description:
        'What is booked already stays as it was booked. A service of an agent’s document is set anew when that is published.',
      scope: 'write',
      body: ServiceChange,
      response: ServiceObject,
      example: { minutes: 45 },
    },
    async ({ ctx, params, body }) => {
      const changed = await changeService(ctx, params.id, serviceChangeOf(body))
      if (!changed.ok) throw refused(changed.error)
      return serviceObject(changed.value)
    },
  )
  .delete(
    '/:id',
    {
      summary: 'Archive a service',
      description: 'It is offered no more. What is booked stands.',
      scope: 'write',
      response: ServiceObject,
    },
    async ({ ctx, params }) => {
      const archived = await changeService(ctx, params.id, { status: 'archived' })
      if (!archived.ok) throw refused(archived.error)
      return serviceObject(archived.value)
    },
  )
