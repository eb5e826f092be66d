import { findAccount, type KnownAccount } from '../../calls/carrier-account.ts'
import { callWords, voiceOf } from '../../calls/call-words.ts'
import { isOurCall, objectNameOf, readCallRef, type CallRef } from '../../calls/call-ref.ts'
import type { CallEvent, CallReply } from '../../calls/call.ts'
import { findCallRef } from '../../calls/find-call.ts'
import { findLine, type Line } from '../../calls/line.ts'
import { contextOf, inRegion, openDirectory, type Ctx } from '../../context.ts'
import { secretsOf, type Env } from '../../env.ts'
import { log } from '../../kernel/log.ts'
import type { SignedHook } from '../../providers/hook.ts'
import type { Telephony } from '../../providers/telephony/contract.ts'
import { vaultOf, type Vault } from '../../vault/vault.ts'

/** What the voice hooks work with, made once a request. */
export interface Door {
  readonly env: Env
  readonly carrier: Telephony
  readonly vault: Vault
  readonly publicUrl: string
  readonly nowMs: number
}

export const openDoor = (env: Env, carrier: Telephony): Door => ({
  env,
  carrier,
  vault: vaultOf(env),
  publicUrl: env.PUBLIC_URL ?? '',
  nowMs: Date.now(),
})

/** The address the carrier was given: our configured origin, and path and query as they were requested. */
export const publicAddress = (env: Env, requestUrl: string): string => {
  const path = requestUrl.indexOf('/', requestUrl.indexOf('//') + 2)
  return (env.PUBLIC_URL ?? '') + (path < 0 ? '' : requestUrl.slice(path))
}

/** The account that signed `hook`, or null. */
export async function whoSpeaks({ env, carrier, vault, nowMs }: Door, hook: SignedHook): Promise<KnownAccount | null> {
  const accountSid = carrier.claimedAccount(hook)
  if (accountSid === null) return null
  const stores = { directory: openDirectory(env), vault, platform: carrier.account(secretsOf(env)) }
  const account = await findAccount(stores, accountSid, nowMs)
  if (account === null) return null
  const verified = await carrier.verify(hook, account)
  if (!verified.ok) log.warn('hook.refused', { provider: carrier.name, reason: verified.error.reason })
  return verified.ok ? account : null
}

/** Whose number `number` is, and who answers it. */
export const lineOf = ({ env, nowMs }: Door, number: string): Promise<Line | null> =>
  findLine(openDirectory(env), (region) => inRegion(env, region).db, number, nowMs)

export const contextFor = ({ env, nowMs }: Door, { tenantId, region }: CallRef): Ctx =>
  contextOf(env, { tenantId, region, livemode: true, actor: { type: 'system', name: 'voice-hook' } }, nowMs)

/** Said where nothing else can be done, to callers of a business that answers in `language`: in English of one nobody knows. */
export const sorryIn = (language = 'en-US'): CallReply => ({
  type: 'say_and_hang_up',
  text: callWords(language).callAgain,
  language: voiceOf(language),
})

/** Which object an event is for: by the reference we handed out, else by the number called, else by the call's row. */
export async function findRef(
  door: Door,
  account: KnownAccount,
  event: CallEvent,
  text: string | null,
): Promise<CallRef | null> {
  const objectName = objectNameOf(event.call)
  const ref = text === null ? null : await readCallRef(door.vault, 'call-ref', text)
  if (ref !== null) return isMeant(ref, event) ? ref : null
  const to = 'to' in event ? event.to : null
  const line = to === null ? null : await lineOf(door, to)
  if (line !== null && line.accountSid === account.accountSid)
    return { region: line.region, tenantId: line.tenantId, objectName, epoch: 0 }
  return findCallRef((region) => inRegion(door.env, region).db, event.call)
}

/**
 * A leg we had rung for a caller is a call of its own at the carrier, and a call that we make has its object before the carrier
 * has a name for it: of such, the account is to be the same.
 */
function isMeant({ objectName }: CallRef, event: CallEvent): boolean {
  const named = objectNameOf(event.call)
  const isLeg = event.type === 'leg_answered' || event.type === 'leg_judged'
  if (!isLeg && !isOurCall(objectName)) return objectName === named
  return objectName.slice(0, objectName.lastIndexOf(':')) === named.slice(0, named.lastIndexOf(':'))
}
