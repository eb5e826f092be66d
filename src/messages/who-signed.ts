import { and, desc, eq, isNotNull, sql } from 'drizzle-orm'
import { findAccount } from '../calls/carrier-account.ts'
import type { Db } from '../context.ts'
import { errorName, log } from '../kernel/log.ts'
import type { Messaging, MessagingAccount } from '../providers/messaging/contract.ts'
import type { SignedHook } from '../providers/hook.ts'
import { channels } from '../records/channels/table.ts'
import type { Vault } from '../vault/vault.ts'
import type { MessageLine } from './message-line.ts'

/** Who a delivery is from, as its signature proves. */
export interface Signer {
  /** The account that signed; '' for the platform's own app at Meta, which signs for every account. */
  readonly accountId: string
  /** Null for the platform's own account, which speaks for every tenant. */
  readonly tenantId: string | null
}

interface Stores {
  readonly directory: Db
  readonly vault: Vault
  readonly platform: MessagingAccount | null
  readonly nowMs: number
}

/** How long an isolate may answer from memory which secrets an account has. */
const FRESH_MS = 5_000
const ACCOUNTS_MAX = 500
const STRANGERS_MAX = 2_000

interface OwnAccount extends MessagingAccount {
  readonly tenantId: string
}

const accounts = new Map<string, { readonly account: OwnAccount; readonly readAtMs: number }>()
/** Accounts that were not found, and when. Anybody can name such without end: apart, so that they drive out no other. */
const strangers = new Map<string, number>()

/** Forgets what this isolate remembers of tenants' own applications. */
export function dropSigners(): void {
  accounts.clear()
  strangers.clear()
}

/** The account whose secret signed `hook`, or null: the platform's own first, then the one that it claims to be from. */
export async function whoSigned(stores: Stores, provider: Messaging, hook: SignedHook): Promise<Signer | null> {
  const { platform } = stores
  // Anybody can post anything: without so much as the form of a signature nothing is read, and nobody looked up.
  if (!provider.hasSignature(hook)) return refused(provider, 'signature_missing')
  let reason = 'no_secret'
  const isFrom = async (account: MessagingAccount): Promise<boolean> => {
    const verified = await provider.verify(hook, account)
    if (!verified.ok) ({ reason } = verified.error)
    return verified.ok
  }
  if (platform?.accountId === '' && (await isFrom(platform))) return { accountId: '', tenantId: null }
  const claimed = provider.claimedAccount(hook)
  if (claimed !== null && platform?.accountId === claimed) {
    if (await isFrom(platform)) return { accountId: claimed, tenantId: null }
  } else if (claimed !== null) {
    const own = await ownAccount(stores, provider.name, claimed)
    if (own !== null && (await isFrom(own))) return { accountId: claimed, tenantId: own.tenantId }
  }
  return refused(provider, reason)
}

function refused({ name }: Messaging, reason: string): null {
  log.warn('hook.refused', { provider: name, reason })
  return null
}

/** Whether `signer` may speak for `line`. */
export const speaksFor = ({ accountId, tenantId }: Signer, line: MessageLine): boolean =>
  (accountId === '' || accountId === line.accountId) && (tenantId === null || tenantId === line.tenantId)

async function ownAccount(stores: Stores, provider: string, accountId: string): Promise<OwnAccount | null> {
  const name = `${provider}|${accountId}`
  const known = accounts.get(name)
  if (known && stores.nowMs - known.readAtMs < FRESH_MS) return known.account
  if (stores.nowMs - (strangers.get(name) ?? -FRESH_MS) < FRESH_MS) return null
  const account = (await ofChannels(stores, provider, accountId)) ?? (await ofCarrier(stores, provider, accountId))
  return account === null ? notFound(name, stores.nowMs) : keepAccount(name, account, stores.nowMs)
}

function keepAccount(name: string, account: OwnAccount, readAtMs: number): OwnAccount {
  if (accounts.size >= ACCOUNTS_MAX) accounts.clear()
  accounts.set(name, { account, readAtMs })
  return account
}

function notFound(name: string, readAtMs: number): null {
  accounts.delete(name)
  if (strangers.size >= STRANGERS_MAX) strangers.clear()
  strangers.set(name, readAtMs)
  return null
}

/** A business's own application, as it was brought with one of its numbers. */
async function ofChannels(
  { directory, vault }: Stores,
  provider: string,
  accountId: string,
): Promise<OwnAccount | null> {
  const isIts = and(
    eq(channels.accountId, accountId),
    eq(channels.livemode, true),
    isNotNull(channels.sealedAppSecret),
    sql`${channels.provider} = ${provider}`,
  )
  const [row] = await directory
    .select({ id: channels.id, tenantId: channels.tenantId, sealed: channels.sealedAppSecret })
    .from(channels)
    .where(isIts)
    .orderBy(desc(channels.createdAtMs))
    .limit(1)
  if (!row || row.sealed === null) return null
  try {
    const secret = await vault.openForTenant(row.tenantId, `channels|${row.id}|app_secret`, row.sealed)
    return secret === null ? null : { accountId, tenantId: row.tenantId, signingSecrets: [secret], accessToken: null }
  } catch (error) {
    log.error('channel.unreadable', { id: row.id, error: errorName(error) })
    return null
  }
}

/** A business's own account at a carrier that speaks for its calls too. */
async function ofCarrier(stores: Stores, provider: string, accountId: string): Promise<OwnAccount | null> {
  if (provider !== 'twilio') return null
  const { directory, vault, nowMs } = stores
  const known = await findAccount({ directory, vault, platform: null }, accountId, nowMs)
  if (known === null || known.tenantId === null) return null
  return { accountId, tenantId: known.tenantId, signingSecrets: known.tokens, accessToken: null }
}
