import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import twilioPackage from 'twilio'
import { utf8 } from '../../../kernel/bytes.ts'
import type { Content, StatusReport } from '../../../messages/message.ts'
import type { SignedHook } from '../../hook.ts'
import type { MessagingEvent } from '../contract.ts'
import { twilio } from './index.ts'

const { getExpectedTwilioSignature } = twilioPackage

const AC = 'AC00000000000000000000000000000001'
const SM = 'SM00000000000000000000000000000001'
const TOKEN = '0123456789abcdef0123456789abcdef'
const URL = 'https://gateway.example/hooks/messages/twilio'
const US = '+12125550100'
const THEM = '+12125550142'
const NOW_MS = Date.UTC(2026, 10, 22, 15)

const hookOf = (body: string, url = URL, headers: Record<string, string> = {}): SignedHook => ({
  url,
  method: 'POST',
  headers: new Headers(headers),
  body: utf8(body),
})

/** What a delivery tells: split, and every part read. */
function told(form: Readonly<Record<string, string>>, url = URL): readonly MessagingEvent[] {
  const hook = hookOf(new URLSearchParams({ AccountSid: AC, ...form }).toString(), url)
  const parts = twilio.split(hook)
  return parts.ok ? parts.value.flatMap(({ body }) => twilio.read(body, NOW_MS)) : []
}

const SMS = { MessageSid: SM, From: THEM, To: US, NumMedia: '0' }
const WHATSAPP = {
  MessageSid: SM,
  From: `whatsapp:${THEM}`,
  To: `whatsapp:${US}`,
  WaId: '12125550142',
  ProfileName: 'Ana Example',
  MessageType: 'text',
}

function messageIn(form: Readonly<Record<string, string>>) {
  const [event] = told(form)
  if (event?.type !== 'message') throw new Error(`no message but ${event?.type}`)
  return event.message
}

const contentIn = (form: Readonly<Record<string, string>>): Content => messageIn(form).content

describe('the signature', () => {
  const account = { accountId: AC, signingSecrets: [TOKEN], accessToken: TOKEN }

  test('agrees with the twilio package, whatever is written', async () => {
    const fields = fc.dictionary(fc.string({ minLength: 1 }), fc.string({ unit: 'binary' }), { maxKeys: 8 })
    await fc.assert(
      fc.asyncProperty(fields, async (given) => {
        const form = Object.fromEntries(Object.entries(given).map(([key, value]) => [key, value.toWellFormed()]))
        const signature = getExpectedTwilioSignature(TOKEN, URL, form)
        const body = new URLSearchParams(form).toString()
        const header = { 'x-twilio-signature': signature }
        expect((await twilio.verify(hookOf(body, URL, header), account)).ok).toBe(true)
        expect((await twilio.verify(hookOf(`${body}&A=1`, URL, header), account)).ok).toBe(false)
      }),
    )
  })

  test('holds for the port that messaging keeps, and under the second token while it is being promoted', async () => {
    const withPort = URL.replace('.example/', '.example:443/')
    const signature = getExpectedTwilioSignature('second-token-00000000', withPort, SMS)
    const hook = hookOf(new URLSearchParams(SMS).toString(), URL, { 'x-twilio-signature': signature })
    const both = { ...account, signingSecrets: [TOKEN, 'second-token-00000000'] }
    expect((await twilio.verify(hook, both)).ok).toBe(true)
    expect(await twilio.verify(hook, account)).toEqual({ ok: false, error: { reason: 'signature_wrong' } })
  })

  test('is missed when it is not there', async () => {
    expect(await twilio.verify(hookOf('a=1'), account)).toEqual({ ok: false, error: { reason: 'signature_missing' } })
  })
})

describe('a delivery', () => {
  test('is a part for the number that was written to, and for the one that a status is of', () => {
    const parts = (form: Record<string, string>) =>
      twilio.split(hookOf(new URLSearchParams({ AccountSid: AC, ...form }).toString()))
    expect(parts({ ...SMS, Body: 'Hello' })).toMatchObject({ ok: true, value: [{ line: US }] })
    expect(parts({ ...WHATSAPP, Body: 'Hello' })).toMatchObject({ ok: true, value: [{ line: US }] })
    const status = { MessageSid: SM, MessageStatus: 'sent', From: `whatsapp:${US}`, To: `whatsapp:${THEM}` }
    expect(parts(status)).toMatchObject({ ok: true, value: [{ line: US }] })
    expect(parts({ ...SMS, To: '22395' })).toMatchObject({ ok: true, value: [{ line: '22395' }] })
  })

  test('that is no form of an account is unreadable', () => {
    for (const body of ['', '{"a":1}', 'From=1', '%%%'])
      expect(twilio.split(hookOf(body))).toEqual({ ok: false, error: 'unreadable' })
  })

  test('whatever it says, is read without a throw', () => {
    const names = [...Object.keys(WHATSAPP), 'Body', 'NumMedia', 'MediaUrl0', 'MessageStatus', 'ErrorCode', 'FlowData']
    const form = fc.dictionary(fc.constantFrom(...names), fc.string({ unit: 'binary' }))
    fc.assert(
      fc.property(form, fc.string(), (given, noise) => {
        const fields = Object.entries(given).map(([key, value]): [string, string] => [key, value.toWellFormed()])
        const hook = hookOf(`${new URLSearchParams([['AccountSid', AC], ...fields]).toString()}&${noise}`)
        const parts = twilio.split(hook)
        for (const { line, body } of parts.ok ? parts.value : [])
          for (const event of twilio.read(body, NOW_MS)) expect(event.line).toBe(line)
      }),
    )
  })
})

