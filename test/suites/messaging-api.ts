import * as fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { textOf } from '../../src/kernel/bytes.ts'
import type { MediaFailure } from '../../src/providers/messaging/contract.ts'
import { aBox, type Answering, type Box } from '../box.ts'
import { apiAt, MESSAGE_ID, type MessagingApiUnderTest, orderOf, play, TEXT } from './played-platform.ts'

/** What every platform promises of what it is asked: a new one calls this with its answers as they come. */
export function describeMessagingApi(name: string, under: MessagingApiUnderTest): void {
  describe(`${name} keeps the messaging contract, called by its API`, () => {
    afterEach(() => vi.useRealTimers())
    describeSending(under)
    describeSilence(under)
    describeImpossible(under)
    describeMedia(under)
    describeTheRest(under)
  })
}

/** A body as it is meant, whether it came as a form or as JSON. */
const meant = (body: string): string =>
  body.startsWith('{') ? JSON.stringify(JSON.parse(body)) : [...new URLSearchParams(body).values()].join('\n')

function describeSending(under: MessagingApiUnderTest): void {
  const { accepts, refusals, authorization } = under

  test('a message that is taken is sent once, whole, and by our own id', async () => {
    const { api, box } = await play(under, accepts.answer)
    const sent = await api.send(orderOf(under))
    expect(sent).toMatchObject({ how: 'accepted', providerMessageId: accepts.providerMessageId })
    const asked = await box.received()
    expect(asked).toMatchObject([{ method: 'POST', headers: { authorization } }])
    for (const part of [TEXT, '+12125550142', MESSAGE_ID]) expect(meant(asked[0]?.body ?? '')).toContain(part)
  })

  test('somebody without a number is written to by their id', async () => {
    const { api, box } = await play(under, accepts.answer)
    const to = { phone: null, userId: 'US.13491208655302741918' }
    if (under.channel === 'sms') return expect(await api.send(orderOf(under, { to }))).toMatchObject({ how: 'refused' })
    expect(await api.send(orderOf(under, { to }))).toMatchObject({ how: 'accepted' })
    expect(meant((await box.received())[0]?.body ?? '')).toContain('US.13491208655302741918')
  })

  test.each(refusals)('a no is understood: $title', async ({ answer, error }) => {
    const { api, box } = await play(under, answer)
    expect(await api.send(orderOf(under))).toEqual({ how: 'refused', error })
    expect((await box.received()).length).toBeGreaterThan(0)
  })

  test('too much at a time is tried again when the platform says', async () => {
    const { api } = await play(under, { status: 429, headers: { 'retry-after': '7' } })
    const sent = await api.send(orderOf(under))
    expect(sent).toMatchObject({ how: 'refused', error: { action: 'retry', retryAfterMs: 7000 } })
  })
}

function describeSilence(under: MessagingApiUnderTest): void {
  test('nobody knows whether a message was taken that was not answered in time', async () => {
    const { api, box } = await play(under, { status: 200, hang: true })
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const sent = api.send(orderOf(under))
    while ((await box.received()).length === 0);
    vi.advanceTimersByTime(30_000)
    expect(await sent).toEqual({ how: 'unknown' })
    expect(await box.received()).toHaveLength(1)
  })

  test('nor one whose connection was cut', async () => {
    const { api, box } = await play(under, { status: 200, cut: true })
    expect(await api.send(orderOf(under))).toEqual({ how: 'unknown' })
    expect((await box.received()).length).toBeGreaterThan(0)
  })

  test.each([
    ['without an id', '{}'],
    ['that is no JSON', '<html>'],
    ['that is empty', ''],
  ])('nor one with an answer %s', async (_, body) => {
    const { api } = await play(under, { status: 200, body })
    expect(await api.send(orderOf(under))).toEqual({ how: 'unknown' })
  })

  test('nor one after which something in between gave up', async () => {
    const { api } = await play(under, { status: 504, body: '<html>' })
    expect(await api.send(orderOf(under))).toEqual({ how: 'unknown' })
  })

  test('a platform that is not there at all is no error of ours', async () => {
    const api = apiAt(under, 'http://127.0.0.1:9')
    const sent = await api.send(orderOf(under))
    expect(sent.how === 'unknown' || (sent.how === 'refused' && sent.error.action === 'retry')).toBe(true)
    expect(await api.markRead(under.line, 'wamid.1', true)).toBe(false)
    expect(await api.lookUp(under.line)).toMatchObject({ ok: false })
    expect(await api.fetchMedia(under.line, under.media('http://127.0.0.1:9/file').ref, 1000)).toEqual({
      ok: false,
      error: under.media('').before.length > 0 ? 'away' : expect.stringMatching(/^(away|elsewhere)$/),
    })
  })
}

