import * as z from 'zod'
import { sendJson } from '../carrier/rest-answer.ts'
import type { Control } from '../control.ts'
import { allOutboundScenarios, readOutboundScenario, type OutboundScenario } from './outbound-scenario.ts'
import { calleeOf, type CalledEvent } from './play-callee.ts'

const SPEED = 8
const SPEED_MAX = 1000

const Waiting = z.strictObject({
  /** A name of the folder, or a whole scenario: who picks up, and what they do then. */
  scenario: z.unknown(),
  number: z.string().regex(/^\+[1-9]\d{6,14}$/),
  speed: z.number().positive().max(SPEED_MAX).default(SPEED),
  /** For so many calls, one after the other. */
  times: z.number().int().min(1).max(100).default(1),
})

/** Has somebody wait at a number and tells what happens there, one JSON document a line, until their calls are over. */
export function expectCallee({ board, body, response }: Control): void {
  const { scenario: wanted, number, speed, times } = Waiting.parse(body)
  const scenario = scenarioOf(wanted)
  if (typeof scenario === 'string') return sendJson(response, 422, { error: scenario })
  response.writeHead(200, { 'Content-Type': 'application/x-ndjson' })
  let left = times
  const tell = (event: CalledEvent): void => {
    response.write(`${JSON.stringify(event)}\n`)
    if (event.type === 'over') left -= 1
    if (left === 0) response.end()
  }
  const leave = board.account.callees.expect(number, calleeOf(scenario.callee, speed, tell), times)
  // Whoever no longer listens waits for no call either.
  response.on('close', leave)
  tell({ type: 'waiting', number })
}

function scenarioOf(wanted: unknown): OutboundScenario | string {
  if (typeof wanted === 'string')
    return allOutboundScenarios().find(({ name }) => name === wanted) ?? `There is no scenario ${wanted}.`
  try {
    return readOutboundScenario(wanted)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
