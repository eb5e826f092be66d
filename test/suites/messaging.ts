import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Secrets } from '../../src/env.ts'
import { textOf, utf8 } from '../../src/kernel/bytes.ts'
import { isE164 } from '../../src/kernel/phone.ts'
import { CONTENT_TYPES, MESSAGE_STATUSES, SEND_ACTIONS, type Content } from '../../src/messages/message.ts'
import type { SignedHook } from '../../src/providers/hook.ts'
import type {
  DeliveryPart,
  Messaging,
  MessagingAccount,
  MessagingEvent,
} from '../../src/providers/messaging/contract.ts'

export interface DeliverySample {
  readonly title: string
  readonly body: string
  /** The lines it is about, in their order. */
  readonly lines: readonly string[]
  /** What it tells. `key` is whatever it is, and written `*` here. */
  readonly events: readonly MessagingEvent[]
}

export interface DeliveriesUnderTest {
  readonly messaging: Messaging
  /** Settings that name an account, every one of which can be malformed. */
  readonly secrets: Secrets
  readonly samples: readonly DeliverySample[]
  /** When samples are read. */
  readonly readAtMs: number
  /** A webhook with `body`, signed as the platform would with this secret. */
  sign(body: string, secret: string): Promise<SignedHook>
}

const OTHER = 'c'.repeat(32)

/** What every platform promises of what it is told: a new one calls this with webhooks as they come. */
export function describeDeliveries(name: string, under: DeliveriesUnderTest): void {
  describe(`${name} keeps the messaging contract, told by webhooks`, () => {
    describeSignatures(under)
    describeReading(under)
    describeStrangeBodies(under)
    describeSettings(under)
  })
}

export function accountUnder({
  messaging,
  secrets,
}: Pick<DeliveriesUnderTest, 'messaging' | 'secrets'>): MessagingAccount {
  const account = messaging.account(secrets)
  if (account === null) throw new Error('a platform under test needs secrets that name an account')
  return account
}

function describeSignatures(under: DeliveriesUnderTest): void {
  const { messaging, samples, sign } = under
  const account = accountUnder(under)
  const [secret = ''] = account.signingSecrets
  const body = samples[0]?.body ?? ''
  const wrong = { ok: false, error: { reason: 'signature_wrong' } }

  test('accepts what the secret signed, or the one before it, and nothing a third one did', async () => {
    const both = { ...account, signingSecrets: [secret, 'b'.repeat(32)] }
    expect(await messaging.verify(await sign(body, secret), both)).toEqual({ ok: true, value: undefined })
    expect(await messaging.verify(await sign(body, 'b'.repeat(32)), both)).toEqual({ ok: true, value: undefined })
    expect(await messaging.verify(await sign(body, OTHER), both)).toEqual(wrong)
    expect(await messaging.verify(await sign(body, secret), { ...account, signingSecrets: [] })).toEqual(wrong)
  })

  test('refuses what has no signature', async () => {
    const unsigned = { ...(await sign(body, secret)), headers: new Headers() }
    const missing = { ok: false, error: { reason: 'signature_missing' } }
    expect(await messaging.verify(unsigned, account)).toEqual(missing)
  })

  test('tells by the headers alone whether there is anything to be verified', async () => {
    const signed = await sign(body, secret)
    expect(messaging.hasSignature(signed)).toBe(true)
    expect(messaging.hasSignature({ ...signed, headers: new Headers() })).toBe(false)
    const cut = [...signed.headers].map(([name, value]): [string, string] => [name, value.slice(0, -2)])
    expect(messaging.hasSignature({ ...signed, headers: new Headers(cut) })).toBe(false)
  })

  test('refuses whatever differs by a single byte', async () => {
    const hook = await sign(body, secret)
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: hook.body.length - 1 }), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const altered = hook.body.slice()
        altered[at] = (altered[at] ?? 0) ^ change
        // A form may spell the same field in two ways: what is signed is what it says.
        if (messaging.name !== 'whatsapp' && sameForm(altered, hook.body)) return
        expect(await messaging.verify({ ...hook, body: altered }, account)).toEqual(wrong)
      }),
      { numRuns: 60 },
    )
  })
}

const sameForm = (one: Uint8Array, other: Uint8Array): boolean =>
  new URLSearchParams(textOf(one)).toString() === new URLSearchParams(textOf(other)).toString()

/** What a hook tells by way of its parts, with keys written `*`. */
function eventsOf({ messaging, readAtMs }: DeliveriesUnderTest, parts: readonly DeliveryPart[]): MessagingEvent[] {
  return parts.flatMap(({ body }) => messaging.read(body, readAtMs)).map(withoutKey)
}

function withoutKey(event: MessagingEvent): MessagingEvent {
  if (event.type === 'notice') return { ...event, notice: { ...event.notice, key: '*' } }
  return event.type === 'preference' ? { ...event, key: '*' } : event
}

function partsOf(messaging: Messaging, hook: SignedHook): readonly DeliveryPart[] {
  const split = messaging.split(hook)
  if (!split.ok) throw new Error('unreadable')
  return split.value
}

