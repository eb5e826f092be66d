import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { signatureOf } from '../carrier/sign.ts'
import { readText } from '../read-text.ts'
import { startSimulator, type Simulator } from '../server.ts'

const ACCOUNT = { accountSid: `AC${'1'.repeat(32)}`, authToken: '2'.repeat(32) }
const NUMBER = '+12125550111'
const PERSON = '+12125550142'

let hook: Server
let publicUrl: string
let simulator: Simulator
let told: { path: string; fields: Record<string, string>; signed: boolean }[] = []

beforeAll(async () => {
  hook = createServer((incoming, response) => {
    void readText(incoming, 64 * 1024).then((body) => {
      const fields = Object.fromEntries(new URLSearchParams(body))
      const path = incoming.url ?? ''
      const signed = incoming.headers['x-twilio-signature'] === signatureOf(ACCOUNT.authToken, publicUrl + path, fields)
      told.push({ path, fields, signed })
      response.writeHead(200, { 'content-type': 'text/xml' }).end('<Response/>')
    })
  })
  await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve))
  publicUrl = `http://127.0.0.1:${(hook.address() as AddressInfo).port}`
  simulator = await startSimulator({ port: 0, publicUrl, ...ACCOUNT, stateDir: null })
  const { board } = simulator
  board.saveNumber({ ...board.numberOf(NUMBER)!, sms_url: `${publicUrl}/in` })
})
afterAll(async () => {
  await simulator.close()
  hook.close()
})
beforeEach(() => {
  told = []
})

const send = (fields: Record<string, string>): Promise<Response> =>
  fetch(`${simulator.url}/2010-04-01/Accounts/${ACCOUNT.accountSid}/Messages.json`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${ACCOUNT.accountSid}:${ACCOUNT.authToken}`)}` },
    body: new URLSearchParams({ From: NUMBER, To: PERSON, ...fields }),
  })

const codeOf = async (response: Response): Promise<unknown> => ((await response.json()) as { code?: number }).code

test.each([
  ['no words', { Body: '' }, 21602],
  ['1601 characters', { Body: 'x'.repeat(1601) }, 21617],
  ['no number', { Body: 'Hi', To: '212' }, 21211],
  ['a sender of somebody else', { Body: 'Hi', From: '+14155238886' }, 21606],
  ['two channels', { Body: 'Hi', To: `whatsapp:${PERSON}` }, 21910],
])('what Twilio refuses is refused: %s', async (_, fields, code) => {
  expect(await codeOf(await send(fields))).toBe(code)
})

test('a text arrives, and is told of by signed reports', async () => {
  const shown: string[] = []
  const close = simulator.board.texts.listen(PERSON, ({ text }) => shown.push(text))
  const sent = await send({ Body: 'Hello', StatusCallback: `${publicUrl}/status` })
  expect(sent.status).toBe(201)
  await expect.poll(() => told.some(({ fields }) => fields['MessageStatus'] === 'delivered')).toBe(true)
  expect(told.every(({ signed }) => signed)).toBe(true)
  expect(shown).toEqual(['Hello'])
  close()
})

test('STOP is answered by the carrier, told of, and holds until START', async () => {
  const { texts } = simulator.board
  const shown: { from: string }[] = []
  const close = texts.listen(PERSON, (message) => shown.push(message))
  texts.write({ from: PERSON, to: NUMBER, body: 'stop' })
  expect(shown).toMatchObject([{ from: 'carrier' }])
  expect(await codeOf(await send({ Body: 'Hello' }))).toBe(21610)
  const wordsTold = () =>
    told.flatMap(({ fields: { Body, OptOutType } }) => (Body === undefined ? [] : [[Body, OptOutType]]))
  await expect.poll(wordsTold).toEqual([['stop', undefined]])
  texts.advancedOptOut = true
  texts.write({ from: PERSON, to: NUMBER, body: 'START' })
  await expect.poll(wordsTold).toContainEqual(['START', 'START'])
  expect((await send({ Body: 'Hello' })).status).toBe(201)
  texts.advancedOptOut = false
  close()
})

test('a picture is had with the account’s credentials, and then without them', async () => {
  const media = [{ contentType: 'image/png', bytes: Uint8Array.of(1, 2, 3) }]
  simulator.board.texts.write({ from: PERSON, to: NUMBER, body: 'look', media })
  const addressTold = () => told.find(({ fields }) => fields['Body'] === 'look')?.fields['MediaUrl0']
  await expect.poll(addressTold).toMatch(/^http/)
  const url = addressTold()!
  expect((await fetch(url)).status).toBe(401)
  const authorization = `Basic ${btoa(`${ACCOUNT.accountSid}:${ACCOUNT.authToken}`)}`
  const moved = await fetch(url, { headers: { authorization }, redirect: 'manual' })
  expect(moved.status).toBe(307)
  const at = moved.headers.get('location')!
  expect((await fetch(at, { headers: { authorization } })).status).toBe(400)
  expect(new Uint8Array(await (await fetch(at)).arrayBuffer())).toEqual(Uint8Array.of(1, 2, 3))
})

test('WhatsApp over the carrier takes free text for a day, and tells of it later when it does not', async () => {
  const over = { From: `whatsapp:${NUMBER}`, To: `whatsapp:${PERSON}` }
  expect((await send({ ...over, Body: 'Hi', StatusCallback: `${publicUrl}/status` })).status).toBe(201)
  await expect.poll(() => told.map(({ fields }) => fields['ErrorCode'])).toContain('63016')
  simulator.board.texts.write({ from: over.To, to: over.From, body: 'Hello' })
  await send({ ...over, Body: 'Hi', StatusCallback: `${publicUrl}/status` })
  await expect.poll(() => told.some(({ fields }) => fields['MessageStatus'] === 'delivered')).toBe(true)
})