function describeImpossible(under: MessagingApiUnderTest): void {
  const { messaging, secrets, impossible, accepts } = under

  test.each(impossible)('what the platform would not take is not sent: $title', async ({ content }) => {
    const { api, box } = await play(under, accepts.answer)
    const sent = await api.send(orderOf(under, { content }))
    expect(sent).toMatchObject({ how: 'refused', error: { action: 'our_bug' } })
    expect(await box.received()).toEqual([])
  })

  test('what is for nobody is not sent', async () => {
    const { api, box } = await play(under, accepts.answer)
    const sent = await api.send(orderOf(under, { to: { phone: null, userId: null } }))
    expect(sent).toMatchObject({ how: 'refused', error: { action: 'our_bug' } })
    expect(await box.received()).toEqual([])
  })

  test('without a token nothing is asked, and somebody has to set it', async () => {
    const { box } = await play(under, accepts.answer)
    const account = { accountId: under.accountId, signingSecrets: [], accessToken: null }
    const api = messaging.api(secrets(box.url), account)
    expect(await api.send(orderOf(under))).toMatchObject({ how: 'refused', error: { action: 'configuration' } })
    expect(await api.fetchMedia(under.line, under.media(`${box.url}/file`).ref, 1000)).toMatchObject({ ok: false })
    expect(await box.received()).toEqual([])
  })
}

