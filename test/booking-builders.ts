import { env } from 'cloudflare:workers'
import { AgentDocument } from '../src/agents/agent-document.ts'
import type { Hours } from '../src/agents/hours.ts'
import { callDesk } from '../src/bookings/call-desk.ts'
import type { BookingDesk, DeskSlot } from '../src/bookings/desk.ts'
import { contextOf, type Actor, type Ctx } from '../src/context.ts'
import { newId } from '../src/kernel/ids.ts'
import { resources, services } from '../src/records/catalog/table.ts'
import type { Region } from '../src/records/region.ts'

/** Monday, November 23, 2026, 6 AM in New York. */
export const MONDAY_MS = Date.parse('2026-11-23T11:00:00Z')

/** The instant of a New York wall time in the week of {@link MONDAY_MS}. */
export const newYork = (local: string): number => Date.parse(`${local}:00-05:00`)

export const WORKDAYS: Hours = {
  tz: 'America/New_York',
  weekly: Object.fromEntries(
    ['mo', 'tu', 'we', 'th', 'fr'].map((day) => [day, [['09:00', '17:00'] as [string, string]]]),
  ),
  exceptions: [],
}

interface CtxOptions {
  readonly tenantId?: string
  readonly region?: Region
  readonly livemode?: boolean
  readonly nowMs?: number
  readonly actor?: Actor
}

export function aCtx(options: CtxOptions = {}): Ctx {
  const {
    tenantId = newId('ten', MONDAY_MS),
    region = 'global',
    livemode = true,
    nowMs = MONDAY_MS,
    actor = { type: 'system', name: 'test' },
  } = options
  return contextOf(env, { tenantId, region, livemode, actor }, nowMs)
}

/** The same business some time later. */
export const later = (ctx: Ctx, byMs: number): Ctx => ({ ...ctx, nowMs: ctx.nowMs + byMs })

export async function aResource(ctx: Ctx, name = 'Dr. Patel', hours: Hours | null = null): Promise<string> {
  const id = newId('res', ctx.nowMs)
  const { tenantId, livemode, nowMs: createdAtMs } = ctx
  const row = { id, tenantId, livemode, name, kind: 'person', hours, status: 'active' as const, createdAtMs }
  await ctx.db.insert(resources).values(row)
  return id
}

type ServiceRow = typeof services.$inferInsert

export async function aServiceRow(ctx: Ctx, resourceIds: readonly string[], own: Partial<ServiceRow> = {}) {
  const row: ServiceRow = {
    id: newId('svc', ctx.nowMs),
    tenantId: ctx.tenantId,
    livemode: ctx.livemode,
    slug: 'cleaning',
    name: 'Cleaning',
    minutes: 30,
    bufferBeforeMinutes: 0,
    bufferAfterMinutes: 0,
    noticeMinutes: 0,
    horizonDays: 60,
    mode: 'instant',
    assign: 'any',
    resourceIds,
    hours: WORKDAYS,
    agentId: null,
    status: 'active',
    createdAtMs: ctx.nowMs,
    updatedAtMs: ctx.nowMs,
    ...own,
  }
  await ctx.db.insert(services).values(row)
  return row
}

export function aDocument(slugs: readonly string[] = ['cleaning'], own: Record<string, unknown> = {}): AgentDocument {
  return AgentDocument.parse({
    schema: 1,
    name: 'Front desk',
    business: 'Bright Smile Dental',
    hours: WORKDAYS,
    opening: { greeting: 'Hello.', aiDisclosure: 'I am an AI.' },
    skills: {
      booking: {
        services: slugs.map((id) => ({
          id,
          name: 'Cleaning',
          minutes: 30,
          resources: ['Dr. Patel'],
          noticeMinutes: 0,
          ...own,
        })),
      },
    },
  })
}

/** A clinic that cleans teeth for half an hour, on weekdays, with as many hygienists as there are names. */
export async function aClinic(
  names: readonly string[] = ['Dr. Patel'],
  own: Partial<ServiceRow> = {},
  options: CtxOptions = {},
) {
  const ctx = aCtx(options)
  const resourceIds = []
  for (const name of names) resourceIds.push(await aResource(ctx, name))
  const service = await aServiceRow(ctx, resourceIds, own)
  return { ctx, resourceIds, service }
}

/** The desk as one new caller has it. */
export function aCaller(
  ctx: Ctx,
  document: AgentDocument = aDocument(),
): BookingDesk & { callId: string; personId: string } {
  const callId = newId('call', ctx.nowMs)
  const personId = newId('per', ctx.nowMs)
  return { ...callDesk(ctx, { callId, personId, keySubject: personId }, document), callId, personId }
}

export const orderOf = (slot: DeskSlot, intentKey: string, name = 'Ann Lee') => ({
  slot,
  name,
  phone: '+12125550142',
  fields: {},
  intentKey,
})

/** Free slots on a day of the week of {@link MONDAY_MS}. */
export async function slotsOn(
  desk: BookingDesk,
  date: string,
  own: Partial<Parameters<BookingDesk['findSlots']>[0]> = {},
) {
  const windows = [{ fromMs: newYork(`${date}T00:00`), toMs: newYork(`${date}T23:55`) }]
  const found = await desk.findSlots({
    serviceSlug: 'cleaning',
    windows,
    resourceName: null,
    count: 3,
    spreadHours: 2,
    ...own,
  })
  if (!found.ok) throw new Error(found.error.code)
  return found.value
}
