import type { Ctx } from '../context.ts'
import { PLATFORM } from '../privacy/request.ts'
import { incidents } from '../records/incidents/table.ts'

export type Incident = typeof incidents.$inferSelect

export const INCIDENT_KINDS = incidents.kind.enumValues
export const SEVERITIES = incidents.severity.enumValues

/** Authorities: 72 hours (GDPR, article 33). Covered entities: 60 days (45 CFR 164.410). Both from when it was found. */
export const AUTHORITY_MS = 72 * 60 * 60 * 1000
export const HIPAA_MS = 60 * 24 * 60 * 60 * 1000

/** What the operator's verbs are handed: the platform's own context. */
export type PlatformCtx = Pick<Ctx, 'directory' | 'vault' | 'actor' | 'nowMs'>

/** The context of a business that an incident touches; null when it is gone. */
export type ContextOf = (tenantId: string) => Promise<Ctx | null>

export const sealText = (
  { vault }: Pick<Ctx, 'vault'>,
  id: string,
  field: 'summary' | 'report',
  text: string,
): Promise<string> => vault.sealForTenant(PLATFORM, `incidents|${id}|${field}`, text)

export const openText = (
  { vault }: Pick<Ctx, 'vault'>,
  id: string,
  field: 'summary' | 'report',
  sealed: string | null,
): Promise<string | null> =>
  sealed === null ? Promise.resolve(null) : vault.openForTenant(PLATFORM, `incidents|${id}|${field}`, sealed)

/** The platform's own chain of what was decided, in the directory. */
export const platformChain = ({ directory: db, actor, nowMs }: PlatformCtx) => ({
  db,
  tenantId: PLATFORM,
  livemode: true,
  actor,
  nowMs,
})
