import { drizzle, type DrizzleD1Database } from 'drizzle-orm/d1'
import type { Diary } from './bookings/diary.ts'
import type { LiveCall } from './calls/live-call.ts'
import type { Env, Wake } from './env.ts'
import type { Endpoint } from './events/endpoint.ts'
import type { Intake } from './messages/intake.ts'
import type { Thread } from './messages/thread.ts'
import type { Campaign } from './outreach/campaign/campaign-object.ts'
import type { Pace } from './outreach/dial/pace.ts'
import type { Identity } from './people/identity.ts'
import type { Region } from './records/region.ts'
import { vaultOf, type Vault } from './vault/vault.ts'

/** Who is asking. Every verb that changes something is handed one. */
export type Actor =
  /** Without a name: whoever has the key that is nobody's own. */
  | { readonly type: 'operator'; readonly name?: string }
  | { readonly type: 'api_key'; readonly keyId: string }
  | { readonly type: 'live_call'; readonly callId: string }
  | { readonly type: 'sweep'; readonly name: string }
  | { readonly type: 'system'; readonly name: string }

export type Db = DrizzleD1Database

/** The objects of a tenant's region. Names are made here and nowhere else. */
export interface Objects {
  liveCall(name: string): DurableObjectStub<LiveCall>
  diary(resourceId: string): DurableObjectStub<Diary>
  endpoint(endpointId: string): DurableObjectStub<Endpoint>
  identity(identityToken: string): DurableObjectStub<Identity>
  thread(personId: string): DurableObjectStub<Thread>
  /** `provider:line` */
  intake(name: string): DurableObjectStub<Intake>
  campaign(campaignId: string): DurableObjectStub<Campaign>
  /** `carrier:account` */
  pace(account: string): DurableObjectStub<Pace>
}

/** What belongs to a region: its database, its bucket, its objects. */
export interface RegionStores {
  readonly region: Region
  readonly db: Db
  readonly blobs: R2Bucket
  readonly objects: Objects
}

/** What every verb is handed. Built once per event, at the door; nothing further in reads `env`. */
export interface Ctx extends RegionStores {
  readonly directory: Db
  readonly vault: Vault
  readonly tenantId: string
  /** False for what a test key made: it never reaches a real carrier. */
  readonly livemode: boolean
  readonly actor: Actor
  /** Epoch milliseconds, fixed for the whole event so that the rows it writes agree. */
  readonly nowMs: number
  /** Asks for the tenant's events to be dispatched. Losing it delays them until the next sweep. */
  readonly wake: () => Promise<void>
}

/** One per binding: it holds no state, and making one costs a call's turn more than the turn's own bookkeeping. */
const databases = new WeakMap<D1Database, Db>()

function open(binding: D1Database): Db {
  const known = databases.get(binding)
  if (known) return known
  const db = drizzle(binding, { casing: 'snake_case' })
  databases.set(binding, db)
  return db
}

/** The directory: tenants, keys, numbers and carrier accounts. It lives in the unpinned database. */
export const openDirectory = (env: Env): Db => open(env.DB)

/**
 * The one door to a region's stores.
 *
 * Deployed, a pinned region's objects come from its jurisdiction. Local workerd throws on jurisdictions, so there the
 * region is part of the name instead.
 */
export function inRegion(env: Env, region: Region): RegionStores {
  const stub = <T extends Rpc.DurableObjectBranded>(
    namespace: DurableObjectNamespace<T>,
    name: string,
  ): DurableObjectStub<T> => {
    if (region === 'global') return namespace.getByName(name)
    if (env.PLATFORM !== 'cloudflare') return namespace.getByName(`${region}/${name}`)
    return namespace.jurisdiction(region as DurableObjectJurisdiction).getByName(name)
  }
  return {
    region,
    db: open({ global: env.DB, eu: env.DB_EU, us: env.DB_US }[region]),
    blobs: { global: env.BLOBS, eu: env.BLOBS_EU, us: env.BLOBS_US }[region],
    objects: {
      liveCall: (name) => stub(env.LIVE_CALLS, name),
      diary: (resourceId) => stub(env.DIARIES, resourceId),
      endpoint: (endpointId) => stub(env.ENDPOINTS, endpointId),
      identity: (identityToken) => stub(env.IDENTITIES, identityToken),
      thread: (personId) => stub(env.THREADS, personId),
      intake: (name) => stub(env.INTAKES, name),
      campaign: (campaignId) => stub(env.CAMPAIGNS, campaignId),
      pace: (account) => stub(env.PACES, account),
    },
  }
}

/** For whom a context is made. */
export interface Subject {
  readonly tenantId: string
  readonly region: Region
  readonly livemode: boolean
  readonly actor: Actor
}

/** The context of one event for one tenant. */
export function contextOf(env: Env, { tenantId, region, livemode, actor }: Subject, nowMs: number): Ctx {
  const wake: Wake = { tenantId, region }
  return {
    ...inRegion(env, region),
    directory: openDirectory(env),
    vault: vaultOf(env),
    tenantId,
    livemode,
    actor,
    nowMs,
    wake: async () => {
      await env.WAKE.send(wake)
    },
  }
}
