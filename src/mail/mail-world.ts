import type { Ctx, Db, RegionStores } from '../context.ts'
import { PLATFORM } from '../privacy/request.ts'
import type { MailSender } from '../providers/mail/contract.ts'
import type { Region } from '../records/region.ts'
import type { Vault } from '../vault/vault.ts'

/** What the inbox works with. Made by a door, once per event. */
export interface MailWorld {
  readonly regions: readonly RegionStores[]
  readonly directory: Db
  readonly vault: Vault
  readonly nowMs: number
  readonly wakeFor: (tenantId: string, region: Region) => Promise<void>
  /** Where our addresses are: `privacy@` this. */
  readonly domain: string
  /** Origin of our pages, without a slash at its end. */
  readonly publicUrl: string
  /** The name that our mail server signs its findings with; null where it puts down none. Left out: Cloudflare's. */
  readonly authservId?: string | null
  /** Null where no mail can be sent: what is owed waits. */
  readonly sender: MailSender | null
  /** What a model makes of a mail that no rule understood, as it answered; null where none may be asked. */
  readonly classify: ((fresh: string) => Promise<string | null>) | null
}

/** Whose mail it is: a business's, or the platform's own. */
export interface MailOwner {
  readonly tenantId: string
  readonly region: Region
}

/** The platform's own: what is nobody's customer data, in the unpinned region. */
export const PLATFORM_OWNER: MailOwner = { tenantId: PLATFORM, region: 'global' }

export function storesIn(world: Pick<MailWorld, 'regions'>, region: Region): RegionStores {
  const stores = world.regions.find((each) => each.region === region)
  if (stores === undefined) throw new Error('a region that is none')
  return stores
}

/** The context in which the inbox works for one business, or for the platform. */
export function mailCtx(world: MailWorld, { tenantId, region }: MailOwner): Ctx {
  const { directory, vault, nowMs, wakeFor } = world
  return {
    ...storesIn(world, region),
    directory,
    vault,
    tenantId,
    livemode: true,
    actor: { type: 'system', name: 'inbox' },
    nowMs,
    // Nobody listens to what the platform itself is told.
    wake: () => (tenantId === PLATFORM ? Promise.resolve() : wakeFor(tenantId, region)),
  }
}