describe('who wrote', () => {
  const sender = (form: Record<string, string>) => messageIn({ ...WHATSAPP, Body: 'Hi', ...form }).sender

  test('by number', () => {
    expect(sender({})).toEqual({ phone: THEM, userId: null, name: 'Ana Example', username: null })
    expect(messageIn({ ...SMS, Body: 'Hi' }).sender).toEqual({ phone: THEM, userId: null, name: null, username: null })
  })

  test('by an id of the business’s own, alone or with the number', () => {
    const id = 'US.13491208655302741918'
    const alone = { From: `whatsapp:${id}`, WaId: id, Username: '@ana' }
    expect(sender(alone)).toMatchObject({ phone: null, userId: id, username: 'ana' })
    expect(sender({ ExternalUserId: `whatsapp:${id}` })).toMatchObject({ phone: THEM, userId: id })
    expect(sender({ From: `whatsapp:${id}`, ExternalUserId: `whatsapp:${id}` })).toMatchObject({
      phone: THEM,
      userId: id,
    })
  })

  test('is nobody known when a short code writes', () => {
    expect(messageIn({ ...SMS, From: '22395', Body: 'Hi' }).sender).toMatchObject({ phone: null, userId: null })
  })
})

describe('what was written', () => {
  test.each<[string, Record<string, string>, Content]>([
    ['a text', { Body: ' Hello 😀 ' }, { type: 'text', text: ' Hello 😀 ' }],
    ['nothing at all', {}, { type: 'text', text: '' }],
    [
      'a button of ours',
      { MessageType: 'interactive', ButtonText: 'Yes', ButtonPayload: 'yes-1', Body: 'Yes' },
      { type: 'choice', via: 'button', id: 'yes-1', title: 'Yes' },
    ],
    [
      'the button of a template',
      { MessageType: 'button', ButtonText: 'Yes', ButtonPayload: 'yes-1', Body: 'Yes' },
      { type: 'choice', via: 'template', id: 'yes-1', title: 'Yes' },
    ],
    [
      'a row of a list',
      { ListId: 'slot-2', ListTitle: 'Tue 10:00', Body: 'Tue 10:00' },
      { type: 'choice', via: 'list', id: 'slot-2', title: 'Tue 10:00' },
    ],
    [
      'a place',
      { Latitude: '40.7', Longitude: '-74.01', Label: 'Office', Address: '1 Example St' },
      { type: 'location', latitude: 40.7, longitude: -74.01, name: 'Office', address: '1 Example St' },
    ],
    [
      'a form',
      { FlowData: '{"day":"Tuesday"}' },
      { type: 'form', values: { day: 'Tuesday' }, raw: '{"day":"Tuesday"}' },
    ],
    ['a form that is no object', { FlowData: '[1]' }, { type: 'form', values: null, raw: '[1]' }],
    ['a form that is no JSON', { FlowData: '{' }, { type: 'form', values: null, raw: '{' }],
    [
      'a yes to being rung',
      { Body: 'VOICE_CALL_REQUEST', ButtonPayload: 'ACCEPTED' },
      { type: 'call_permission', granted: true, permanent: false, expiresAtMs: null },
    ],
    [
      'a no to being rung',
      { Body: 'VOICE_CALL_REQUEST', ButtonPayload: 'REJECTED' },
      { type: 'call_permission', granted: false, permanent: false, expiresAtMs: null },
    ],
    ['something Twilio has a word for', { MessageType: 'order' }, { type: 'unknown', what: 'order' }],
    [
      'something WhatsApp cannot say',
      { MessageType: 'unsupported' },
      { type: 'unsupported', what: 'unsupported', code: null },
    ],
  ])('%s', (_title, form, content) => {
    expect(contentIn({ ...WHATSAPP, ...form })).toEqual(content)
  })

  test('files, with what they are called by', () => {
    const url = `https://api.twilio.com/2010-04-01/Accounts/${AC}/Messages/${SM}/Media/ME1`
    const media = (contentType: string) => ({ NumMedia: '1', MediaUrl0: url, MediaContentType0: contentType })
    const kindIn = (form: Record<string, string>) => {
      const content = contentIn(form)
      return content.type === 'media' ? content.media.map(({ kind }) => kind) : content.type
    }
    expect(contentIn({ ...SMS, ...media('image/jpeg'), Body: 'my tooth' })).toEqual({
      type: 'media',
      media: [{ kind: 'image', source: { url }, contentType: 'image/jpeg', sha256: null, fileName: null }],
      text: 'my tooth',
    })
    expect(kindIn({ ...WHATSAPP, ...media('audio/ogg; codecs=opus') })).toEqual(['voice'])
    expect(kindIn({ ...SMS, ...media('audio/ogg') })).toEqual(['audio'])
    expect(kindIn({ ...WHATSAPP, ...media('image/webp') })).toEqual(['sticker'])
    expect(kindIn({ ...WHATSAPP, ...media('application/pdf') })).toEqual(['document'])
    const many = Object.fromEntries(Array.from({ length: 12 }, (_, nth) => [`MediaUrl${nth}`, `${url}${nth}`]))
    expect(kindIn({ ...SMS, NumMedia: '12', ...many })).toHaveLength(10)
  })

  test('an answer names what it answers, and an advertisement is noted', () => {
    const message = messageIn({ ...WHATSAPP, Body: 'Yes', OriginalRepliedMessageSid: SM, ReferralSourceId: '12' })
    expect(message).toMatchObject({ repliesTo: SM, fromAd: true, channel: 'whatsapp', sentAtMs: NOW_MS, line: US })
  })

  test('a keyword is one, and answered, only where Twilio says so', () => {
    expect(messageIn({ ...SMS, Body: 'STOP', OptOutType: 'STOP' }).keyword).toEqual({ word: 'stop', answered: true })
    expect(messageIn({ ...SMS, Body: 'unstop', OptOutType: 'START' }).keyword).toEqual({
      word: 'start',
      answered: true,
    })
    expect(messageIn({ ...SMS, Body: 'STOP' }).keyword).toBeNull()
  })

  test('without an id it is nobody’s', () => {
    expect(told({ From: THEM, To: US, Body: 'Hi' })).toEqual([{ type: 'ignored', line: US, what: 'no_message' }])
  })
})

