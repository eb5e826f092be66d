import type { IncomingMessage, ServerResponse } from 'node:http'
import * as z from 'zod'
import { expectCallee } from './caller/callee-control.ts'
import { freshNumber, placeCalls, UnreachableNumber } from './caller/place-call.ts'
import { allScenarios, readScenario, type Scenario } from './caller/scenario.ts'
import { Fault } from './carrier/faults.ts'
import { newNumber } from './carrier/owned-number.ts'
import { sendJson } from './carrier/rest-answer.ts'
import type { Switchboard } from './carrier/switchboard.ts'
import { addGraphFault, chat, clearGraphFaults, listChats, readDeliveries, verify } from './chat/chat-control.ts'
import { readMailbox, readTexts, sendMail } from './mail/mail-control.ts'
import type { MailExchange } from './mail/mail-exchange.ts'
import { objectOf, readText } from './read-text.ts'
import type { Receivers } from './receiver.ts'
import type { SpeechFarEnd } from './speech/far-end.ts'
import type { WhatsAppCloud } from './whatsapp/cloud.ts'

/** What the control endpoints work on. */
export interface Controlled {
  readonly board: Switchboard
  readonly receivers: Receivers
  /** The speech vendor as it is played; null where the gateway has another. */
  readonly speech: SpeechFarEnd | null
  readonly whatsapp: WhatsAppCloud
  readonly mail: MailExchange
}

export interface Control extends Controlled {
  readonly ids: readonly string[]
  readonly body: Readonly<Record<string, unknown>>
  readonly response: ServerResponse
}

type Handler = (control: Control) => void | Promise<void>

/** Faster than talk, slow enough to follow on a screen. */
const SPEED = 8
const SPEED_MAX = 1000
const BODY_BYTES_MAX = 256 * 1024

const PhoneNumber = z.strictObject({
  phone_number: z.string().regex(/^\+[1-9]\d{6,14}$/),
  voice_url: z.url().optional(),
  voice_fallback_url: z.url().optional(),
  status_callback: z.url().optional(),
})
const Secret = z.strictObject({ slug: z.string().regex(/^[a-z0-9-]+$/), secret: z.string().startsWith('whsec_') })
const Placing = z.strictObject({
  /** A name of the folder, or a whole scenario. */
  scenario: z.unknown(),
  to: z.string().regex(/^\+[1-9]\d{6,14}$/),
  from: z.string().optional(),
  speed: z.number().positive().max(SPEED_MAX).default(SPEED),
})

const ROUTES: readonly (readonly [RegExp, Readonly<Record<string, Handler>>])[] = [
  [/^\/_sim\/health$/, { GET: ({ response }) => sendJson(response, 200, { status: 'ok' }) }],
  [/^\/_sim\/scenarios$/, { GET: ({ response }) => sendJson(response, 200, { scenarios: allScenarios() }) }],
  [
    /^\/_sim\/numbers$/,
    { GET: ({ board, response }) => sendJson(response, 200, { numbers: board.numbers }), POST: addNumber },
  ],
  [
    /^\/_sim\/faults$/,
    {
      GET: ({ board, response }) => sendJson(response, 200, { faults: board.faults.all }),
      POST: addFault,
      DELETE: ({ board, response }) => {
        board.faults.clear()
        response.writeHead(204).end()
      },
    },
  ],
  [/^\/_sim\/webhooks$/, { GET: ({ board, response }) => sendJson(response, 200, { attempts: board.attempts }) }],
  [/^\/_sim\/calls$/, { POST: place }],
  [/^\/_sim\/callees$/, { POST: expectCallee }],
  [/^\/_sim\/fresh-number$/, { GET: ({ response }) => sendJson(response, 200, { phone_number: freshNumber() }) }],
  [/^\/_sim\/chats$/, { GET: listChats, POST: chat }],
  [/^\/_sim\/whatsapp\/deliveries$/, { GET: readDeliveries }],
  [/^\/_sim\/whatsapp\/faults$/, { POST: addGraphFault, DELETE: clearGraphFaults }],
  [/^\/_sim\/whatsapp\/verify$/, { POST: verify }],
  [/^\/_sim\/mail$/, { POST: sendMail }],
  [/^\/_sim\/mailboxes\/([^/]+)$/, { GET: readMailbox }],
  [/^\/_sim\/texts\/(\+\d+)$/, { GET: readTexts }],
  [/^\/_sim\/receivers$/, { POST: addReceiver }],
  [/^\/_sim\/receivers\/([a-z0-9-]+)$/, { GET: readReceiver }],
]

