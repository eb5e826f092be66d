import * as z from 'zod'
import { sendJson } from '../carrier/rest-answer.ts'
import type { Control } from '../control.ts'
import { GraphFault } from '../whatsapp/graph-fault.ts'
import { verifyCallback } from '../whatsapp/graph-subscriptions.ts'
import { holdChat, UnreachableLine } from './hold-chat.ts'
import { allChatScenarios, changesMeta, CHAT_CHANNELS, readChatScenario, type ChatScenario } from './scenario.ts'
import { turns } from './turns.ts'

const Asked = z.strictObject({
  /** A name of the folder, or a whole scenario. */
  scenario: z.unknown(),
  channel: z.enum(CHAT_CHANNELS),
  to: z.string().min(1),
  from: z.string().optional(),
})

export const listChats = ({ response }: Control): void => sendJson(response, 200, { scenarios: allChatScenarios() })

export const readDeliveries = ({ whatsapp, response }: Control): void =>
  sendJson(response, 200, { attempts: whatsapp.deliveries.attempts })

export function addGraphFault({ whatsapp, body, response }: Control): void {
  const fault = GraphFault.parse(body)
  whatsapp.faults.add(fault, Date.now())
  sendJson(response, 201, fault)
}

export function clearGraphFaults({ whatsapp, response }: Control): void {
  whatsapp.faults.clear()
  response.writeHead(204).end()
}

/** The handshake with which Meta makes sure of a callback. */
export async function verify({ whatsapp, response }: Control): Promise<void> {
  const problem = await verifyCallback(whatsapp)
  sendJson(response, 200, { verified: problem === null, problem })
}

const chats = turns()

/** Lets a person play a scenario and tells what happens, one JSON document a line, until it is over. */
export async function chat({ board, whatsapp: cloud, body, response }: Control): Promise<void> {
  const { scenario: wanted, channel, to, from = null } = Asked.parse(body)
  const scenario = scenarioOf(wanted)
  if (typeof scenario === 'string') return sendJson(response, 422, { error: scenario })
  response.writeHead(200, { 'Content-Type': 'application/x-ndjson' })
  const tell = (event: unknown): void => void response.write(`${JSON.stringify(event)}\n`)
  try {
    await chats.take(changesMeta(scenario), () => holdChat({ board, cloud }, scenario, { channel, to, from, tell }))
  } catch (error) {
    if (!(error instanceof UnreachableLine)) throw error
    tell({ type: 'unreachable', message: error.message })
  }
  response.end()
}

/** The scenario that is meant, or what is wrong with it. */
function scenarioOf(wanted: unknown): ChatScenario | string {
  if (typeof wanted === 'string')
    return allChatScenarios().find(({ name }) => name === wanted) ?? `There is no scenario ${wanted}.`
  try {
    return readChatScenario(wanted)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
