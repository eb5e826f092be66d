import { and, eq, sql } from 'drizzle-orm'
import * as z from 'zod'
import { auditAct } from '../../audit/audit-act.ts'
import { platformChain } from '../../incidents/incident.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { mailCtx, PLATFORM_OWNER } from '../../mail/mail-world.ts'
import { tickets as ticketTable } from '../../records/tickets/table.ts'
import { answerTicket, closeTicket, type TicketRow } from '../../tickets/answer-ticket.ts'
import { openDetails } from '../../tickets/ticket-details.ts'
import { mailWorldOf } from '../mail-door.ts'
import type { ApiContext } from './api-env.ts'
import { operatorResource } from './operation.ts'
import { listOf, listPage, listQuery } from './page.ts'
import { found, time, Time, timeOrNull } from './shape.ts'

const TEXT_CHARS_MAX = 20_000

const TicketObject = z
  .object({
    object: z.literal('ticket'),
    id: z.string(),
    kind: z.enum(ticketTable.kind.enumValues),
    source: z.enum(ticketTable.source.enumValues),
    status: z.enum(ticketTable.status.enumValues),
    urgent: z.boolean(),
    tenant_id: z.string().nullable().describe('The customer it is from, where that is known.'),
    due_at: Time.describe('By when it is to be answered: two business days, four hours where it is urgent.'),
    overdue: z.boolean(),
    answered_at: Time.nullable(),
    created_at: Time,
    updated_at: Time,
  })
  .meta({ id: 'Ticket' })

const OpenedTicket = z
  .object({
    ...TicketObject.shape,
    from: z.string().nullable(),
    name: z.string().nullable(),
    subject: z.string().nullable(),
    said: z.array(z.object({ by: z.enum(['them', 'us']), at: Time, text: z.string() })),
  })
  .meta({ id: 'OpenedTicket' })

const ticketObject = (row: TicketRow, nowMs: number) => ({
  object: 'ticket' as const,
  id: row.id,
  kind: row.kind,
  source: row.source,
  status: row.status,
  urgent: row.urgent,
  tenant_id: row.tenantId,
  due_at: time(row.dueAtMs),
  overdue: row.status === 'open' && row.dueAtMs <= nowMs,
  answered_at: timeOrNull(row.answeredAtMs),
  created_at: time(row.createdAtMs),
  updated_at: time(row.updatedAtMs),
})

const platformOf = (c: ApiContext) => mailCtx(mailWorldOf(c.env, c.get('nowMs')), PLATFORM_OWNER)

async function openedTicket(c: ApiContext, row: TicketRow) {
  const platform = platformOf(c)
  const details = await openDetails(platform, row.id, row.sealedDetails)
  return {
    ...ticketObject(row, platform.nowMs),
    from: details?.from ?? null,
    name: details?.name ?? null,
    subject: details?.subject ?? null,
    said: (details?.said ?? []).map(({ by, atMs, text }) => ({ by, at: time(atMs), text })),
  }
}

const TicketQuery = listQuery({
  status: z.enum(ticketTable.status.enumValues).optional(),
  kind: z.enum(ticketTable.kind.enumValues).optional(),
  urgent: z.enum(['true', 'false']).optional(),
})

/** What people of the platform have to answer. */
export const tickets = operatorResource('tickets')
  .get(
    '/',
    {
      summary: 'List tickets',
      description: 'Inquiries, demo requests, questions and alarms, from mails and from the site. Without words.',
      scope: 'read',
      query: TicketQuery,
      response: listOf(TicketObject),
    },
    ({ ctx, query }) => {
      const { status, kind, urgent } = query
      const where = and(
        status && eq(ticketTable.status, status),
        kind && eq(ticketTable.kind, kind),
        urgent === undefined ? undefined : sql`${ticketTable.urgent} = ${Number(urgent === 'true')}`,
      )
      return listPage({ db: ctx.directory, table: ticketTable, where, query }, (row) => ticketObject(row, ctx.nowMs))
    },
  )
  .get(
    '/:id',
    { summary: 'Get a ticket', scope: 'read', reveals: 'content', response: OpenedTicket },
    async ({ ctx, params, c }) => {
      const row = await ctx.directory.select().from(ticketTable).where(eq(ticketTable.id, params.id)).get()
      return openedTicket(c, found(row, 'ticket'))
    },
  )
  .post(
    '/:id/answer',
    {
      summary: 'Answer a ticket by mail',
      scope: 'write',
      body: z.strictObject({ text: z.string().trim().min(1).max(TEXT_CHARS_MAX) }),
      response: OpenedTicket,
      example: { text: 'Thank you for your question. We open at nine.' },
    },
    async ({ ctx, params, body, c }) => {
      const answered = await answerTicket(platformOf(c), params.id, body.text)
      if (answered.ok) {
        await auditAct(platformChain(ctx), 'ticket.answered', params.id, { updatedAtMs: answered.value.updatedAtMs })
        return openedTicket(c, answered.value)
      }
      if (answered.error === 'not_found') throw new Refusal('not_found', 'There is no such ticket.')
      throw new Refusal(
        'conflict',
        answered.error === 'busy'
          ? 'Something was added to this ticket in this moment. Read it again first.'
          : 'Whoever opened this ticket gave no address to answer to.',
      )
    },
  )
  .post(
    '/:id/close',
    { summary: 'Close a ticket', scope: 'write', response: OpenedTicket },
    async ({ ctx, params, c }) => {
      const closed = found(await closeTicket(ctx, params.id), 'ticket')
      await auditAct(platformChain(ctx), 'ticket.closed', params.id, { updatedAtMs: closed.updatedAtMs })
      return openedTicket(c, closed)
    },
  )