/** The knobs of the simulation, below `/_sim`. No part of what a carrier offers. */
export async function answerControl(
  controlled: Controlled,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname } = new URL(incoming.url ?? '/', 'http://simulator.invalid')
  const route = ROUTES.find(([path]) => path.test(pathname))
  const handler = route?.[1][incoming.method ?? 'GET']
  if (route === undefined) return sendJson(response, 404, { error: `There is no ${pathname}.` })
  if (handler === undefined)
    return sendJson(response, 405, { error: `${pathname} takes ${Object.keys(route[1]).join(', ')}.` })
  const body = objectOf((await readText(incoming, BODY_BYTES_MAX)) || '{}')
  if (body === null) return sendJson(response, 400, { error: 'Send a JSON object.' })
  const ids = route[0].exec(pathname)?.slice(1) ?? []
  try {
    await handler({ ...controlled, ids, body, response })
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error
    sendJson(response, 422, { error: z.prettifyError(error) })
  }
}

function addNumber({ board, body, response }: Control): void {
  const { phone_number: phoneNumber, ...targets } = PhoneNumber.parse(body)
  const known = board.numberOf(phoneNumber) ?? newNumber(phoneNumber)
  const given = Object.fromEntries(Object.entries(targets).filter(([, url]) => url !== undefined))
  sendJson(response, 201, board.saveNumber({ ...known, ...given }))
}

function addFault({ board, body, response }: Control): void {
  const fault = Fault.parse(body)
  board.faults.add(fault)
  sendJson(response, 201, fault)
}

function addReceiver({ receivers, body, response }: Control): void {
  const { slug, secret } = Secret.parse(body)
  receivers.register(slug, secret)
  sendJson(response, 201, { slug, path: `/receiver/${slug}` })
}

function readReceiver({ receivers, ids: [slug = ''], response }: Control): void {
  const known = receivers.has(slug) || receivers.received(slug).length > 0
  sendJson(
    response,
    known ? 200 : 404,
    known ? { slug, events: receivers.received(slug) } : { error: `Nobody receives for ${slug}.` },
  )
}

/** Places a scenario's calls and tells what happens, one JSON document a line, until it is over. */
async function place({ board, speech, body, response }: Control): Promise<void> {
  const { scenario: wanted, to, from = null, speed } = Placing.parse(body)
  const scenario =
    typeof wanted === 'string' ? (allScenarios().find(({ name }) => name === wanted) ?? null) : read(wanted)
  if (scenario === null || typeof scenario === 'string') {
    return sendJson(response, 422, { error: scenario ?? `There is no scenario ${String(wanted)}.` })
  }
  if (scenario.speech !== undefined && speech === null)
    return sendJson(response, 422, { error: 'No speech vendor is played here.' })
  response.writeHead(200, { 'Content-Type': 'application/x-ndjson' })
  const tell = (event: unknown): void => void response.write(`${JSON.stringify(event)}\n`)
  const letGo = await speechFor(scenario, speech)
  try {
    await placeCalls(board, scenario, { to, from, speed, tell })
  } catch (error) {
    if (!(error instanceof UnreachableNumber)) throw error
    tell({ type: 'unreachable', message: error.message })
  } finally {
    letGo()
  }
  response.end()
}

/** The speech vendor as the scenario wants it, once it is free. Gives how to let go of it. */
const speechFor = async ({ speech: script }: Scenario, speech: SpeechFarEnd | null): Promise<() => void> =>
  script === undefined || speech === null ? () => undefined : speech.script(script)

function read(value: unknown): Scenario | string {
  try {
    return readScenario(value)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