function describeReading(under: DeliveriesUnderTest): void {
  const { messaging, samples, readAtMs, sign } = under
  const account = accountUnder(under)
  const [secret = ''] = account.signingSecrets

  test.each(samples)('reads: $title', async ({ body, lines, events }) => {
    const hook = await sign(body, secret)
    expect(await messaging.verify(hook, account)).toEqual({ ok: true, value: undefined })
    const parts = partsOf(messaging, hook)
    expect(parts.map(({ line }) => line)).toEqual(lines)
    expect(eventsOf(under, parts)).toEqual(events)
    for (const part of parts) for (const event of messaging.read(part.body, readAtMs)) expectSound(event, part.line)
  })

  test('reads the same out of the same part, whenever it is read', async () => {
    for (const { body } of samples) {
      const [first, again] = [
        partsOf(messaging, await sign(body, secret)),
        partsOf(messaging, await sign(body, secret)),
      ]
      expect(again).toEqual(first)
      for (const part of first) expect(messaging.read(part.body, readAtMs)).toEqual(messaging.read(part.body, readAtMs))
    }
  })
}

function describeStrangeBodies(under: DeliveriesUnderTest): void {
  const { messaging, samples, readAtMs, sign } = under
  const strange = ['', '\u0000%%%', '{', '[]', 'null', '7', '"x"', '&&=&', '?', 'a'.repeat(5000), '[['.repeat(50_000)]

  const survives = async (body: string): Promise<void> => {
    const hook = await sign(body, OTHER)
    messaging.claimedAccount(hook)
    const split = messaging.split(hook)
    if (split.ok) for (const part of split.value) expectSoundPart(part)
    else expect(split.error).toBe('unreadable')
    for (const event of messaging.read(body, readAtMs)) expectSound(event)
  }
  const expectSoundPart = (part: DeliveryPart): void => {
    expect(part.line).not.toBe('')
    for (const event of messaging.read(part.body, readAtMs)) expectSound(event, part.line)
  }

  test.each(strange)('answers for a body that is none: %.20j', survives)

  test('never throws, whatever a body is', async () => {
    await fc.assert(fc.asyncProperty(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), survives), { numRuns: 300 })
  })

  test('never throws, however a webhook is mangled', async () => {
    const mangled = fc.tuple(
      fc.constantFrom(...samples.map(({ body }) => body)),
      fc.nat({ max: 10_000 }),
      fc.nat({ max: 40 }),
      fc.oneof(fc.string({ unit: 'binary' }), fc.json({ maxDepth: 2 })),
    )
    await fc.assert(
      fc.asyncProperty(mangled, ([body, from, length, by]) => {
        const at = from % (body.length + 1)
        return survives(body.slice(0, at) + by + body.slice(at + length))
      }),
      { numRuns: 1000 },
    )
  })
}

const IS_WORD = /^[a-z][a-z0-9_.-]{0,63}$/

/** What holds of every event, whatever it was read from. */
export function expectSound(event: MessagingEvent, line: string | null = null): void {
  if (line !== null) expect(event.line).toBe(line)
  switch (event.type) {
    case 'message':
    case 'echo': {
      const { message } = event
      expect(message.providerMessageId).not.toBe('')
      expect(message.line).toBe(event.line)
      expect(Number.isSafeInteger(message.sentAtMs)).toBe(true)
      if (event.type === 'message') expectPerson(event.message.sender)
      else expectPerson(event.to)
      return expectContent(message.content)
    }
    case 'status': {
      const { status, word, error, atMs, recipient } = event.status
      expect(MESSAGE_STATUSES).toContain(status)
      expect(word).toMatch(IS_WORD)
      expect(Number.isSafeInteger(atMs)).toBe(true)
      expectPerson(recipient)
      if (error !== null) expect(SEND_ACTIONS).toContain(error.action)
      return
    }
    case 'notice':
      expect(event.notice.field).toMatch(IS_WORD)
      expect(event.notice.event).toMatch(IS_WORD)
      return expectKey(event.notice.key)
    case 'preference':
      expectPerson(event.change.person)
      return expectKey(event.key)
    case 'ignored':
      return expect(event.what).toMatch(IS_WORD)
  }
}

const expectKey = (key: string): void => expect(key).toMatch(/^[\x21-\x7e]{1,1200}$/)

function expectPerson({ phone, userId }: { readonly phone: string | null; readonly userId: string | null }): void {
  if (phone !== null) expect(isE164(phone)).toBe(true)
  if (userId !== null) expect(userId).toMatch(/^[\x21-\x7e]+$/)
}

function expectContent(content: Content): void {
  expect(CONTENT_TYPES).toContain(content.type)
  if (content.type === 'text' || content.type === 'media') expect(content.text.isWellFormed()).toBe(true)
  if (content.type === 'media') expect(content.media.length).toBeGreaterThan(0)
  if (content.type === 'unknown' || content.type === 'unsupported') expect(content.what).toMatch(IS_WORD)
  if (content.type === 'edit') expectContent(content.content)
}

function describeSettings({ messaging, secrets, sign, samples }: DeliveriesUnderTest): void {
  test('is switched off when nothing is configured', () => {
    expect(messaging.account({})).toBeNull()
  })

  test.each(Object.keys(secrets))('names %s when it is malformed, and never its value', (name) => {
    const wrong = 'not what it should be'
    const open = () => messaging.account({ ...secrets, [name]: wrong })
    expect(open).toThrow(name)
    expect(open).not.toThrow(wrong)
  })

  test('bounds its webhooks', async () => {
    expect(messaging.hookBytesMax).toBeGreaterThanOrEqual(64 * 1024)
    expect(messaging.hookBytesMax).toBeLessThanOrEqual(4 * 1024 * 1024)
    for (const { body } of samples) expect(utf8(body).length).toBeLessThan(messaging.hookBytesMax)
    expect((await sign('', OTHER)).body.length).toBe(0)
  })
}
