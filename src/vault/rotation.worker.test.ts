import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { aTenant, ask } from '../../test/api-client.ts'
import { sweepDeps } from '../../test/sweep-deps.ts'
import { inRegion } from '../context.ts'
import { rotateKeys } from '../sweeps/rotate-keys.ts'
import { destroyPersonKey, findPersonKey, personKey, personKeyName } from './person-keys.ts'
import { rewrapPage } from './rewrap.ts'
import { rotations } from './rotations.ts'
import { open, seal, type Place } from './seal.ts'
import { renewKek } from './tenant-kek.ts'
import { openVault, type Vault } from './vault.ts'

const FORMER = env.ROOT_KEY ?? ''
const NEXT = 'IB8eHRwbGhkYFxYVFBMSERAPDg0MCwoJCAcGBQQDAgE='
const PEOPLE = Array.from({ length: 40 }, (_, nth) => `per_${nth}`)
const placeOf = (subject: string): Place => ({
  tenantId: 'ten_1',
  table: 'people',
  recordId: subject,
  field: 'profile',
})
const [before, learning, replacing, after] = [
  openVault(FORMER),
  openVault(FORMER, '', { previous: NEXT }),
  openVault(NEXT, '', { previous: FORMER }),
  openVault(NEXT),
]

const sealedFor = async (vault: Vault): Promise<ReadonlyMap<string, string>> =>
  new Map(
    await Promise.all(
      PEOPLE.map(async (subject) => {
        const key = await personKey(vault, env.BLOBS, 'ten_1', subject)
        return [subject, await seal(key, placeOf(subject), `about ${subject}`)] as const
      }),
    ),
  )

async function reads(vault: Vault, sealed: ReadonlyMap<string, string>): Promise<void> {
  for (const [subject, text] of sealed) {
    const key = await findPersonKey(vault, env.BLOBS, 'ten_1', subject)
    expect(key && (await open(key, placeOf(subject), text))).toBe(`about ${subject}`)
  }
}

/** Sweeps until nothing is left to do. */
async function rotated(vault: Vault): Promise<void> {
  const deps = { ...sweepDeps(Date.now()), vault }
  for (let run = 0; run < 10; run += 1) {
    await rotateKeys(deps, inRegion(env, 'global'))
    const open = (await rotations(env.BLOBS)).filter(({ doneAtMs }) => doneAtMs === null)
    if (open.length === 0) return
  }
  throw new Error('the rotation does not end')
}

test('one root key replaces another while all is read without a failure, and the former one opens nothing afterwards', async () => {
  const sealed = await sealedFor(before)
  const own = await before.sealForTenant('ten_1', 'a|b|c', 'a token')
  let isOver = false
  const readers = [learning, replacing].map(async (vault) => {
    while (!isOver) await reads(vault, sealed)
  })
  await rotated(replacing)
  isOver = true
  await Promise.all(readers)
  await reads(after, sealed)
  await expect(findPersonKey(before, env.BLOBS, 'ten_1', 'per_0')).rejects.toThrow('root key')
  expect(await replacing.openForTenant('ten_1', 'a|b|c', own)).toBe('a token')
  expect(await after.openForTenant('ten_1', 'a|b|c', own)).toBeNull()
  expect(await rotations(env.BLOBS)).toMatchObject([{ name: 'root', rewrapped: 40, closed: 0 }])
})

test('what a business sealed in its rows is sealed anew, and is read as before', async () => {
  const tenant = await aTenant()
  const made = await ask(tenant.key, '/webhook_endpoints', { body: { url: 'https://example.com/in', events: ['*'] } })
  expect(made.status).toBe(201)
  const columnOf = async () =>
    (await env.DB.prepare('SELECT sealed_secret AS s FROM webhook_endpoints').first<{ s: string }>())?.s ?? ''
  expect((await columnOf()).startsWith(before.ownMark)).toBe(true)
  await rotated(replacing)
  const anew = await columnOf()
  expect(anew.startsWith(after.ownMark)).toBe(true)
  const place = `webhook_endpoints|${made.json.id}|secret`
  expect(await after.openForTenant(tenant.id, place, anew)).toBe(made.json.secret)
})

test('a key that is destroyed while it is wrapped anew stays destroyed', async () => {
  await sealedFor(before)
  const rewrapping = rewrapPage(replacing, env.BLOBS, { prefix: 'keys/', after: null, limit: 200 })
  await Promise.all(PEOPLE.map((subject) => destroyPersonKey(before, env.BLOBS, 'ten_1', subject)))
  await rewrapping
  for (const subject of PEOPLE) expect(await env.BLOBS.head(personKeyName('ten_1', subject))).toBeNull()
})

test('a business gets a key of its own anew, and only its persons’ keys are wrapped with it', async () => {
  const sealed = await sealedFor(before)
  await personKey(before, env.BLOBS, 'ten_2', 'per_0')
  expect(await Promise.all([renewKek(env.BLOBS, 'ten_1'), renewKek(env.BLOBS, 'ten_1')])).toEqual([2, 2])
  expect(await rewrapPage(before, env.BLOBS, { prefix: 'keys/ten_1/', after: null, limit: 200 })).toMatchObject({
    rewrapped: 40,
  })
  await reads(before, sealed)
  const named = async (tenantId: string) =>
    (await env.BLOBS.head(personKeyName(tenantId, 'per_0')))?.customMetadata?.['kek']
  expect(await named('ten_1')).toBe(`${before.rootId}.2`)
  expect(await named('ten_2')).toBe(`${before.rootId}.1`)
})

test('what was signed, and what was found by a number, outlives the root key', async () => {
  const signature = await before.sign('seven rows went')
  const token = await before.identityToken('ten_1', 'phone', '+12125550142')
  expect(await replacing.verify('seven rows went', signature)).toBe(true)
  expect(await after.verify('seven rows went', signature)).toBe(false)
  const retired = openVault(NEXT, '', { retired: await before.publicKey() })
  expect(await retired.verify('seven rows went', signature)).toBe(true)
  expect(await retired.verify('eight rows went', signature)).toBe(false)
  expect(await replacing.identityToken('ten_1', 'phone', '+12125550142')).toBe(token)
  const { openRoot } = await import('./root.ts')
  const pepper = await openRoot(FORMER)!.derive('pepper|1')
  const first = openVault(NEXT, `1:${btoa(String.fromCharCode(...pepper))}`)
  expect(await first.identityToken('ten_1', 'phone', '+12125550142')).toBe(token)
})

test('a link that was handed out before goes on working', async () => {
  const mac = await before.mac('recording-link', 'rec_1')
  expect(await replacing.macMatches('recording-link', 'rec_1', mac)).toBe(true)
  expect(await after.macMatches('recording-link', 'rec_1', mac)).toBe(false)
})
