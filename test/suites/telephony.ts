import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CallEvent, CallReply } from '../../src/calls/call.ts'
import type { RelayCommand, RelayEvent } from '../../src/calls/relay-words.ts'
import type { Secrets } from '../../src/env.ts'
import { utf8 } from '../../src/kernel/bytes.ts'
import type { SignedHook } from '../../src/providers/hook.ts'
import type { CarrierAccount, Telephony, VoiceHook } from '../../src/providers/telephony/contract.ts'

export interface HookSample {
  readonly title: string
  readonly kind: VoiceHook
  readonly body: string
  readonly event: CallEvent | null
}

export interface FrameSample {
  readonly title: string
  readonly frame: string
  readonly event: RelayEvent | null
}

export interface CarrierUnderTest {
  readonly carrier: Telephony
  readonly secrets: Secrets
  readonly samples: readonly HookSample[]
  readonly frames: readonly FrameSample[]
  /** Signs `body` as the carrier would for one of its webhooks, with this token. */
  sign(body: string, token: string): Promise<SignedHook>
  /** The headers of a socket's upgrade to `url`, signed as the carrier would. */
  signUpgrade(url: string, token: string): Promise<Headers>
}

const HOSTILE = `</Say><Dial>+12125550199</Dial>" & '<![CDATA[ \u0000 \uD800 ]]>`
const SOCKET = 'wss://gateway.example/relay/a-token'

const REPLIES: readonly CallReply[] = [
  {
    type: 'talk',
    announcement: HOSTILE,
    recording: { statusUrl: 'https://gateway.example/r?a=1&b=2' },
    stopRecording: true,
    actionUrl: 'https://gateway.example/a',
    relayUrl: SOCKET,
    greeting: HOSTILE,
    language: HOSTILE,
    voice: { provider: HOSTILE, id: HOSTILE, bargeIn: true },
    hints: [HOSTILE],
  },
  { type: 'say_and_hang_up', text: HOSTILE, language: 'en-US' },
  { type: 'dial', number: HOSTILE, actionUrl: 'https://gateway.example/d', callerId: HOSTILE },
  { type: 'reject' },
  { type: 'hang_up' },
  { type: 'nothing' },
]

const COMMANDS: readonly RelayCommand[] = [
  { type: 'say', text: HOSTILE, last: true, language: 'en-US', interruptible: false },
  { type: 'play', sourceUrl: 'https://gateway.example/hold.mp3' },
  { type: 'press', digits: '9w1#' },
  { type: 'language', language: 'es-US' },
  { type: 'end', handoff: HOSTILE },
]

/** The promises every carrier makes. A new carrier calls this with captured webhooks and frames and is done. */
export function describeCarrier(name: string, under: CarrierUnderTest): void {
  describe(`${name} keeps the carrier contract`, () => {
    describeHooks(under)
    describeSocket(under)
    describeAnswers(under.carrier)
    describeSettings(under)
  })
}

function accountUnder({ carrier, secrets }: CarrierUnderTest): CarrierAccount {
  const account = carrier.account(secrets)
  if (account === null) throw new Error('a carrier under test needs secrets that name an account')
  return account
}

