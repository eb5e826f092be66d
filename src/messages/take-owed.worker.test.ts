import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { aTenant } from '../../test/api-client.ts'
import { nameOfMessage } from '../../test/platform-ids.ts'
import { aHeldThread, anItem, text, type HeldThread } from '../../test/received-thread.ts'
import { err, ok } from '../kernel/result.ts'
import { sha256Hex } from '../kernel/digest.ts'
import type { MediaFailure, MessagingApi } from '../providers/messaging/contract.ts'
import { openAudio } from '../recordings/sealed-audio.ts'
import { nextOwed, owedDueAtMs } from './media-owed.ts'
import { mediaPlace } from './media-place.ts'
import type { Content, MediaKind } from './message.ts'
import { takeOwed } from './take-owed.ts'
import { peekToAnswer } from './to-answer.ts'

const rows = async (sql: string) => (await env.DB.prepare(sql).all<Record<string, unknown>>()).results

const mediaOf = (kind: MediaKind, sha256: string | null = null): Content => ({
  type: 'media',
  text: '',
  media: [{ kind, source: { id: '65463453' }, contentType: 'image/jpeg', sha256, fileName: 'me.jpg' }],
})

interface Given {
  readonly pieces: () => Iterable<Uint8Array>
  readonly bytes?: number
  readonly sha256?: string
}

function streamOf(pieces: Iterable<Uint8Array>): ReadableStream<Uint8Array> {
  const iterator = pieces[Symbol.iterator]()
  return new ReadableStream({
    pull(controller) {
      const next = iterator.next()
      if (next.done) controller.close()
      else controller.enqueue(next.value)
    },
  })
}

/** A platform's far end: gives out one file, or says why not. Every other request is a mistake. */
function aPlatform(file: Given | MediaFailure) {
  const asked = { times: 0, letGo: 0 }
  const api = {
    async fetchMedia() {
      asked.times += 1
      if (typeof file === 'string') return err(file)
      return ok({
        body: streamOf(file.pieces()),
        contentType: 'image/jpeg',
        bytes: file.bytes ?? null,
        sha256: file.sha256 ?? null,
        letGo: () => (asked.letGo += 1),
      })
    },
  } as unknown as MessagingApi
  return { asked, platformOf: async () => api }
}

async function sent(content: Content): Promise<HeldThread> {
  const thread = aHeldThread((await aTenant()).id)
  await thread.receive([anItem(content)])
  await thread.file()
  return thread
}

/** One try of what is owed, whenever it is due. */
const tryOnce = (thread: HeldThread, { platformOf }: ReturnType<typeof aPlatform>) =>
  thread.in(async (handle) => {
    const owed = nextOwed(handle, Number.MAX_SAFE_INTEGER)
    if (owed !== null) await takeOwed(handle, owed, platformOf)
    return owedDueAtMs(handle)
  })

const photo = new Uint8Array(100_000).fill(7)

test('a photo is fetched, checked and kept sealed; what it is called too', async () => {
  const sha256 = await sha256Hex(photo)
  const thread = await sent(mediaOf('image', sha256))
  const platform = aPlatform({ pieces: () => [photo], bytes: photo.length, sha256 })
  expect(await tryOnce(thread, platform)).toBeNull()
  expect(platform.asked).toEqual({ times: 1, letGo: 1 })
  const [row] = await rows('SELECT id, status, bytes, sha256, blob_key, sealed_file_name FROM message_media')
  expect(row).toMatchObject({ status: 'stored', bytes: photo.length, sha256 })
  expect(String(row?.['sealed_file_name'])).toMatch(/^v1\./)
  await thread.in(async (handle) => {
    const place = mediaPlace(thread.pins.tenantId, String(row?.['id']))
    const opened = await openAudio(handle.ctx(0), String(row?.['blob_key']), await handle.key(), place)
    const parts: Uint8Array<ArrayBuffer>[] = []
    for await (const part of opened?.range(0, opened.plainBytes) ?? []) parts.push(part)
    expect(await sha256Hex(new Uint8Array(await new Blob(parts).arrayBuffer()))).toBe(sha256)
  })
})

test('an address that is not the platform’s own, a file that is gone or refused: noted, and not asked for again', async () => {
  for (const failure of ['elsewhere', 'gone', 'refused', 'too_large'] as const) {
    const thread = await sent(mediaOf('image'))
    expect(await tryOnce(thread, aPlatform(failure))).toBeNull()
    expect(await rows(`SELECT status FROM message_media WHERE tenant_id = '${thread.pins.tenantId}'`)).toEqual([
      { status: failure },
    ])
  }
})

