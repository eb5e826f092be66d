import { eq } from 'drizzle-orm'
import type { Db } from '../context.ts'
import { errorName, log } from '../kernel/log.ts'
import type { CarrierAccount } from '../providers/telephony/contract.ts'
import { carrierAccounts } from '../records/carrier-accounts/table.ts'
import type { Vault } from '../vault/vault.ts'

/** A carrier account whose signature we accept, and whose numbers it may speak for. */
export interface KnownAccount extends CarrierAccount {
  /** Null for the platform's own account, which serves every tenant. */
  readonly tenantId: string | null
}

const FRESH_MS = 5_000
const ACCOUNTS_MAX = 500

const accounts = new Map<string, { readonly account: KnownAccount | null; readonly readAtMs: number }>()

/** Forgets what this isolate remembers of tenants' accounts. */
export const dropAccounts = (): void => accounts.clear()

/** The account named `accountSid`: the platform's, or a tenant's own, or null. */
export async function findAccount(
  stores: { readonly directory: Db; readonly vault: Vault; readonly platform: CarrierAccount | null },
  accountSid: string,
  nowMs: number,
): Promise<KnownAccount | null> {
  if (stores.platform?.accountSid === accountSid) return { ...stores.platform, tenantId: null }
  const known = accounts.get(accountSid)
  if (known && nowMs - known.readAtMs < FRESH_MS) return known.account
  const account = await readAccount(stores.directory, stores.vault, accountSid)
  if (accounts.size >= ACCOUNTS_MAX) accounts.clear()
  accounts.set(accountSid, { account, readAtMs: nowMs })
  return account
}

async function readAccount(directory: Db, vault: Vault, accountSid: string): Promise<KnownAccount | null> {
  const [row] = await directory
    .select()
    .from(carrierAccounts)
    .where(eq(carrierAccounts.accountSid, accountSid))
    .limit(1)
  if (!row) return null
  const open = async (column: string, sealed: string | null): Promise<string[]> => {
    const token =
      sealed === null ? null : await vault.openForTenant(row.tenantId, `carrier_accounts|${row.id}|${column}`, sealed)
    return token === null ? [] : [token]
  }
  try {
    const tokens = [
      ...(await open('token', row.sealedToken)),
      ...(await open('token_secondary', row.sealedTokenSecondary)),
    ]
    return { accountSid, tokens, tenantId: row.tenantId }
  } catch (error) {
    log.error('carrier_account.unreadable', { id: row.id, error: errorName(error) })
    return null
  }
}