function describeHooks(under: CarrierUnderTest): void {
  const { carrier, samples, sign } = under
  const account = accountUnder(under)
  const [token = ''] = account.tokens

  for (const { title, kind, body, event } of samples) {
    test(`accepts and reads: ${title}`, async () => {
      const hook = await sign(body, token)
      expect(carrier.claimedAccount(hook)).toBe(account.accountSid)
      expect(await carrier.verify(hook, account)).toEqual({ ok: true, value: undefined })
      expect(carrier.parse(kind, hook)).toEqual({ ok: true, value: event })
    })

    test(`refuses once altered: ${title}`, async () => {
      const hook = await sign(body, token)
      const altered = { ...hook, body: utf8(`${body}&To=%2B12125550199`) }
      expect(await carrier.verify(altered, account)).toEqual({ ok: false, error: { reason: 'signature_wrong' } })
      const elsewhere = { ...hook, url: hook.url.replace('gateway', 'getaway') }
      expect(await carrier.verify(elsewhere, account)).toEqual({ ok: false, error: { reason: 'signature_wrong' } })
    })
  }

  const [sample] = samples
  test('accepts what the secondary token signed, and nothing a third one did', async () => {
    const both = { ...account, tokens: [token, 'b'.repeat(32)] }
    expect(await carrier.verify(await sign(sample!.body, 'b'.repeat(32)), both)).toMatchObject({ ok: true })
    expect(await carrier.verify(await sign(sample!.body, 'c'.repeat(32)), both)).toMatchObject({ ok: false })
  })

  test('refuses a webhook with no signature', async () => {
    const signed = await sign(sample!.body, token)
    const unsigned = { ...signed, headers: new Headers() }
    expect(await carrier.verify(unsigned, account)).toEqual({ ok: false, error: { reason: 'signature_missing' } })
  })

  test.each(['\u0000%%%', '', '&&=&', '{"a":1}', '?', 'a'.repeat(5000)])(
    'answers for a body it cannot read: %j',
    async (body) => {
      const garbled = await sign(body, token)
      expect(carrier.claimedAccount(garbled)).toBeNull()
      for (const kind of ['incoming', 'status', 'connected', 'recording', 'fallback'] as const) {
        expect(carrier.parse(kind, garbled)).toMatchObject({ ok: false, error: { reason: 'unreadable' } })
      }
    },
  )
}

function describeSocket(under: CarrierUnderTest): void {
  const { carrier, frames, signUpgrade } = under
  const account = accountUnder(under)
  const [token = ''] = account.tokens

  test('accepts the upgrade it signed, and no other', async () => {
    const headers = await signUpgrade(SOCKET, token)
    expect(await carrier.verifyUpgrade(SOCKET, headers, account)).toBe(true)
    expect(await carrier.verifyUpgrade(`${SOCKET}s`, headers, account)).toBe(false)
    expect(await carrier.verifyUpgrade(SOCKET, new Headers(), account)).toBe(false)
    expect(await carrier.verifyUpgrade(SOCKET, await signUpgrade(SOCKET, 'd'.repeat(32)), account)).toBe(false)
  })

  test.each(frames)('reads the frame: $title', ({ frame, event }) => {
    expect(carrier.parseRelay(frame)).toEqual({ ok: true, value: event })
  })

  test.each(['', 'not json', '[]', 'null', '7', '{}', '{"type":7}', `{"type":"${'x'.repeat(1_000_000)}"}`])(
    'calls a frame that is none malformed: %.20s',
    (frame) => expect(carrier.parseRelay(frame)).toEqual({ ok: false, error: 'malformed' }),
  )

  test('never throws, whatever the socket says', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (frame) => carrier.parseRelay(frame) !== undefined))
  })

  test.each(COMMANDS)('tells the relay in one line of JSON: $type', (command) => {
    const frame = carrier.renderRelay(command)
    expect(frame).not.toContain('\n')
    expect(JSON.parse(frame)).toBeTypeOf('object')
  })
}

function describeAnswers(carrier: Telephony): void {
  test.each(REPLIES)('answers with a document nothing can break out of: $type', async (reply) => {
    const response = carrier.render(reply)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toContain('charset=utf-8')
    const document = await response.text()
    expect(document).not.toContain('<Dial>+1')
    expect(document).not.toContain('<![CDATA[')
    // oxlint-disable-next-line no-control-regex -- what no document may hold
    expect(document).not.toMatch(/[\u0000-\u0008]/)
  })
}

function describeSettings({ carrier, secrets }: CarrierUnderTest): void {
  test('is switched off when nothing is configured', () => {
    expect(carrier.account({})).toBeNull()
  })

  test.each(Object.keys(secrets))('names %s when it is malformed, and never its value', (name) => {
    const wrong = 'not what it should be'
    const open = () => carrier.account({ ...secrets, [name]: wrong })
    expect(open).toThrow(name)
    expect(open).not.toThrow(wrong)
  })

  test('bounds its webhooks', () => {
    expect(carrier.hookBytesMax).toBeGreaterThan(4096)
    expect(carrier.hookBytesMax).toBeLessThanOrEqual(1024 * 1024)
  })
}
