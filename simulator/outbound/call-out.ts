import type { CalleePart, OutboundScenario } from '../caller/outbound-scenario.ts'
import type { Difference } from '../cli/compare.ts'
import { gatewayAt, textOf } from '../cli/gateway.ts'
import type { CallOptions } from '../cli/options.ts'
import { bookingText, line, paint, printHeading, printTurn, printVerdict } from '../cli/print.ts'
import { ensureEndpoint } from '../cli/receiver-endpoint.ts'
import { simulatorAt } from '../cli/simulator-client.ts'
import { UserError } from '../cli/user-error.ts'
import type { Demo } from '../local/demo.ts'
import { NAME } from './before-calling.ts'
import { outboundReport, whoEnded, type CallRefusal, type OutboundReport } from './call-report.ts'
import { compareDialled } from './compare-dialled.ts'
import { dialOut, type DialOut } from './dial-out.ts'
import { compareOffered, offerSlot } from './offer-slot.ts'

/** Has a business call, tells what happens, and what came of it. The value is the exit code. */
export async function callOut(scenario: OutboundScenario, demo: Demo, options: CallOptions): Promise<number> {
  const { url, simulatorUrl, tenants } = demo
  if (simulatorUrl === null)
    throw new UserError(
      'The gateway was started without a simulator: its carrier is another, and calls nobody from here.',
    )
  const tenant = tenants.find(({ slug }) => slug === scenario.from)
  if (tenant === undefined) throw new UserError(`${scenario.from} is none of the demo's businesses.`)
  const [gateway, simulator] = [gatewayAt(url, tenant.apiKey), simulatorAt(simulatorUrl)]
  if ((await gateway.get('/health')) === null) throw new UserError(`What answers at ${url} is no gateway.`)
  await ensureEndpoint(gateway, simulator, tenant.slug)
  const { offered_to: people } = scenario
  if (!options.json) printHeading(scenario, people === undefined ? NAME : `${people.length} people`, tenant.name)
  const dialling: DialOut = {
    gateway,
    simulator,
    tenant,
    scenario,
    speed: options.speed,
    tell: (event) => {
      if (options.json || event.type !== 'turn') return
      const [agent, callee] = people === undefined ? ['Agent', 'Callee'] : [`to ${event.caller}`, event.caller]
      printTurn(event, event.speaker === 'agent' ? agent : callee)
    },
  }
  if (people !== undefined) return offer(dialling, people, options)
  const dialled = await dialOut(dialling)
  const differences = compareDialled(dialled, scenario.expect)
  tell(outboundReport(scenario, dialled), differences, options.json)
  return differences.length === 0 ? 0 : 1
}

/** One time for several people. */
async function offer(dialling: DialOut, people: readonly CalleePart[], { json }: CallOptions): Promise<number> {
  const offered = await offerSlot(dialling, people)
  const differences = compareOffered(offered, dialling.scenario.expect)
  const { campaignId, slot, records, bookings, campaign } = offered
  if (json) {
    const { name: scenario } = dialling.scenario
    const [booking = null] = bookings
    const told = { scenario, campaign_id: campaignId, slot, booking, callees: records, campaign }
    console.log(JSON.stringify({ ...told, expected: differences.length === 0, differences }, null, 2))
  } else {
    console.log(`\n${paint('bold', 'What came of it')}`)
    console.log(
      line('offered', `${timeText(slot.starts_at)}, to ${people.length} people, of whom ${records.length} were called`),
    )
    console.log(line('given to', String(bookings.length)))
    console.log(line('campaign', `${textOf(campaign?.['status']) ?? 'unknown'}, ${campaignId}`))
    printVerdict(differences)
  }
  return differences.length === 0 ? 0 : 1
}

function tell(report: OutboundReport, differences: readonly Difference[], isJson: boolean): void {
  if (isJson) {
    return console.log(JSON.stringify({ ...report, expected: differences.length === 0, differences }, null, 2))
  }
  printOutbound(report)
  printVerdict(differences)
}

function printOutbound(report: OutboundReport): void {
  console.log(`\n${paint('bold', 'What came of it')}`)
  const lines = report.refused === null ? linesOfCall(report) : linesOfRefusal(report.refused)
  for (const [label, text] of lines) console.log(line(label, text))
}

/** An instant of the API's, in short. */
const timeText = (at: string): string => `${at.slice(0, 16).replace('T', ' ')} UTC`

type Line = readonly [string, string]

const linesOfRefusal = ({ code, detail, status, ...more }: CallRefusal): readonly Line[] => {
  const { rule_ids: rules, next_allowed_at: nextAt } = more
  return [
    ['refused', `${code ?? status}, by ${rules.join(', ') || 'no rule'}`],
    ...(detail === null ? [] : [['because', detail] as const]),
    ...(nextAt === null ? [] : [['allowed', `from ${timeText(nextAt)}`] as const]),
  ]
}

function linesOfCall(report: OutboundReport): readonly Line[] {
  const { timings, events, notices, then_refused: then, summary } = report
  const { first_word_ms: firstMs } = timings
  return [
    ['status', `${report.status ?? 'unknown'}, answered by ${report.answered_by ?? 'nobody'}`],
    ['outcome', `${report.outcome ?? 'none'}, ended by the ${whoEnded(report)}`],
    ['booking', bookingText(report.booking)],
    ...(summary === null ? [] : [['summary', summary] as const]),
    ...(then === null ? [] : [['next call', `refused: ${then.code ?? then.status}`] as const]),
    ['events', events.join(', ') || 'none received'],
    ['timing', firstMs === null ? 'not a word' : `first word after ${firstMs} ms`],
    ['call', report.call_id ?? 'not found'],
    ...notices.map(({ code, message }) => ['carrier', `${code}: ${message}`] as const),
  ]
}
