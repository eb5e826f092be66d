import { and, eq, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import { appendAudit, detailHashOf, type AuditEntry } from '../audit/append.ts'
import { sealAuditQuietly } from '../audit/seal.ts'
import { dropLines } from '../calls/line.ts'
import type { Ctx } from '../context.ts'
import { refuseVendorsOf } from '../egress/refuse-vendors.ts'
import { Refusal, type FieldError } from '../kernel/refusal.ts'
import { newId } from '../kernel/ids.ts'
import { dropMessageLines } from '../messages/message-line.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { agents, agentVersions } from '../records/agents/table.ts'
import { services } from '../records/catalog/table.ts'
import { ownedBy } from '../records/owned-by.ts'
import { isUniqueViolation } from '../records/unique-violation.ts'
import { draftOf, type Agent } from './agent.ts'
import type { AgentDocument, AgentService } from './agent-document.ts'
import { refuseHealthOnWhatsapp } from './channel-rules.ts'
import { costlyTargets } from './costly-targets.ts'
import { homeCodes } from './home-codes.ts'
import { textIn } from './text-in.ts'
import { pointerTo } from './document-errors.ts'
import { readResources, type KnownResources } from './make-resources.ts'

/** `created` is false when the draft was what is published already. */
export interface Published {
  readonly version: number
  readonly created: boolean
}

/**
 * Freezes the draft as the next version, and makes the services it names bookable, in one batch.
 *
 * A service is the row of its slug: one that was there is changed in place, so that its bookings stay its own; one
 * that left this agent's document is archived. Publishing an unchanged draft gives the version that is there, and
 * brings the services up to date all the same.
 *
 * Calls that are in progress stay with the version they began with; the next one gets this.
 *
 * @throws Refusal conflict when somebody else publishes the same agent at the same time, channel_not_allowed for an agent
 *   for health care that answers on WhatsApp.
 */
export async function publishAgent(ctx: Ctx, agent: Agent): Promise<Result<Published, readonly FieldError[]>> {
  const document = draftOf(agent)
  const known = await readResources(ctx)
  const errors = [...unknownResources(document, known), ...costlyTargets(document, await homeCodes(ctx))]
  if (errors.length > 0) return err(errors)
  await refuseHealthOnWhatsapp(ctx, agent.id, document)
  await refuseVendorsOf(ctx, document)

  const isUnchanged = (await publishedText(ctx, agent)) === agent.draft
  const version = isUnchanged ? agent.publishedVersion : agent.publishedVersion + 1
  const catalog = catalogOf(ctx, agent.id, document, known)
  try {
    if (isUnchanged) await ctx.db.batch(catalog)
    else {
      const told = appendAudit(ctx, [await publishedEntry(agent, version)])
      await ctx.db.batch([...freeze(ctx, agent, version), ...catalog, told])
    }
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw new Refusal('conflict', 'This agent is being published by someone else. Try again in a moment.')
  }
  if (!isUnchanged) await sealAuditQuietly(ctx)
  dropLines()
  dropMessageLines()
  return ok({ version, created: !isUnchanged })
}

/** The entry alone: a statement that an asynchronous function gives back is run by whoever waits for it. */
async function publishedEntry({ id, draft }: Agent, version: number): Promise<AuditEntry> {
  return { action: 'agent.published', subject: id, detailHash: await detailHashOf({ id, version, document: draft }) }
}

async function publishedText(ctx: Ctx, { id, publishedVersion }: Agent): Promise<string | undefined> {
  const row = await ctx.db
    .select({ document: agentVersions.document })
    .from(agentVersions)
    .where(and(eq(agentVersions.agentId, id), eq(agentVersions.version, publishedVersion)))
    .get()
  return row?.document
}

type Batch = [BatchItem<'sqlite'>, ...BatchItem<'sqlite'>[]]

function freeze(ctx: Ctx, agent: Agent, version: number): Batch {
  const { tenantId, nowMs } = ctx
  const row = { agentId: agent.id, version, tenantId, document: agent.draft, publishedAtMs: nowMs }
  return [
    ctx.db.insert(agentVersions).values(row),
    ctx.db
      .update(agents)
      .set({ publishedVersion: version, updatedAtMs: nowMs })
      .where(and(ownedBy(ctx, agents), eq(agents.id, agent.id))),
  ]
}

function unknownResources({ skills }: AgentDocument, known: KnownResources): FieldError[] {
  return (skills.booking?.services ?? []).flatMap((service, index) =>
    service.resources.flatMap((name, at) => {
      if (resourceId(name, known) !== undefined) return []
      const pointer = pointerTo(['skills', 'booking', 'services', index, 'resources', at])
      return [{ pointer, code: 'unknown_resource', detail: 'There is no resource of this id or name.' }]
    }),
  )
}

const resourceId = (name: string, { ids, idOfName }: KnownResources): string | undefined =>
  ids.has(name) ? name : idOfName.get(name.toLowerCase())

/** The services of a document as rows, and an end to those of this agent that it no longer has. */
function catalogOf(ctx: Ctx, agentId: string, document: AgentDocument, known: KnownResources): Batch {
  const wanted = document.skills.booking?.services ?? []
  const slugs = JSON.stringify(wanted.map(({ id }) => id))
  const archive = ctx.db
    .update(services)
    .set({ status: 'archived', updatedAtMs: ctx.nowMs })
    .where(
      and(
        ownedBy(ctx, services),
        eq(services.agentId, agentId),
        sql`${services.slug} NOT IN (SELECT value FROM json_each(${slugs}))`,
      ),
    )
  return [archive, ...wanted.map((service) => upsertService(ctx, agentId, { service, document, known }))]
}

interface Listed {
  readonly service: AgentService
  readonly document: AgentDocument
  readonly known: KnownResources
}

function upsertService(ctx: Ctx, agentId: string, { service, document, known }: Listed): BatchItem<'sqlite'> {
  const { tenantId, livemode, nowMs } = ctx
  const changing = {
    name: textIn(service.name, document.languages.default),
    minutes: service.minutes,
    bufferBeforeMinutes: service.bufferBefore,
    bufferAfterMinutes: service.bufferAfter,
    noticeMinutes: service.noticeMinutes,
    horizonDays: service.horizonDays,
    mode: service.mode,
    assign: service.assign,
    resourceIds: [...new Set(service.resources.flatMap((name) => resourceId(name, known) ?? []))],
    hours: document.hours,
    agentId,
    status: 'active' as const,
    updatedAtMs: nowMs,
  }
  return ctx.db
    .insert(services)
    .values({ id: newId('svc', nowMs), tenantId, livemode, slug: service.id, createdAtMs: nowMs, ...changing })
    .onConflictDoUpdate({ target: [services.tenantId, services.livemode, services.slug], set: changing })
}
