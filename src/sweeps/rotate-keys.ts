import type { RegionStores } from '../context.ts'
import { log } from '../kernel/log.ts'
import { TENANT_SEALED, resealColumn } from '../records/tenant-sealed.ts'
import { rewrapPage } from '../vault/rewrap.ts'
import type { Vault } from '../vault/vault.ts'
import { noteRotation, openRotations, ROOT_ROTATION, type Rotation } from '../vault/rotations.ts'
import type { SweepDeps } from './sweep-context.ts'

/** A key costs a read and a write of R2, and a run may make a thousand of both with everything else it does. */
const KEYS_PER_PAGE = 200

/**
 * Goes on with wrapping keys anew that are wrapped with what is to be given up, in one region: all of them after a new root key,
 * those of one business after a key of its own. Gives how much was wrapped or sealed anew.
 *
 * Nothing is closed meanwhile: whatever is wrapped with either opens, and what is read while it is replaced is one or the other.
 */
export async function rotateKeys({ vault, nowMs }: SweepDeps, stores: RegionStores): Promise<number> {
  let done = 0
  for (const rotation of await openRotations(vault, stores.blobs, nowMs)) {
    const page = await rewrapPage(vault, stores.blobs, {
      prefix: rotation.prefix,
      after: rotation.after,
      limit: KEYS_PER_PAGE,
    })
    const { resealed, closed } = rotation.name === ROOT_ROTATION ? await reseal(stores, vault) : NOTHING
    const next: Rotation = {
      ...rotation,
      after: page.after,
      rewrapped: rotation.rewrapped + page.rewrapped,
      resealed: rotation.resealed + resealed,
      closed,
      // Once more from the beginning until a whole round had nothing to do: a key may have been made meanwhile.
      isQuiet: page.rewrapped === 0 && resealed === 0 && (rotation.after === null || rotation.isQuiet),
      doneAtMs: null,
    }
    const isDone = next.after === null && next.isQuiet && closed === 0
    await noteRotation(stores.blobs, isDone ? { ...next, doneAtMs: nowMs } : next)
    if (isDone) log.info('rotation.done', { region: stores.region, rewrapped: next.rewrapped, resealed: next.resealed })
    if (closed > 0) log.error('rotation.closed', { region: stores.region, count: closed })
    done += page.rewrapped + resealed
  }
  return done
}

const NOTHING = { resealed: 0, closed: 0 }

async function reseal({ db }: RegionStores, vault: Vault): Promise<typeof NOTHING> {
  const total = { ...NOTHING }
  for (const sealed of TENANT_SEALED) {
    const { resealed, closed } = await resealColumn({ db, vault }, sealed)
    total.resealed += resealed
    total.closed += closed
  }
  return total
}
