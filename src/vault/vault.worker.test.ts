import { env } from 'cloudflare:workers'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { destroyPersonKey, findPersonKey, personKey, personKeyName } from './person-keys.ts'
import { open, seal, transitKey, type Place } from './seal.ts'
import { openVault } from './vault.ts'

const vault = openVault('AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=')
const another = openVault('IB8eHRwbGhkYFxYVFBMSERAPDg0MCwoJCAcGBQQDAgE=')
const place: Place = { tenantId: 'ten_1', table: 'tasks', recordId: 'task_1', field: 'details' }

test('what is sealed for a person opens at its place, whatever the text', async () => {
  const key = await personKey(vault, env.BLOBS, 'ten_1', 'per_1')
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
      expect(await open(key, place, await seal(key, place, text))).toBe(text.toWellFormed())
    }),
  )
})

test('it opens nowhere else: not in another row, column, table or tenant, nor for another person', async () => {
  const key = await personKey(vault, env.BLOBS, 'ten_1', 'per_1')
  const sealed = await seal(key, place, 'a note')
  for (const other of [{ tenantId: 'ten_2' }, { table: 'calls' }, { recordId: 'task_2' }, { field: 'note' }])
    expect(await open(key, { ...place, ...other }, sealed)).toBeNull()
  const neighbour = await personKey(vault, env.BLOBS, 'ten_1', 'per_2')
  expect(await open(neighbour, place, sealed)).toBeNull()
})

test('any flipped character keeps it closed', async () => {
  const key = await personKey(vault, env.BLOBS, 'ten_1', 'per_1')
  const sealed = await seal(key, place, 'a note')
  await fc.assert(
    fc.asyncProperty(fc.nat(sealed.length - 1), async (at) => {
      // Another character of the alphabet, and not one that only differs in unused bits at the very end.
      const flipped = sealed.slice(0, at) + (sealed[at] === 'Q' ? 'g' : 'Q') + sealed.slice(at + 1)
      if (at < sealed.length - 1) expect(await open(key, place, flipped)).toBeNull()
    }),
  )
})

test('two makers of one key at once agree on it', async () => {
  const makers = Array.from({ length: 5 }, () => personKey(vault, env.BLOBS, 'ten_1', 'per_3'))
  const kids = new Set((await Promise.all(makers)).map(({ kid }) => kid))
  expect(kids.size).toBe(1)
})

test('a destroyed key is gone at once, and a new one for the same person opens nothing old', async () => {
  const key = await personKey(vault, env.BLOBS, 'ten_1', 'per_1')
  const sealed = await seal(key, place, 'a note')
  await destroyPersonKey(vault, env.BLOBS, 'ten_1', 'per_1')
  expect(await findPersonKey(vault, env.BLOBS, 'ten_1', 'per_1')).toBeNull()
  expect(await env.BLOBS.head(personKeyName('ten_1', 'per_1'))).toBeNull()
  const anew = await personKey(vault, env.BLOBS, 'ten_1', 'per_1')
  expect(await open(anew, place, sealed)).toBeNull()
})

test('a key object is bound to its person and to the root key: copied or under another root it throws', async () => {
  await personKey(vault, env.BLOBS, 'ten_1', 'per_1')
  await expect(findPersonKey(another, env.BLOBS, 'ten_1', 'per_1')).rejects.toThrow()
  const body = await (await env.BLOBS.get(personKeyName('ten_1', 'per_1')))!.arrayBuffer()
  await env.BLOBS.put(personKeyName('ten_2', 'per_1'), body)
  await expect(findPersonKey(vault, env.BLOBS, 'ten_2', 'per_1')).rejects.toThrow()
})

test('the key object does not hold the key', async () => {
  await personKey(vault, env.BLOBS, 'ten_1', 'per_1')
  const object = (await env.BLOBS.get(personKeyName('ten_1', 'per_1')))!
  // kid, IV, 32 wrapped bytes and their tag.
  expect(object.size).toBe(8 + 12 + 32 + 16)
})

test('a call has a transit key that can be had again without anything stored', async () => {
  const sealed = await seal(await transitKey(vault, 'ten_1', 'call_1'), place, 'in between')
  expect(await open(await transitKey(vault, 'ten_1', 'call_1'), place, sealed)).toBe('in between')
  expect(await open(await transitKey(vault, 'ten_1', 'call_2'), place, sealed)).toBeNull()
})

test('a proof is signed by a key that can be checked from outside, and any change breaks it', async () => {
  const signature = await vault.sign('seven rows went')
  expect(await vault.verify('seven rows went', signature)).toBe(true)
  expect(await vault.verify('eight rows went', signature)).toBe(false)
  expect(await another.verify('seven rows went', signature)).toBe(false)
  expect(await vault.publicKey()).toMatch(/^[\w-]{43}$/)
})

test('what is sealed for a business opens only for it, there', async () => {
  const sealed = await vault.sealForTenant('ten_1', 'carrier_accounts|car_1|token', 'a token')
  expect(await vault.openForTenant('ten_1', 'carrier_accounts|car_1|token', sealed)).toBe('a token')
  expect(await vault.openForTenant('ten_2', 'carrier_accounts|car_1|token', sealed)).toBeNull()
  expect(await vault.openForTenant('ten_1', 'carrier_accounts|car_2|token', sealed)).toBeNull()
})

test('a number has another token at every business', async () => {
  const tokens = await Promise.all(
    ['ten_1', 'ten_2'].map((tenant) => vault.identityToken(tenant, 'phone', '+12125550142')),
  )
  expect(new Set(tokens).size).toBe(2)
  expect(tokens[0]).toMatch(/^[\w-]{43}$/)
})

test('a MAC for one purpose does not pass for another', async () => {
  const mac = await vault.mac('relay', 'call_1')
  expect(await vault.macMatches('relay', 'call_1', mac)).toBe(true)
  expect(await vault.macMatches('recording-link', 'call_1', mac)).toBe(false)
  expect(await vault.macMatches('relay', 'call_2', mac)).toBe(false)
})
