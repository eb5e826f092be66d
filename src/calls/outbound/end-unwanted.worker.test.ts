import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, expect, test } from 'vitest'
import { aDialStand, NOON, sidOf } from '../../../test/builders/dial-stand.ts'
import { playApi, type PlayedApi } from '../../../test/carrier-answers.ts'
import { forGood } from '../../messages/stops.ts'
import { dialById, dialsOf } from '../../outreach/dial/dial-rows.ts'
import { CallHandle } from '../call-handle.ts'
import { endUnwanted } from './end-unwanted.ts'

const MINUTE_MS = 60_000
let api: PlayedApi
afterEach(() => api.end())

/** A call of ours that has been picked up when it is asked to be let go. */
async function pickedUp() {
  api = playApi(() => Response.json({}))
  const stand = await aDialStand()
  const dialled = await stand.dial()
  if (!dialled.ok) throw new Error(dialled.error.code)
  const { id } = dialled.value
  await stand.work()
  stand.carrier.isPickedUp = true
  return { stand, id }
}

const ends = () => api.asked.filter((asked) => asked === `POST /Calls/${sidOf(1)}.json`)

test('whoever asks for no call as they pick one up is not talked at: the call ends', async () => {
  const { stand } = await pickedUp()
  await stand.inside(async (dialling) => dialling.stopped(forGood(NOON)))
  await stand.workFor(MINUTE_MS)
  expect(stand.carrier.cancelled).toEqual([sidOf(1)])
  expect(ends()).toHaveLength(1)
})

test('a call that its business takes back when it has been picked up goes on, until they want none', async () => {
  const { stand, id } = await pickedUp()
  await stand.inside(async (dialling) => dialling.cancel(id))
  await stand.workFor(MINUTE_MS)
  expect(ends()).toHaveLength(0)
  await stand.inside(async (dialling) => dialling.stopped(forGood(NOON)))
  await stand.workFor(MINUTE_MS)
  expect(ends()).toHaveLength(1)
})

test('a call in which they asked for that is not cut off: it says that it was heard', async () => {
  const { stand, id } = await pickedUp()
  const name = await stand.inside(async (_, handle) => dialById(dialsOf(handle), id)?.plan.objectName ?? '')
  await runInDurableObject(env.LIVE_CALLS.getByName(name), async (_, object) => {
    const handle = new CallHandle(object, env)
    handle.isAskedHere = true
    await endUnwanted(handle, NOON)
  })
  expect(ends()).toHaveLength(0)
})
