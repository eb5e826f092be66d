import { env } from 'cloudflare:workers'
import { expect, test, vi } from 'vitest'
import type { Ctx } from '../src/context.ts'
import { categories } from '../src/records/index.ts'
import { choicesOf, chooseKeep, isContent } from '../src/retention/choose-keep.ts'
import { begun, over } from './talked-call.ts'
import { aWritingPerson } from './written-thread.ts'

const CANARY = 'marzipan telescope'

const zero = (ctx: Ctx) => chooseKeep(ctx, choicesOf('zero'))

/** Whatever is stored of the kinds of data that hold words, sound or pictures, and every row there is as text. */
async function stored() {
  const content = categories.filter(isContent)
  const objects = await env.BLOBS.list()
  const prefixes = content.flatMap(({ blobPrefixes }) => blobPrefixes)
  const names = (
    await env.DB.prepare(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\'",
    ).all<{
      name: string
    }>()
  ).results.map(({ name }) => name)
  const tables = ['transcripts', 'recordings', 'message_bodies', 'message_media']
  const rows = await Promise.all(tables.map((table) => env.DB.prepare(`SELECT count(*) AS n FROM ${table}`).first('n')))
  const dumps = await Promise.all(names.map((name) => env.DB.prepare(`SELECT * FROM "${name}"`).all()))
  return {
    rows,
    objects: objects.objects.map(({ key }) => key).filter((key) => prefixes.some((prefix) => key.startsWith(prefix))),
    text: JSON.stringify(dumps.map(({ results }) => results)),
  }
}

const NOTHING = { rows: [0, 0, 0, 0], objects: [] }

test('where nothing is to be kept, nothing that was said on a call is stored, and the call is', async () => {
  const { line, call, socket } = await begun()
  await zero(line.ctx)
  expect(await socket.say(`Do you take insurance for a ${CANARY}?`)).not.toBe('')
  await over(call, socket)
  const { text, ...left } = await stored()
  expect(left).toEqual(NOTHING)
  expect(text).not.toContain(CANARY)
  expect(await env.DB.prepare('SELECT status, transcript_status AS words FROM calls').first()).toEqual({
    status: 'completed',
    words: 'not_kept',
  })
})

test('where nothing is to be kept, nothing that was written is stored, and that it was is', async () => {
  const { ctx, write, reply } = await aWritingPerson()
  await zero(ctx)
  await write(`Do you sell a ${CANARY}?`)
  await reply(1)
  await vi.waitUntil(
    async () => ((await env.DB.prepare('SELECT count(*) AS n FROM messages').first<number>('n')) ?? 0) >= 2,
    { timeout: 90_000, interval: 50 },
  )
  const { text, ...left } = await stored()
  expect(left).toEqual(NOTHING)
  expect(text).not.toContain(CANARY)
})
