import { gt } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { RegionStores } from '../context.ts'
import { errorName, log } from '../kernel/log.ts'
import { CATEGORY_NAMES, type Category } from '../records/category.ts'
import { categories } from '../records/index.ts'
import { manifestAfter, newestManifest } from '../records/manifests/chain.ts'
import { sweepManifests } from '../records/manifests/table.ts'
import { shorten } from '../records/retention/set-keep.ts'
import { retentionSettings } from '../records/retention/table.ts'
import { isUniqueViolation } from '../records/unique-violation.ts'
import type { Vault } from '../vault/vault.ts'

/** R2 deletes a thousand keys at once, and a page of a hundred rows names at most two hundred. */
const ROWS_PER_PAGE_MAX = 100

/** A run may make a thousand queries. What it leaves, the next one takes: they are ten minutes apart. */
const PAGES_PER_RUN_MAX = 60

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
}

/**
 * Deletes what has expired, in every region and category.
 *
 * A page at a time from each in turn, so that one with much to delete holds up no other. A lane that fails is left for
 * the next run, and so is what a crash leaves: objects go before rows, so whatever is still there is found again.
 */
export async function sweepRetention({ regions, vault, nowMs }: RetentionDeps): Promise<Swept> {
  for (const stores of regions) await applyNewSettings(stores, nowMs)
  let lanes: Lane[] = regions.flatMap((stores) => categories.map((category) => ({ stores, category })))
  const total = { rows: 0, objects: 0 }
  let pages = 0
  while (lanes.length > 0 && pages < PAGES_PER_RUN_MAX) {
    const unfinished: Lane[] = []
    for (const lane of lanes) {
      const swept = await sweepLane(lane, vault, nowMs)
      total.rows += swept.rows
      total.objects += swept.objects
      pages += swept.rows > 0 ? 1 : 0
      if (swept.more) unfinished.push(lane)
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

/**
 * One page: its objects, then its rows and the manifest that says so in one batch.
 *
 * The end of the chain is read first. Had another run deleted the same page meanwhile, our number would be taken and the
 * batch fail, so that no row is ever told of twice.
 */
async function sweepPage({ stores, category }: Lane, vault: Vault, nowMs: number): Promise<Swept> {
  if (!category.due) return NOTHING
  const previous = await newestManifest(stores.db)
  const { ids, blobKeys, statements, before } = await category.due(stores, nowMs, ROWS_PER_PAGE_MAX)
  if (ids.length === 0) return NOTHING
  await before?.()
  if (blobKeys.length > 0) await stores.blobs.delete([...blobKeys])

  const deletion = { category: category.name, cutoffAtMs: nowMs, ids, objectCount: blobKeys.length }
  const manifest = await manifestAfter(vault, previous, deletion)
  try {
    await stores.db.batch([stores.db.insert(sweepManifests).values(manifest), ...statements])
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    log.info('retention.met_another', { region: stores.region, category: category.name })
    return NOTHING
  }
  return { rows: ids.length, objects: blobKeys.length, more: ids.length === ROWS_PER_PAGE_MAX }
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
    const statement = category ? shorten(db, category, tenantId, keepDays) : null
    return statement ? [statement] : []
  })
  const [first, ...rest] = statements
  if (!first) return
  await db.batch([first, ...rest])
  log.info('retention.settings_applied', { region, count: statements.length })
}
