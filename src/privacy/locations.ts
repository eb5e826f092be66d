import { and, eq, max, min } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { agreedVendors } from '../egress/set-contract.ts'
import { shownDisclosures } from '../egress/shown-disclosures.ts'
import { disclosures } from '../records/disclosures/table.ts'
import { categories } from '../records/index.ts'
import { ownedBy } from '../records/owned-by.ts'
import type { Region } from '../records/region.ts'

/** A store of ours in which something of a person may lie. */
interface StoreAt {
  readonly store: 'database' | 'objects' | 'keys' | 'live_objects'
  readonly region: Region
  /** Whoever runs it. */
  readonly vendor: string
  /** The categories of which it holds something. */
  readonly categories: readonly string[]
}

/** A vendor that something of a person went to, by the register of disclosures. */
interface VendorAt {
  readonly vendor: string
  readonly company: string | null
  readonly regions: readonly string[]
  /** What moves data of the EU there: the standard clauses, where they are agreed. */
  readonly mechanism: 'standard_clauses' | 'none'
  readonly firstAtMs: number
  readonly lastAtMs: number
}

export interface Locations {
  readonly region: Region
  readonly stores: readonly StoreAt[]
  readonly vendors: readonly VendorAt[]
}

const HOST = 'cloudflare'
const VENDORS_MAX = 100

/** Where everything that is kept of a person lies, and whom anything of it went to (M-54). */
export async function locationsOf(ctx: Ctx, personId: string): Promise<Locations> {
  const [told, agreed] = await Promise.all([toldOf(ctx, personId), agreedVendors(ctx.directory)])
  const vendors = told.map(({ recipient, firstAtMs, lastAtMs }): VendorAt => {
    const known = agreed.find(({ vendor }) => vendor.name === recipient)
    return {
      vendor: recipient,
      company: known?.vendor.company ?? null,
      regions: known?.agreed.regions ?? [],
      mechanism: known?.agreed.contract === 'dpa_scc' ? 'standard_clauses' : 'none',
      firstAtMs: firstAtMs ?? 0,
      lastAtMs: lastAtMs ?? 0,
    }
  })
  return { region: ctx.region, stores: storesOf(ctx.region), vendors }
}

const toldOf = (ctx: Ctx, personId: string) =>
  ctx.db
    .select({
      recipient: disclosures.recipient,
      firstAtMs: min(disclosures.firstAtMs),
      lastAtMs: max(disclosures.lastAtMs),
    })
    .from(disclosures)
    .where(and(ownedBy(ctx, disclosures), eq(disclosures.personId, personId), shownDisclosures(ctx)))
    .groupBy(disclosures.recipient)
    .limit(VENDORS_MAX)

/** What the categories themselves say: each has its tables and objects in one place. */
function storesOf(region: Region): readonly StoreAt[] {
  const personal = categories.filter(({ subject }) => subject === 'person')
  const named = (which: (category: (typeof personal)[number]) => boolean): readonly string[] =>
    personal.filter(which).map(({ name }) => name)
  const here = { region, vendor: HOST }
  return [
    { ...here, store: 'database', categories: named(({ where, tables }) => where === 'region' && tables.length > 0) },
    {
      store: 'database',
      region: 'global',
      vendor: HOST,
      categories: named(({ where, tables }) => where === 'directory' && tables.length > 0),
    },
    {
      ...here,
      store: 'objects',
      categories: named(({ name, blobPrefixes }) => name !== 'person_keys' && blobPrefixes.length > 0),
    },
    { ...here, store: 'keys', categories: ['person_keys'] },
    { ...here, store: 'live_objects', categories: ['calls', 'threads', 'people', 'campaign_members'] },
  ]
}
