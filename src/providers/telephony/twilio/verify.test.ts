import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import twilioPackage from 'twilio'
import { utf8 } from '../../../kernel/bytes.ts'
import type { SignedHook } from '../../hook.ts'
import { decodeForm } from '../../../kernel/form-fields.ts'
import { signedFields } from '../../../kernel/form-signature.ts'
import { verifyTwilio, verifyUpgrade } from './verify.ts'

const { getExpectedBodyHash, getExpectedTwilioSignature, validateRequest, validateRequestWithBody } = twilioPackage

const SID = 'AC00000000000000000000000000000001'
const TOKEN = '0123456789abcdef0123456789abcdef'
const ACCOUNT = { accountSid: SID, tokens: [TOKEN] }
const FORM_TYPE = 'application/x-www-form-urlencoded; charset=UTF-8'

const aHook = (url: string, body: string, signature: string, method = 'POST'): SignedHook => ({
  url,
  method,
  headers: new Headers({ 'x-twilio-signature': signature, 'content-type': FORM_TYPE }),
  body: utf8(body),
})

/** With no fields the package signs the text itself. */
const signed = (text: string): string => getExpectedTwilioSignature(TOKEN, text, {})

const accepts = async (hook: SignedHook, account = ACCOUNT): Promise<boolean> => (await verifyTwilio(hook, account)).ok

describe('the signatures Twilio publishes', () => {
  const P = new URLSearchParams({
    CallSid: 'CA1234567890ABCDE',
    Caller: '+14158675309',
    Digits: '1234',
    From: '+14158675309',
    To: '+18005551212',
  }).toString()
  const PATH = '/myapp.php?foo=1&bar=2'

  const vectors = [
    ['https://mycompany.com', 'RSOYDt4T1cUTdK1PDd93/VVr8B8='],
    ['https://mycompany.com:443', 'kvajT1Ptam85bY51eRf/AJRuM3w='],
    ['http://mycompany.com:80', '0ZXoZLH/DfblKGATFgpif+LLRf4='],
    ['http://mycompany.com:1234', 'Zmvh+3yNM1Phv2jhDCwEM3q5ebU='],
    ['https://mycompany.com:1234', 'RSOYDt4T1cUTdK1PDd93/VVr8B8='],
    ['https://user:pass@mycompany.com', 'CukzLTc1tT5dXEDIHm/tKBanW10='],
    ['https://user@mycompany.com', '2YRLlVAflCqxaNicjMpJcSTgzSs='],
    ['https://user:pass@mycompany.com:443', 'ZQFR1PTIZXF2MXB8ZnKCvnnA+rI='],
  ] as const

  test.each(vectors)('%s', async (origin, signature) => {
    const account = { accountSid: SID, tokens: ['12345'] }
    expect(await accepts(aHook(origin + PATH, P, signature), account)).toBe(true)
    expect(await accepts(aHook(origin + PATH, `${P}x`, signature), account)).toBe(false)
  })
})