describe('what became of a message of ours', () => {
  const STATUS = { MessageSid: SM, From: US, To: THEM }
  function statusIn(form: Record<string, string>, url = `${URL}/status`): StatusReport {
    const [event] = told({ ...STATUS, ...form }, url)
    if (event?.type !== 'status') throw new Error(`no status but ${event?.type}`)
    return event.status
  }

  test.each([
    ['accepted', 'queued'],
    ['scheduled', 'queued'],
    ['queued', 'queued'],
    ['sending', 'sending'],
    ['sent', 'sent'],
    ['delivered', 'delivered'],
    ['read', 'read'],
    ['failed', 'failed'],
    ['undelivered', 'failed'],
    ['canceled', 'failed'],
  ] as const)('%s is %s', (word, status) => {
    expect(statusIn({ MessageStatus: word })).toMatchObject({ status, word, line: US, providerMessageId: SM })
  })

  test('is matched by our own id, which came back in the address', () => {
    const report = statusIn({ MessageStatus: 'sent' }, `${URL}/status?message=msg_01k5m3x8q2v7w9y0z1a2b3c4d5`)
    expect(report).toMatchObject({ messageId: 'msg_01k5m3x8q2v7w9y0z1a2b3c4d5', recipient: { phone: THEM } })
    expect(statusIn({ MessageStatus: 'sent' }, `${URL}/status?message=<x>`).messageId).toBeNull()
  })

  test.each([
    ['21610', 'blocked', { action: 'suppress', suppress: 'all' }],
    ['63014', 'blocked', { action: 'suppress', suppress: 'all' }],
    ['30006', 'failed', { action: 'suppress', suppress: 'channel' }],
    ['63016', 'failed', { action: 'needs_template' }],
    ['63018', 'failed', { action: 'retry', retryAfterMs: 60_000 }],
    ['30003', 'failed', { action: 'wait_long' }],
    ['30034', 'failed', { action: 'configuration' }],
    ['30007', 'failed', { action: 'our_bug' }],
    ['99999', 'failed', { action: 'our_bug' }],
  ] as const)('error %s is %s', (code, status, error) => {
    expect(statusIn({ MessageStatus: 'undelivered', ErrorCode: code })).toMatchObject({
      status,
      error: { code, ...error },
    })
  })

  test('a word we do not know is ignored by name', () => {
    expect(told({ ...STATUS, MessageStatus: 'teleported' })).toEqual([
      { type: 'ignored', line: US, what: 'status_teleported' },
    ])
  })
})

describe('its account', () => {
  const secrets = { TWILIO_ACCOUNT_SID: AC, TWILIO_AUTH_TOKEN: TOKEN, TWILIO_AUTH_TOKEN_SECONDARY: 'x'.repeat(32) }

  test('is the platform’s, with both tokens while one is being promoted', () => {
    expect(twilio.account(secrets)).toEqual({
      accountId: AC,
      signingSecrets: [TOKEN, 'x'.repeat(32)],
      accessToken: TOKEN,
    })
    expect(twilio.account({})).toBeNull()
    expect(() => twilio.account({ TWILIO_ACCOUNT_SID: AC })).toThrow('TWILIO_AUTH_TOKEN')
  })

  test('is claimed by the form, and by nothing that is no account', () => {
    expect(twilio.claimedAccount(hookOf(`AccountSid=${AC}`))).toBe(AC)
    expect(twilio.claimedAccount(hookOf('AccountSid=../etc'))).toBeNull()
  })
})
