import { inRegion, openDirectory } from '../../context.ts'
import { secretsOf, type Env } from '../../env.ts'
import { utf8 } from '../../kernel/bytes.ts'
import { sha256 } from '../../kernel/digest.ts'
import { bytesEqual } from '../../kernel/bytes.ts'
import { log } from '../../kernel/log.ts'
import { readBody } from '../../kernel/read-body.ts'
import { inHands } from '../../messages/dealing.ts'
import { findMessageLine } from '../../messages/message-line.ts'
import { speaksFor, whoSigned, type Signer } from '../../messages/who-signed.ts'
import type { SignedHook } from '../../providers/hook.ts'
import type { DeliveryPart, Messaging, MessagingAccount } from '../../providers/messaging/contract.ts'
import { messaging } from '../../providers/messaging/registry.ts'
import { vaultOf } from '../../vault/vault.ts'
import { publicAddress } from './voice-door.ts'

/** Numbers and accounts that one delivery may be about. Platforms batch by a thousand updates, mostly of a handful of numbers. */
const PARTS_MAX = 1_000
/** Parts of one delivery that are kept at a time. */
const HANDS_MAX = 20

/** Meta asks once whether the address is ours. Its challenge is echoed only as what it is: a short, plain word. */
export async function confirmAddress(url: string, env: Env): Promise<Response> {
  const asked = new URL(url).searchParams
  const challenge = asked.get('hub.challenge') ?? ''
  const isOurs = asked.get('hub.mode') === 'subscribe' && (await isToken(asked.get('hub.verify_token'), env))
  if (!isOurs || !/^[\w-]{1,256}$/.test(challenge)) return answer(403)
  return new Response(challenge, { headers: { 'content-type': 'text/plain', 'x-content-type-options': 'nosniff' } })
}

/** Digests are compared, in a time that tells nothing of where they differ. */
async function isToken(given: string | null, { META_VERIFY_TOKEN }: Env): Promise<boolean> {
  if (given === null || !META_VERIFY_TOKEN) return false
  const [one, other] = await Promise.all([sha256(utf8(given)), sha256(utf8(META_VERIFY_TOKEN))])
  return bytesEqual(one, other)
}

/** Takes a delivery in. Durable first, answered second: 200 means that every part that is anybody's has been written. */
export async function takeDelivery(name: string, request: Request, env: Env): Promise<Response> {
  const provider = messaging.find((one) => one.name === name)
  if (!provider) return answer(404)
  const body = await readBody(request, provider.hookBytesMax)
  if (!body.ok) return answer(413)
  const nowMs = Date.now()
  const hook: SignedHook = {
    url: publicAddress(env, request.url),
    method: 'POST',
    headers: request.headers,
    body: body.value,
  }
  const platform = accountOf(provider, env)
  const stores = {
    directory: openDirectory(env),
    vault: vaultOf(env),
    platform,
    nowMs,
  }
  const signer = await whoSigned(stores, provider, hook)
  // One answer for a wrong signature, none, and an account we do not know: nothing is told apart from outside.
  if (signer === null) return answer(403)

  const parts = provider.split(hook)
  if (!parts.ok) log.error('hook.unreadable', { provider: name })
  else await keep({ env, provider, signer, nowMs }, parts.value)
  return answered(request)
}

/** The platform's own account at each provider: settings do not change while an isolate lives. */
const accounts = new WeakMap<Env, Map<string, MessagingAccount | null>>()

function accountOf(provider: Messaging, env: Env): MessagingAccount | null {
  const known = accounts.get(env) ?? new Map<string, MessagingAccount | null>()
  accounts.set(env, known)
  const account = known.get(provider.name) ?? provider.account(secretsOf(env))
  known.set(provider.name, account)
  return account
}

interface Delivered {
  readonly env: Env
  readonly provider: Messaging
  readonly signer: Signer
  readonly nowMs: number
}

async function keep(delivered: Delivered, parts: readonly DeliveryPart[]): Promise<void> {
  // A delivery that fails comes back for a week, and would fail every time: what is too much of it is counted, and given up.
  const dropped = parts.length - PARTS_MAX
  if (dropped > 0) log.error('hook.parts_dropped', { provider: delivered.provider.name, parts: dropped })
  await inHands(parts.slice(0, PARTS_MAX), HANDS_MAX, (part) => keepPart(delivered, part))
}

async function keepPart(
  { env, provider, signer, nowMs }: Delivered,
  { line: name, body }: DeliveryPart,
): Promise<void> {
  const asked = {
    directory: openDirectory(env),
    dbOf: (region: Parameters<typeof inRegion>[1]) => inRegion(env, region).db,
    nowMs,
  }
  const line = await findMessageLine(asked, { provider: provider.name, channel: null, line: name })
  // A platform that is told no repeats itself for a week: what is nobody's is counted, and given up.
  if (line === null || !speaksFor(signer, line)) {
    log.warn('hook.line_unknown', { provider: provider.name, isKnown: line !== null })
    return
  }
  const { tenantId, region, livemode, channel } = line
  const pins = { tenantId, region, livemode, provider: provider.name, channel, line: name }
  await inRegion(env, region).objects.intake(`${provider.name}:${name}`).keep(pins, body, nowMs)
}

const answer = (status: number): Response => new Response(null, { status })

/** Exactly 200. A platform that posts forms reads its answer as instructions: it is given none. */
const answered = ({ headers }: Request): Response =>
  headers.get('content-type')?.startsWith('application/x-www-form-urlencoded')
    ? new Response('<Response/>', { headers: { 'content-type': 'text/xml' } })
    : answer(200)