describe('agrees with the twilio package', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string(),
    fc.constantFrom('', ' a ', 'a+b', "o'clock", '%41', 'ß€𝄞'),
  )
  const name = fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom('To', 'From', 'Body', 'A', 'a', 'MediaUrl0'))
  const fields = fc.dictionary(name, fc.array(text, { minLength: 1, maxLength: 3 }), { noNullPrototype: true })
  const url = fc
    .tuple(
      fc.constantFrom('https://', 'http://'),
      fc.constantFrom('', 'user:pass@', 'user@'),
      fc.constantFrom('gateway.example', '127.0.0.1', '[::1]', 'Gateway.Example'),
      fc.constantFrom('', ':443', ':80', ':8787'),
      fc.constantFrom('/', '/hooks/voice/twilio', "/it's here", '/a//b/../c', '/%7Ea'),
      fc.constantFrom('', '?', '?a=1&b=2', "?q=it's", '?q=a+b&c=%20d', '?a=1&a=2', '?x', '?a=1&b=2&a=3', '?q=ü'),
    )
    .map((parts) => parts.join(''))

  const encoded = (form: Readonly<Record<string, readonly string[]>>): string =>
    new URLSearchParams(Object.entries(form).flatMap(([key, values]) => values.map((value) => [key, value]))).toString()

  test('whatever it signs is accepted, whichever address of the request it signed', async () => {
    await fc.assert(
      fc.asyncProperty(url, url, fields, async (requested, other, form) => {
        for (const address of [requested, other]) {
          const signature = getExpectedTwilioSignature(TOKEN, address, form)
          const expected = validateRequest(TOKEN, signature, requested, form)
          expect(await accepts(aHook(requested, encoded(form), signature))).toBe(expected)
        }
      }),
      { numRuns: 400 },
    )
  })

  test('every spelling of an address that it accepts is accepted, and no other', async () => {
    const spellings = (address: string): string[] => {
      const parsed = new URL(address).toString()
      const bare = (one: string) => one.replace(/:(443|80|8787)(?=[/?]|$)/, '')
      const full = (one: string, port: string) =>
        one.replace(/^(https?:\/\/(?:[^@/]*@)?(?:\[[^\]]*\]|[^:/?]+))(?=[/?])/, `$1${port}`)
      return [address, parsed].flatMap((one) => [
        one,
        bare(one),
        full(bare(one), ':443'),
        full(bare(one), ':80'),
        one.replaceAll('%27', "'"),
      ])
    }
    await fc.assert(
      fc.asyncProperty(url, fields, async (address, form) => {
        for (const spelling of spellings(address)) {
          const signature = getExpectedTwilioSignature(TOKEN, spelling, form)
          const expected = validateRequest(TOKEN, signature, address, form)
          expect([spelling, await accepts(aHook(address, encoded(form), signature))]).toEqual([spelling, expected])
        }
      }),
      { numRuns: 200 },
    )
  })

  test('our own signed text is what it signs', () => {
    fc.assert(
      fc.property(url, fields, (address, form) => {
        expect(signed(address + signedFields(decodeForm(encoded(form))))).toBe(
          getExpectedTwilioSignature(TOKEN, address, form),
        )
      }),
    )
  })

  test('a change of one field is refused', async () => {
    await fc.assert(
      fc.asyncProperty(fields, name, text, async (form, key, value) => {
        const before = Object.hasOwn(form, key) ? (form[key] ?? []) : []
        fc.pre(value !== '' && !before.includes(value))
        const address = 'https://gateway.example/hook'
        const signature = getExpectedTwilioSignature(TOKEN, address, form)
        const changed = { ...form, [key]: [...before, value] }
        const expected = validateRequest(TOKEN, signature, address, changed)
        expect(await accepts(aHook(address, encoded(changed), signature))).toBe(expected)
      }),
    )
  })

  test('a body that is no form is covered by its hash, and both must hold', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), async (body) => {
        const hash = getExpectedBodyHash(body)
        const address = `https://gateway.example/hook?a=1&bodySHA256=${hash}`
        const signature = getExpectedTwilioSignature(TOKEN, address, {})
        expect(validateRequestWithBody(TOKEN, signature, address, body)).toBe(true)
        expect(await accepts(aHook(address, body, signature))).toBe(true)
        expect(await accepts(aHook(address, `${body} `, signature))).toBe(false)
        expect(await accepts(aHook(address.replace('a=1', 'a=2'), body, signature))).toBe(false)
      }),
      { numRuns: 50 },
    )
  })
})

describe('what is signed', () => {
  const ADDRESS = 'https://gateway.example/hooks/voice/twilio'

  test('is not trimmed, and a plus is a space', async () => {
    expect(await accepts(aHook(ADDRESS, 'Body=+a+%20&To=%2B1', signed(`${ADDRESS}Body a  To+1`)))).toBe(true)
  })

  test('begins with the question mark a body may begin with', async () => {
    expect(await accepts(aHook(ADDRESS, '?a=1', signed(`${ADDRESS}?a1`)))).toBe(true)
  })

  test('keeps repeated values once, in order', async () => {
    expect(await accepts(aHook(ADDRESS, 'k=b&k=a&k=b&j=1', signed(`${ADDRESS}j1kakb`)))).toBe(true)
  })

  test('is the address alone for a GET', async () => {
    const address = `${ADDRESS}?CallSid=CA1`
    expect(await accepts(aHook(address, '', signed(address), 'GET'))).toBe(true)
    expect(await accepts(aHook(`${address}2`, '', signed(address), 'GET'))).toBe(false)
  })

  test('is compared as text: another spelling of the same bytes was not sent by Twilio', async () => {
    const signature = signed(`${ADDRESS}a1`)
    const last = signature.at(-2)!
    const next = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
    const respelled = `${signature.slice(0, -2)}${next[next.indexOf(last) + 1]}=`
    expect(atob(respelled)).toBe(atob(signature))
    expect(await accepts(aHook(ADDRESS, 'a=1', signature))).toBe(true)
    for (const wrong of [respelled, ` ${signature}=`, signature.replace('=', ''), signature.toLowerCase(), 'AAAA']) {
      expect(await accepts(aHook(ADDRESS, 'a=1', wrong))).toBe(false)
    }
  })
})

describe('the upgrade of a socket', () => {
  const SOCKET = 'wss://gateway.example/relay/a-token'
  const upgrade = (signature: string) =>
    verifyUpgrade(SOCKET, new Headers({ 'x-twilio-signature': signature }), ACCOUNT)

  test('is signed over its address as handed out, with or without a slash at its end', async () => {
    expect(await upgrade(signed(SOCKET))).toBe(true)
    expect(await upgrade(signed(`${SOCKET}/`))).toBe(true)
  })

  test.each(['https://gateway.example/relay/a-token', 'ws://gateway.example/relay/a-token', `${SOCKET}?x`, ''])(
    'is not signed over %j',
    async (address) => expect(await upgrade(signed(address))).toBe(false),
  )

  test('may be signed without the port it was handed out with', async () => {
    const headers = new Headers({ 'x-twilio-signature': signed('ws://localhost/relay/t') })
    expect(await verifyUpgrade('ws://localhost:8787/relay/t', headers, ACCOUNT)).toBe(true)
  })
})