function describeMedia(under: MessagingApiUnderTest): void {
  const { authorization, line } = under
  const FILE = 'a photo, as bytes'

  /** Asks for a file at a path of the box, after which the box answers as said. */
  async function fetchAt(fileUrl: (box: Box) => string, answer: Answering, bytesMax = 1000) {
    const box = aBox()
    const { ref, before } = under.media(fileUrl(box))
    await box.answers(...before, answer)
    const fetched = await apiAt(under, box.url).fetchMedia(line, ref, bytesMax)
    return { fetched, box }
  }
  const filePath = (box: Box): string => `${box.url}/2010-04-01/Accounts/${under.accountId}/file`
  const away = (error: MediaFailure) => ({ ok: false, error })

  test('a file comes as it is, with its type and its size', async () => {
    const answer = { status: 200, headers: { 'content-type': 'image/jpeg' }, body: FILE }
    const { fetched, box } = await fetchAt(filePath, answer)
    if (!fetched.ok) throw new Error(fetched.error)
    expect(fetched.value.contentType).toBe('image/jpeg')
    expect(textOf(await new Response(fetched.value.body).arrayBuffer())).toBe(FILE)
    fetched.value.letGo()
    for (const { headers } of await box.received()) expect(headers['authorization']).toBe(authorization)
  })

  test('a file may be let go of unread', async () => {
    const { fetched } = await fetchAt(filePath, { status: 200, headers: { 'content-length': '17' }, body: FILE })
    if (!fetched.ok) throw new Error(fetched.error)
    fetched.value.letGo()
    await fetched.value.body.cancel()
  })

  test('a file that is larger than it may be is not read', async () => {
    const answer = { status: 200, headers: { 'content-length': String(FILE.length) }, body: FILE }
    expect((await fetchAt(filePath, answer, FILE.length - 1)).fetched).toEqual(away('too_large'))
    const { fetched } = await fetchAt(filePath, answer, FILE.length)
    expect(fetched).toMatchObject({ ok: true, value: { bytes: FILE.length } })
    if (fetched.ok) await new Response(fetched.value.body).arrayBuffer()
  })

  test.each([
    [404, 'gone'],
    [410, 'gone'],
    [403, 'refused'],
    [429, 'away'],
    [500, 'away'],
  ] as const)('a file that answers %i is %s', async (status, failure) => {
    expect((await fetchAt(filePath, { status, body: '{}' })).fetched).toEqual(away(failure))
  })

  test('an address elsewhere is not asked, and gets no token', async () => {
    const other = aBox()
    // Another origin: of another name, though it is the same server.
    const address = other.url.replace('127.0.0.1', 'localhost')
    const { fetched } = await fetchAt(() => address, { status: 200, body: FILE })
    expect(fetched).toEqual(away('elsewhere'))
    expect(await other.received()).toEqual([])
  })

  test('a redirect takes no token along', async () => {
    const other = aBox()
    const location = other.url.replace('127.0.0.1', 'localhost')
    const { fetched } = await fetchAt(filePath, { status: 302, headers: { location } })
    expect(fetched).toEqual(away('elsewhere'))
    expect(await other.received()).toEqual([])
  })

  test('a file that does not come in time is away', async () => {
    const box = aBox()
    const { ref, before } = under.media(filePath(box))
    await box.answers(...before, { status: 200, hang: true })
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const fetched = apiAt(under, box.url).fetchMedia(line, ref, 1000)
    while ((await box.received()).length <= before.length);
    vi.advanceTimersByTime(10 * 60_000)
    expect(await fetched).toEqual(away('away'))
  })
}

function describeTheRest(under: MessagingApiUnderTest): void {
  const { accountId, line, authorization } = under

  test('no request is sent on to another address', async () => {
    const other = aBox()
    const { api } = await play(under, {
      status: 307,
      headers: { location: other.url.replace('127.0.0.1', 'localhost') },
    })
    expect((await api.send(orderOf(under))).how).not.toBe('accepted')
    expect(await api.markRead(line, 'wamid.1', false)).toBe(false)
    expect(await api.lookUp(line)).toMatchObject({ ok: false })
    expect(await other.received()).toEqual([])
  })

  test('what cannot be looked up says why in a word', async () => {
    const { api, box } = await play(under, {
      status: 401,
      body: '{"message":"The token of +1 212 555 0142 is wrong."}',
    })
    for (const asked of [await api.lookUp(line), await api.subscribe(accountId)]) {
      expect(asked).toEqual({ ok: false, error: expect.stringMatching(/^[\w.-]{1,64}$/) })
    }
    for (const { headers } of await box.received()) expect(headers['authorization']).toBe(authorization)
  })

  test('never throws, whatever is answered', async () => {
    const answer = fc.record({
      status: fc.constantFrom(200, 201, 202, 204, 301, 400, 401, 404, 409, 413, 429, 500, 503),
      body: fc.oneof(
        fc.string(),
        fc.json({ maxDepth: 3 }),
        fc.constantFrom('{"messages":[{}]}', '{"error":{"code":{}}}', '{"url":7}'),
      ),
    })
    await fc.assert(
      fc.asyncProperty(answer, async ({ status, body }) => {
        const { api, box } = await play(under, { status, ...(status === 204 ? {} : { body }) })
        await api.send(orderOf(under))
        await api.markRead(line, 'wamid.1', true)
        await api.subscribe(accountId)
        await api.unsubscribe(accountId)
        await api.lookUp(line)
        const fetched = await api.fetchMedia(line, under.media(`${box.url}/file`).ref, 1000)
        if (fetched.ok) await fetched.value.body.cancel()
      }),
      { numRuns: 25 },
    )
  })
}
