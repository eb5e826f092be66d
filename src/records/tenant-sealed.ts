import { and, eq, gt, isNotNull, isNull, ne, notLike, sql, type SQL } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Db } from '../context.ts'
import type { Vault } from '../vault/vault.ts'
import { attestations } from './attestations/table.ts'
import { campaignMembers } from './campaign-members/table.ts'
import { carrierAccounts } from './carrier-accounts/table.ts'
import { channels } from './channels/table.ts'
import { closures } from './closures/table.ts'
import { consents } from './consents/table.ts'
import { holds } from './holds/table.ts'
import { incidents } from './incidents/table.ts'
import { legalProcesses } from './legal-processes/table.ts'
import { supportGrants } from './support-grants/table.ts'
import { webhookEndpoints } from './webhook-endpoints/table.ts'

/** Whose the platform's own is, as `privacy/request.ts` has it. */
const PLATFORM = 'platform'

/** A column that is sealed with the key of the business, which is made of the root key, and where a value of it belongs. */
export interface TenantSealed {
  readonly table: SQLiteTable
  readonly id: SQLiteColumn
  /** Null: it is the platform's own. */
  readonly tenantId: SQLiteColumn | null
  readonly column: SQLiteColumn
  /** What its place is called behind `TABLE|ID|`. */
  readonly field: string
  readonly name: string
  /** Which rows of it only. */
  readonly only?: SQL
}

/** Every one of them: what a new root key seals anew. */
export const TENANT_SEALED: readonly TenantSealed[] = [
  sealedIn('carrier_accounts', carrierAccounts, carrierAccounts.sealedToken, 'token'),
  sealedIn('carrier_accounts', carrierAccounts, carrierAccounts.sealedTokenSecondary, 'token_secondary'),
  sealedIn('channels', channels, channels.sealedAppSecret, 'app_secret'),
  sealedIn('channels', channels, channels.sealedAccessToken, 'access_token'),
  sealedIn('webhook_endpoints', webhookEndpoints, webhookEndpoints.sealedSecret, 'secret'),
  sealedIn('webhook_endpoints', webhookEndpoints, webhookEndpoints.sealedPreviousSecret, 'secret'),
  sealedIn('attestations', attestations, attestations.sealedText, 'text'),
  sealedIn('attestations', attestations, attestations.sealedSigner, 'signer'),
  sealedIn('consents', consents, consents.sealedText, 'text'),
  {
    ...sealedIn('campaign_members', campaignMembers, campaignMembers.sealedTarget, 'sealed_target'),
    // The others are under keys of their own, which are wrapped anew.
    only: isNull(campaignMembers.keyGroup),
  },
  sealedIn('holds', holds, holds.sealedReason, 'reason'),
  sealedIn('support_grants', supportGrants, supportGrants.sealedReason, 'reason'),
  sealedIn('legal_processes', legalProcesses, legalProcesses.sealedDetails, 'details'),
  sealedIn('closures', closures, closures.sealedSuccessor, 'successor'),
  ofPlatform('incidents', incidents, incidents.sealedSummary, 'summary'),
  ofPlatform('incidents', incidents, incidents.sealedReport, 'report'),
]

type Owned = SQLiteTable & { readonly id: SQLiteColumn; readonly tenantId: SQLiteColumn }

function sealedIn(name: string, table: Owned, column: SQLiteColumn, field: string): TenantSealed {
  return { name, table, id: table.id, tenantId: table.tenantId, column, field }
}

function ofPlatform(
  name: string,
  table: SQLiteTable & { readonly id: SQLiteColumn },
  column: SQLiteColumn,
  field: string,
): TenantSealed {
  return { name, table, id: table.id, tenantId: null, column, field }
}

interface Value {
  readonly id: string
  readonly tenantId: string
  readonly sealed: string
}

/** A business that is gone: what was set apart of it is only counted, and nobody opens it. */
const CLOSED = 'closed:%'

/** Values that are not sealed under the root that seals now, after one of them, in the order of their ids. */
function underAnother({ table, id, tenantId, column, only }: TenantSealed, { db, vault }: Stores, after: string) {
  const owner = tenantId ?? sql<string>`${PLATFORM}`
  const isOther = and(
    gt(id, after),
    isNotNull(column),
    ne(column, ''),
    notLike(column, `${vault.ownMark}%`),
    tenantId === null ? undefined : notLike(tenantId, CLOSED),
    only,
  )
  return db
    .select({ id, tenantId: owner, sealed: column })
    .from(table)
    .where(isOther)
    .orderBy(id)
    .limit(PAGE) as unknown as Promise<readonly Value[]>
}

interface Stores {
  readonly db: Db
  readonly vault: Vault
}

const PAGE = 100
const PAGES_PER_RUN_MAX = 5

/**
 * Seals anew what is under another root, some hundreds of values of a column. A value that changed meanwhile is left: it was written
 * under the one that seals now. One that does not open holds up none behind it. Gives how many it sealed, and how many it could not
 * open.
 */
export async function resealColumn(
  stores: Stores,
  sealed: TenantSealed,
): Promise<{ readonly resealed: number; readonly closed: number }> {
  let [resealed, closed, after] = [0, 0, '']
  for (let page = 0; page < PAGES_PER_RUN_MAX; page += 1) {
    const values = await underAnother(sealed, stores, after)
    for (const value of values) {
      const isSealed = await resealOne(stores, sealed, value)
      resealed += isSealed ? 1 : 0
      closed += isSealed ? 0 : 1
    }
    after = values.at(-1)?.id ?? after
    if (values.length < PAGE) break
  }
  return { resealed, closed }
}

/** False where it does not open under any root there is. */
async function resealOne({ db, vault }: Stores, sealed: TenantSealed, value: Value): Promise<boolean> {
  const place = `${sealed.name}|${value.id}|${sealed.field}`
  const text = await vault.openForTenant(value.tenantId, place, value.sealed)
  if (text === null) return false
  const anew = await vault.sealForTenant(value.tenantId, place, text)
  const same: SQL | undefined = and(eq(sealed.id, value.id), eq(sealed.column, value.sealed))
  await db
    .update(sealed.table)
    .set({ [propertyOf(sealed)]: anew })
    .where(same)
  return true
}

/** The name of the column in its table's object. */
function propertyOf({ table, column }: TenantSealed): string {
  const [name] = Object.entries(table).find(([, value]) => value === column) ?? []
  if (name === undefined) throw new Error('a column of another table')
  return name
}
