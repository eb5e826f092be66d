import { and, eq, inArray } from 'drizzle-orm'
import { findAccount } from '../calls/carrier-account.ts'
import { openDirectory, type Db } from '../context.ts'
import { holderOf } from '../egress/holder-of.ts'
import { secretsOf, type Env } from '../env.ts'
import { errorName, log } from '../kernel/log.ts'
import { once } from '../kernel/once.ts'
import type { Messaging, MessagingAccount, MessagingApi } from '../providers/messaging/contract.ts'
import { channels } from '../records/channels/table.ts'
import { numbers } from '../records/numbers/table.ts'
import { letGoClaim } from '../tenants/closing/let-go-lines.ts'
import { vaultOf, type Vault } from '../vault/vault.ts'
import type { LineAt } from './outbox-sending.ts'

/** How long an isolate may answer from memory: of what is configured, never of what was decided. */
const FRESH_MS = 5_000
const LINES_MAX = 500

const known = new Map<string, { readonly api: MessagingApi | null; readonly readAtMs: number }>()

/** Forgets what this isolate remembers of lines, so that its own writes are seen at once. */
export const dropPlatforms = (): void => known.clear()

/** A line, and the business that wants to speak by it. */
interface WantedLine extends LineAt {
  readonly tenantId: string
  /** Also where the business let go of it when it closed: to have deleted what went by it, never to speak. */
  readonly evenLetGo?: boolean
}

/** The platforms that are spoken to, loaded when a line or a thread has something to say or to read. */
export const loadPlatforms = once(() => import('../providers/messaging/registry.ts'))

/**
 * A live line's platform, called with the account that the line is in. Null when nobody has told us how to speak to it, and
 * when the line is another business's by now.
 */
export async function platformOf(env: Env, line: WantedLine, nowMs: number): Promise<MessagingApi | null> {
  const name = `${line.tenantId}|${line.provider}|${line.channel}|${line.line}|${line.evenLetGo ?? false}`
  const remembered = known.get(name)
  if (remembered && nowMs - remembered.readAtMs < FRESH_MS) return remembered.api
  const { messaging } = await loadPlatforms()
  const provider = messaging.find((one) => one.name === line.provider)
  const api = provider === undefined ? null : await open(env, provider, line, nowMs)
  if (known.size >= LINES_MAX) known.clear()
  known.set(name, { api, readAtMs: nowMs })
  return api
}

async function open(env: Env, provider: Messaging, line: WantedLine, nowMs: number): Promise<MessagingApi | null> {
  const secrets = secretsOf(env)
  try {
    const stores = { directory: openDirectory(env), vault: vaultOf(env), nowMs }
    const account = await accountOf(stores, provider.account(secrets), line)
    const whose = () => holderOf(stores.directory, line.tenantId, Date.now())
    return account === null ? null : provider.api(secrets, { ...account, whose })
  } catch (error) {
    log.error('line.unreadable', { provider: line.provider, error: errorName(error) })
    return null
  }
}

/** Credentials that a business brought, for a line that it does not hold. */
interface OwnCredentials {
  readonly provider: string
  readonly tenantId: string
  readonly accountId: string
  /** Of its own application at Meta. */
  readonly accessToken: string | null
}

/** A platform, called with nothing but what the business itself brought; null where that is nothing. */
export async function platformByOwn(env: Env, own: OwnCredentials, nowMs: number): Promise<MessagingApi | null> {
  const { provider, tenantId, accountId } = own
  const directory = openDirectory(env)
  const stores = { directory, vault: vaultOf(env), platform: null }
  const known = provider === 'twilio' ? await findAccount(stores, accountId, nowMs) : null
  const [token] = known?.tenantId === tenantId ? known.tokens : []
  const accessToken = token ?? (provider === 'twilio' ? null : own.accessToken)
  if (accessToken === null) return null
  const { messaging } = await loadPlatforms()
  const whose = () => holderOf(directory, tenantId, Date.now())
  const account = { accountId, signingSecrets: [], accessToken, whose }
  return messaging.find(({ name }) => name === provider)?.api(secretsOf(env), account) ?? null
}

interface Stores {
  readonly directory: Db
  readonly vault: Vault
  readonly nowMs: number
}

/** The line's own account where the business brought one, else the platform's. */
async function accountOf(
  { directory, vault, nowMs }: Stores,
  ours: MessagingAccount | null,
  line: WantedLine,
): Promise<MessagingAccount | null> {
  const row = line.channel === 'sms' ? await numberRow(directory, line) : await channelRow(directory, line)
  if (row === undefined) return null
  const place = `channels|${row.id}|access_token`
  const token =
    row.sealedAccessToken === null ? null : await vault.openForTenant(row.tenantId, place, row.sealedAccessToken)
  if (token !== null) return { accountId: row.accountId, signingSecrets: [], accessToken: token }
  // An app speaks for all its accounts; an account for itself only.
  if (ours !== null && (ours.accountId === '' || ours.accountId === row.accountId)) return ours
  const own = await findAccount({ directory, vault, platform: null }, row.accountId, nowMs)
  return own === null
    ? null
    : { accountId: own.accountSid, signingSecrets: own.tokens, accessToken: own.tokens[0] ?? null }
}

/** Claims of test lines are others: they are never found. */
function isTheirs(
  table: typeof channels | typeof numbers,
  { tenantId, provider, channel, line, ...wanted }: WantedLine,
) {
  const claim = channel === 'sms' ? line : `${provider}:${line}`
  const claims = wanted.evenLetGo === true ? [claim, letGoClaim(tenantId, claim)] : [claim]
  return and(eq(table.tenantId, tenantId), inArray(table.claim, claims))
}

async function channelRow(directory: Db, line: WantedLine) {
  const [row] = await directory
    .select({
      id: channels.id,
      tenantId: channels.tenantId,
      accountId: channels.accountId,
      sealedAccessToken: channels.sealedAccessToken,
    })
    .from(channels)
    .where(isTheirs(channels, line))
    .limit(1)
  return row
}

async function numberRow(directory: Db, line: WantedLine) {
  const [row] = await directory
    .select({ id: numbers.id, tenantId: numbers.tenantId, accountId: numbers.accountSid })
    .from(numbers)
    .where(isTheirs(numbers, line))
    .limit(1)
  return row === undefined ? undefined : { ...row, sealedAccessToken: null }
}
