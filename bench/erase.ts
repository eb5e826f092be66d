import { setTimeout as wait } from 'node:timers/promises'
import type { CalledOften } from './erase-worker.ts'
import { pathOf, type Path } from './path.ts'
import { onRig, type Rig } from './rig.ts'
import { median } from './stats.ts'

interface Plan {
  readonly calls: number
  readonly rounds: number
}

const FULL: Plan = { calls: 1_000, rounds: 3 }
const QUICK: Plan = { calls: 100, rounds: 1 }

const ENTRY = 'bench/erase-worker.ts'
const KEY_MS_MAX = 1_000
const ALL_S_MAX = 60
const LOOK_MS = 50
/** One that takes longer than this hangs. */
const WAIT_MS_MAX = 5 * 60_000

/** Somebody with a thousand calls is erased by API: until the key is gone, and until everything is, but what vendors have. */
export async function measureErase(quick: boolean): Promise<readonly Path[]> {
  const { calls, rounds } = quick ? QUICK : FULL
  return onRig(
    async (rig) => {
      // The first one loads what erasing needs.
      await erased(rig, 1, 90)
      const made: Erased[] = []
      for (let nth = 0; nth < rounds; nth += 1) made.push(await erased(rig, calls, 91 + nth))
      const of = (figure: keyof Erased): number => median(made.map((one) => one[figure]))
      return [
        pathOf({ name: 'erase_key', unit: 'ms', us: of('keyMs') }, ['us_at_most', KEY_MS_MAX]),
        pathOf({ name: `erase_${calls}_calls`, unit: 's', us: of('allMs') / 1000 }, ['us_at_most', ALL_S_MAX]),
      ]
    },
    { entry: ENTRY },
  )
}

interface Erased {
  /** From the request until it has answered: the key is gone then. */
  readonly keyMs: number
  /** From the request until the receipt is there. */
  readonly allMs: number
}

async function erased(rig: Rig, calls: number, nth: number): Promise<Erased> {
  const wanted: CalledOften = { tenantId: rig.tenant.id, phone: `+121255501${nth}`, calls }
  const { personId } = await ask(rig, 'POST', '/_called', wanted)
  const startedAtMs = Date.now()
  const begun = await ask(rig, 'POST', `/v1/people/${String(personId)}/erase`, { reason: 'requested_by_person' })
  const keyMs = Date.now() - startedAtMs
  const { keys } = await ask(rig, 'GET', `/_keys?below=${rig.tenant.id}/${String(personId)}`)
  if (keys !== 0) throw new Error('the key was there when the request was answered')
  const path = `/v1/erasures/${String(begun['erasure_id'])}`
  const first = await ask(rig, 'GET', path)
  for (let row = first; row['receipt'] === null; row = await ask(rig, 'GET', path)) {
    if (Date.now() - startedAtMs > WAIT_MS_MAX) throw new Error('never erased')
    await wait(LOOK_MS)
  }
  const allMs = Date.now() - startedAtMs
  const { status } = await ask(rig, 'GET', `${path}/verify`)
  if (status === 'failed') throw new Error('the receipt does not hold')
  return { keyMs, allMs }
}

async function ask(rig: Rig, method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
  const headers = { authorization: `Bearer ${rig.tenant.apiKey}`, 'content-type': 'application/json' }
  const sent = body === undefined ? {} : { body: JSON.stringify(body) }
  const answer = await fetch(`${rig.url}${path}`, { method, headers, ...sent })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${(await answer.text()).slice(0, 500)}`)
  return (await answer.json()) as Record<string, unknown>
}
