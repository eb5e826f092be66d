import { gt } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { RegionStores } from '../context.ts'
import { errorName, log } from '../kernel/log.ts'
import { CATEGORY_NAMES, type Category } from '../records/category.ts'
import { categories } from '../records/index.ts'
import type { Lapse } from '../records/lapse.ts'
import { manifestAfter, newestManifest } from '../records/manifests/chain.ts'
import { sweepManifests } from '../records/manifests/table.ts'
import { shorten } from '../records/retention/set-keep.ts'
import { retentionSettings } from '../records/retention/table.ts'
import { keepAsLawSays } from '../retention/statutory-minimums.ts'
import { leftOf } from '../retention/left-of.ts'
import { isUniqueViolation } from '../records/unique-violation.ts'
import type { Vault } from '../vault/vault.ts'
import { claimPage, endClaim, namesIn, openClaims, type Claim } from './claim.ts'

/** R2 deletes a thousand keys at once, and a row names at most two. */
const ROWS_PER_PAGE_MAX = 500

/** A run may make a thousand queries: eight for a page, and four where some part from others. What it leaves, the next one takes, ten minutes later. */
const PAGES_PER_RUN_MAX = 80

/** Who read a setting before it changed has written what they had to write by then. */
const SETTING_SETTLED_AFTER_MS = 60 * 60 * 1000
const SETTINGS_PER_RUN_MAX = 200

export interface RetentionDeps {
  readonly regions: readonly RegionStores[]
  readonly vault: Vault
  /** The time the run was scheduled for: what had expired then goes. */
  readonly nowMs: number
}

export interface Swept {
  readonly rows: number
  readonly objects: number
  /** Whether the run stopped at its bound with more to do. */
  readonly more: boolean
}

interface Lane {
  readonly stores: RegionStores
  readonly category: Category
  readonly lapse: Lapse
  readonly claimAs: string
  /** A page of it that an earlier run began and did not finish. */
  readonly begun: Claim | undefined
}

/**
 * Deletes what has expired, in every region and category.
 *
 * A page at a time from each in turn, so that one with much to delete holds up no other. A lane that fails is left for
 * the next run, and so is what a crash leaves: objects go before rows, so whatever is still there is found again.
 */
export async function sweepRetention({ regions, vault, nowMs }: RetentionDeps): Promise<Swept> {
  for (const stores of regions) {
    await applyNewSettings(stores, nowMs)
    await keepAsLawSays(stores.db, nowMs)
  }
  let lanes: readonly Lane[] = (await Promise.all(regions.map(lanesOf))).flat()
  const total = { rows: 0, objects: 0 }
  let pages = 0
  while (lanes.length > 0 && pages < PAGES_PER_RUN_MAX) {
    const unfinished: Lane[] = []
    for (const lane of lanes) {
      const swept = await sweepLane(lane, vault, nowMs)
      total.rows += swept.rows
      total.objects += swept.objects
      pages += swept.rows > 0 ? 1 : 0
      if (swept.more) unfinished.push({ ...lane, begun: undefined })
    }
    lanes = unfinished
  }
  return { ...total, more: lanes.length > 0 }
}

const NOTHING: Swept = { rows: 0, objects: 0, more: false }

async function sweepLane(lane: Lane, vault: Vault, nowMs: number): Promise<Swept> {
  try {
    return await sweepPage(lane, vault, nowMs)
  } catch (error) {
    log.error('retention.failed', {
      region: lane.stores.region,
      category: lane.category.name,
      error: errorName(error),
    })
    return NOTHING
  }
}

async function lanesOf(stores: RegionStores): Promise<readonly Lane[]> {
  const open = await openClaims(stores.db)
  return categories.flatMap((category) => {
    const { name, due, beside } = category
    const going = [...(due ? [[name, due] as const] : []), ...(beside ? [[`${name}:beside`, beside.due] as const] : [])]
    return going.map(([claimAs, lapse]) => ({ stores, category, lapse, claimAs, begun: open.get(claimAs) }))
  })
}

/**
 * One page: claimed, then its objects, then its rows and the manifest that says so in one batch.
 *
 * The end of the chain is read before the rows are. Had another run deleted the same page meanwhile, our number would be
 * taken and the batch fail, so that no row is ever told of twice.
 */
async function sweepPage(lane: Lane, vault: Vault, nowMs: number): Promise<Swept> {
  const { stores, category, lapse, claimAs, begun } = lane
  const { name } = category
  const { db } = stores
  const claim = begun ?? (await claimPage(db, { category: name, claimAs, lapse, nowMs, limit: ROWS_PER_PAGE_MAX }))
  if (claim === undefined) return NOTHING
  const previous = await newestManifest(db)
  const names = namesIn(claim)
  const { ids, blobKeys, statements, before } = await lapse.pageOf(stores, names, nowMs)
  if (ids.length === 0) {
    // Whatever was in it went another way meanwhile.
    await endClaim(db, claim)
    return NOTHING
  }
  const left = lapse === category.due ? await leftOf(stores, category, names) : []
  await before?.(vault)
  if (blobKeys.length > 0) await stores.blobs.delete([...blobKeys])

  const manifest = await manifestAfter(vault, previous, {
    category: name,
    cutoffAtMs: nowMs,
    ids,
    objectCount: blobKeys.length,
  })
  try {
    await db.batch([db.insert(sweepManifests).values(manifest), ...left, ...statements, endClaim(db, claim)])
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    log.info('retention.met_another', { region: stores.region, category: name })
    return NOTHING
  }
  const isFull = names.length >= Math.min(ROWS_PER_PAGE_MAX, lapse.rowsMax ?? ROWS_PER_PAGE_MAX)
  const isPartLeft = ids.length < names.length
  return { rows: ids.length, objects: blobKeys.length, more: isFull || isPartLeft || begun !== undefined }
}

/** Shortens what was written by someone who had read a setting just before it changed. */
async function applyNewSettings({ db, region }: RegionStores, nowMs: number): Promise<void> {
  const settings = await db
    .select()
    .from(retentionSettings)
    .where(gt(retentionSettings.updatedAtMs, nowMs - SETTING_SETTLED_AFTER_MS))
    .limit(SETTINGS_PER_RUN_MAX)
  const statements = settings.flatMap(({ tenantId, category: name, keepDays }): BatchItem<'sqlite'>[] => {
    const category = CATEGORY_NAMES.some((known) => known === name) && categories.find((each) => each.name === name)
    return category ? [...shorten(db, category, tenantId, keepDays)] : []
  })
  const [first, ...rest] = statements
  if (!first) return
  await db.batch([first, ...rest])
  log.info('retention.settings_applied', { region, count: statements.length })
}