test('a platform that is away is asked again later', async () => {
  const thread = await sent(mediaOf('image'))
  expect(await tryOnce(thread, aPlatform('away'))).toBeGreaterThan(Date.now())
  expect(await tryOnce(thread, aPlatform({ pieces: () => [photo] }))).toBeNull()
  expect(await rows('SELECT status FROM message_media')).toEqual([{ status: 'stored' }])
})

test('a file of another hash or length than was said is not kept, however often it comes', async () => {
  const thread = await sent(mediaOf('image', 'ab'.repeat(32)))
  const platform = aPlatform({ pieces: () => [photo] })
  while ((await tryOnce(thread, platform)) !== null);
  expect(platform.asked.times).toBe(3)
  expect(await rows('SELECT status, blob_key FROM message_media')).toEqual([{ status: 'corrupt', blob_key: null }])
  expect((await env.BLOBS.list({ prefix: 'messages/' })).objects).toEqual([])
})

/** So many bytes, a megabyte at a time: nobody holds all of them. */
function* megabytes(many: number): Generator<Uint8Array> {
  const piece = new Uint8Array(1024 * 1024)
  for (let nth = 0; nth < many; nth += 1) yield piece
}

test('100 MB are taken in as they come, and one more byte is too much', async () => {
  const thread = await sent(mediaOf('document'))
  expect(await tryOnce(thread, aPlatform({ pieces: () => megabytes(100) }))).toBeNull()
  expect(await rows('SELECT status, bytes FROM message_media')).toEqual([
    { status: 'stored', bytes: 100 * 1024 * 1024 },
  ])
  const other = await sent(mediaOf('document'))
  expect(await tryOnce(other, aPlatform({ pieces: () => [...megabytes(100), new Uint8Array(1)] }))).toBeNull()
  expect(await rows(`SELECT status FROM message_media WHERE tenant_id = '${other.pins.tenantId}'`)).toEqual([
    { status: 'too_large' },
  ])
})

test('what was taken back before its file came is not kept', async () => {
  const item = anItem(mediaOf('image'))
  const thread = aHeldThread((await aTenant()).id)
  await thread.receive([item])
  await thread.file()
  await thread.receive([anItem({ type: 'revoke', of: item.providerMessageId })])
  await thread.file()
  await tryOnce(thread, aPlatform({ pieces: () => [photo] }))
  expect((await env.BLOBS.list({ prefix: 'messages/' })).objects).toEqual([])
})

test('of a file that was kept nothing stays when its message is taken back', async () => {
  const item = anItem(mediaOf('image'))
  const thread = aHeldThread((await aTenant()).id)
  await thread.receive([item])
  await thread.file()
  await tryOnce(thread, aPlatform({ pieces: () => [photo] }))
  expect((await env.BLOBS.list({ prefix: 'messages/' })).objects).toHaveLength(1)
  await thread.receive([anItem({ type: 'revoke', of: item.providerMessageId })])
  await thread.file()
  expect((await env.BLOBS.list({ prefix: 'messages/' })).objects).toEqual([])
  expect(await rows('SELECT status, blob_key FROM message_media')).toEqual([{ status: 'not_kept', blob_key: null }])
})

test('what is written after a voice note is answered after it, and not held up when nobody can make it out', async () => {
  const thread = aHeldThread((await aTenant()).id)
  const atMs = Date.now() - 5_000
  const [voice, words] = [
    anItem(mediaOf('voice'), { sentAtMs: atMs }),
    anItem(text('did you hear?'), { sentAtMs: atMs + 1_000 }),
  ]
  await thread.receive([voice, words])
  const answerable = () =>
    thread.in(async (handle) => peekToAnswer(handle).map(({ providerMessageId }) => providerMessageId))
  await thread.pass()
  expect(await answerable()).toEqual([])
  await thread.file()
  await tryOnce(thread, aPlatform({ pieces: () => [photo] }))
  await thread.pass()
  const { tenantId } = thread.pins
  const names = [voice, words].map(({ providerMessageId }) => nameOfMessage(tenantId, providerMessageId))
  expect(await answerable()).toEqual(await Promise.all(names))
})

test('a voice note that is taken back while it is fetched leaves nothing behind', async () => {
  const thread = await sent(mediaOf('voice'))
  const { tenantId } = thread.pins
  const api = {
    async fetchMedia() {
      await env.DB.prepare("UPDATE message_media SET status = 'not_kept' WHERE tenant_id = ?").bind(tenantId).run()
      return ok({ body: streamOf([photo]), contentType: 'audio/ogg', bytes: null, sha256: null, letGo() {} })
    },
  } as unknown as MessagingApi
  expect(await tryOnce(thread, { asked: { times: 0, letGo: 0 }, platformOf: async () => api })).toBeNull()
  expect((await env.BLOBS.list({ prefix: `messages/${tenantId}/` })).objects).toEqual([])
})
