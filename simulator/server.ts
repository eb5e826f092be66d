import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { bystander } from './caller/play-callee.ts'
import { CalleeBook } from './carrier/callee.ts'
import { answerRest } from './carrier/rest.ts'
import { sendJson } from './carrier/rest-answer.ts'
import { Switchboard } from './carrier/switchboard.ts'
import { answerControl, type Controlled } from './control.ts'
import { MailExchange } from './mail/mail-exchange.ts'
import { Receivers } from './receiver.ts'
import { speechFarEnd } from './speech/far-end.ts'
import { sendTextMedia } from './sms/rest-messages.ts'
import { WhatsAppCloud } from './whatsapp/cloud.ts'
import { answerGraph, isGraphPath } from './whatsapp/graph.ts'

export interface SimulatorOptions {
  /** 0 takes any free one. */
  readonly port: number
  /** The gateway's origin. Numbers claimed by a gateway on another port are moved to it. */
  readonly publicUrl: string
  readonly accountSid: string
  readonly authToken: string
  /** Where numbers, recordings and receivers are kept; null keeps them in memory. */
  readonly stateDir: string | null
  readonly host?: string
  /** Where the speech vendor is played, and its key; left out, none is. */
  readonly speech?: { readonly port: number; readonly key: string } | null
  /** The WhatsApp application; left out, there is one with secrets nobody knows. */
  readonly meta?: MetaSecrets
}

export interface MetaSecrets {
  readonly appSecret: string
  readonly verifyToken: string
  readonly accessToken: string
}

export interface Simulator {
  readonly url: string
  readonly board: Switchboard
  readonly receivers: Receivers
  readonly whatsapp: WhatsAppCloud
  /** Resolves when nothing is being delivered any more and the port is free. */
  close(): Promise<void>
}

const CLOSE_MS_MAX = 3000
const WHATSAPP_HOOK = '/hooks/messages/whatsapp'

const secretsOfNobody = (): MetaSecrets => ({
  appSecret: randomUUID(),
  verifyToken: randomUUID(),
  accessToken: randomUUID(),
})

/**
 * A telephone network for development and tests: the carrier with its API and webhooks, Meta's side of WhatsApp, people with
 * phones, and customers' servers.
 */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { port, publicUrl, accountSid, authToken, stateDir, host = '127.0.0.1' } = options
  const keptIn = (file: string): string | null => (stateDir === null ? null : join(stateDir, file))
  let url = ''
  const callees = new CalleeBook(bystander)
  const board = new Switchboard({
    accountSid,
    authToken,
    apiUrl: () => url,
    stateFile: keptIn('simulator.json'),
    callees,
  })
  const receivers = new Receivers(keptIn('receivers.json'))
  const speech = options.speech ? speechFarEnd(options.speech) : null
  const whatsapp = new WhatsAppCloud({
    ...(options.meta ?? secretsOfNobody()),
    hookUrl: () => publicUrl + WHATSAPP_HOOK,
    apiUrl: () => url,
    stateFile: keptIn('whatsapp.json'),
  })
  const mail = new MailExchange()
  board.moveNumbers(publicUrl)

  const server = createServer((incoming, response) => {
    answer({ board, receivers, speech, whatsapp, mail }, incoming, response).catch((error: unknown) =>
      failed(response, error),
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  url = `http://${host}:${(server.address() as AddressInfo).port}`
  return {
    url,
    board,
    receivers,
    whatsapp,
    async close() {
      for (const call of board.calls.values()) call.end('completed', 'carrier')
      await Promise.race([board.settle(), new Promise((resolve) => setTimeout(resolve, CLOSE_MS_MAX).unref())])
      await whatsapp.close()
      receivers.close()
      await speech?.close()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

async function answer(controlled: Controlled, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = incoming.url ?? '/'
  const slug = /^\/receiver\/([a-z0-9-]+)$/.exec(path)?.[1]
  if (slug !== undefined && incoming.method === 'POST') {
    return controlled.receivers.take(slug, incoming, response, controlled.board.faults)
  }
  if (path.startsWith('/2010-04-01/')) return answerRest(controlled.board, incoming, response)
  if (isGraphPath(path)) return answerGraph(controlled.whatsapp, incoming, response)
  const sid = /^\/_media\/(ME[0-9a-f]{32})$/.exec(path)?.[1]
  if (sid !== undefined) return sendTextMedia(controlled.board.texts, sid, incoming, response)
  if (path.startsWith('/_sim/')) return answerControl(controlled, incoming, response)
  const error = 'The carrier’s API is below /2010-04-01, Meta’s below /v26.0, the simulation’s knobs are below /_sim.'
  sendJson(response, 404, { error })
}

function failed(response: ServerResponse, error: unknown): void {
  console.error('simulator:', error)
  if (!response.headersSent) sendJson(response, 500, { error: 'The simulator failed; its log says how.' })
  else response.end()
}
