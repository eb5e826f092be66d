import { randomUUID } from 'node:crypto'
import type { OutboundScenario } from '../caller/outbound-scenario.ts'
import type { CalledEvent } from '../caller/play-callee.ts'
import { aftermathOf, NOTHING, type Aftermath } from '../cli/aftermath.ts'
import { fieldOf, textOf, type Gateway } from '../cli/gateway.ts'
import type { SimulatorClient } from '../cli/simulator-client.ts'
import type { DemoTenant } from '../local/demo.ts'
import { prepareContact, type Visit } from './before-calling.ts'
import type { CallRefusal, Dialled } from './call-report.ts'
import { remind, remindedMember } from './remind.ts'
import { spanishAgent } from './spanish-agent.ts'
import { waitAt, type Waiting } from './wait-at-number.ts'

export interface DialOut {
  readonly gateway: Gateway
  readonly simulator: SimulatorClient
  readonly tenant: DemoTenant
  readonly scenario: OutboundScenario
  readonly speed: number | null
  readonly tell: (event: CalledEvent) => void
}

/** Texas has a Sunday of its own. */
const OTHERWISE_BOUND = /^\+1512/
const NUMBERS_TRIED_MAX = 5

/** Has the business call somebody as the scenario says, plays them, and gathers what came of it. */
export async function dialOut(dialling: DialOut): Promise<Dialled> {
  const { gateway, simulator, scenario, speed, tell } = dialling
  const number = await numberFor(simulator)
  const visit = await prepareContact(gateway, scenario, number)
  const waiting = await waitAt({ simulatorUrl: simulator.url, scenario, number, speed }, tell)
  if (scenario.before.listed) return dialListed(dialling, number, waiting)
  const wanted = await wantCall(gateway, scenario, { number, visit })
  if ('refusal' in wanted) {
    waiting.leave()
    const nobody = {
      visit,
      record: await waiting.called,
      callId: null,
      aftermath: NOTHING,
      thenRefused: null,
      member: null,
    }
    return { ...nobody, refused: wanted.refusal }
  }
  const record = await waiting.called
  const { callId } = wanted
  const aftermath = await aftermathOfCall(dialling, callId, visit)
  const again = scenario.expect.then_refused === undefined ? null : await wantCall(gateway, scenario, { number, visit })
  const thenRefused = again !== null && 'refusal' in again ? again.refusal : null
  return { visit, record, refused: null, callId, aftermath, thenRefused, member: null }
}

/** The same by a list of the business's own, in which they are alone. */
async function dialListed(dialling: DialOut, phone: string, { called }: Waiting): Promise<Dialled> {
  const { gateway, scenario } = dialling
  const agentId = scenario.before.spanish ? await spanishAgent(gateway) : undefined
  const reminder = await remind(gateway, { phone, channel: 'voice', visit: null, agentId })
  const record = await called
  const member = await remindedMember(gateway, reminder, scenario.expect.member)
  const callId = textOf(member?.['subject_id'])
  const aftermath = callId === null ? NOTHING : await aftermathOfCall(dialling, callId, null)
  const status = textOf(member?.['status'])
  return { visit: null, record, refused: null, callId, aftermath, thenRefused: null, member: status }
}

/** Somebody's number who is bound by no more than everybody is. */
export async function numberFor(simulator: SimulatorClient): Promise<string> {
  let number = await simulator.freshNumber()
  for (let tries = 1; OTHERWISE_BOUND.test(number) && tries < NUMBERS_TRIED_MAX; tries += 1) {
    number = await simulator.freshNumber()
  }
  return number
}

interface Whom {
  readonly number: string
  readonly visit: Visit | null
}

async function wantCall(
  gateway: Gateway,
  { purpose }: OutboundScenario,
  { number, visit }: Whom,
): Promise<{ readonly callId: string } | { readonly refusal: CallRefusal }> {
  const about = visit === null ? {} : { about: { booking_id: visit.id } }
  const { status, body } = await gateway.ask('POST', '/v1/calls', { to: number, purpose, ...about }, randomUUID())
  const callId = textOf(body['id'])
  if (status === 201 && callId !== null) return { callId }
  const ids = fieldOf(body, 'rule_ids')
  return {
    refusal: {
      status,
      code: textOf(body['code']),
      detail: textOf(body['detail']),
      rule_ids: Array.isArray(ids) ? ids.map(String) : [],
      next_allowed_at: textOf(body['next_allowed_at']),
    },
  }
}

/** What came of the call, with the visit it was about as that stands now. */
async function aftermathOfCall(
  { gateway, simulator, tenant, scenario }: DialOut,
  callId: string,
  visit: Visit | null,
): Promise<Aftermath> {
  const watching = { gateway, simulator, slug: tenant.slug }
  const aftermath = await aftermathOf(watching, callId, scenario.expect)
  const booking = visit === null ? aftermath.booking : await gateway.get(`/v1/bookings/${visit.id}`)
  return { ...aftermath, booking }
}
