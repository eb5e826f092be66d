import { Before } from './caller/outbound-scenario.ts'
import { gatherChatAftermath } from './chat/chat-aftermath.ts'
import { chatReportOf } from './chat/chat-report.ts'
import { compareChat } from './chat/compare-chat.ts'
import { readChatOptions, USAGE, type ChatOptions } from './chat/options.ts'
import { printChatEvent, printChatHeading, printChatReport, printChatScenarios } from './chat/print-chat.ts'
import { allChatScenarios, type ChatChannel, type ChatScenario } from './chat/scenario.ts'
import { lineWithDocument } from './chat/line-with-document.ts'
import type { Difference } from './cli/compare.ts'
import { distance, findScenario } from './cli/find-scenario.ts'
import { gatewayAt, type Gateway } from './cli/gateway.ts'
import { printVerdict } from './cli/print.ts'
import { ensureEndpoint } from './cli/receiver-endpoint.ts'
import { simulatorAt, type SimulatorClient } from './cli/simulator-client.ts'
import { failureOf, UserError } from './cli/user-error.ts'
import { readDemo, type Demo, type DemoTenant } from './local/demo.ts'
import { prepareContact } from './outbound/before-calling.ts'
import { remind, type Reminder } from './outbound/remind.ts'

/** Lets a person write to the running gateway, tells what happens, and what came of it. The exit code says whether it was as expected. */
async function main(): Promise<number> {
  const options = readChatOptions(process.argv.slice(2))
  if (options.help || (options.scenario === null && !options.list)) {
    console.log(USAGE)
    return options.help ? 0 : 1
  }
  if (options.list || options.scenario === null) {
    printChatScenarios(allChatScenarios())
    return 0
  }
  const scenario = chatScenarioNamed(options.scenario)
  const demo = readDemo(options.stateDir)
  if (demo === null)
    throw new UserError(`There is no ${options.stateDir}/demo.json. Start the gateway first: npm start`)
  if (demo.simulatorUrl === null)
    throw new UserError('The gateway runs without a simulator, so nobody can write to it. Start it with: npm start')
  return run(options, scenario, { ...demo, url: options.url ?? demo.url })
}

/** @throws UserError that suggests what may have been meant. */
function chatScenarioNamed(name: string): ChatScenario {
  const scenarios = allChatScenarios()
  const found = scenarios.find((scenario) => scenario.name === name)
  if (found !== undefined) return found
  const names = scenarios.map((scenario) => scenario.name)
  const near = names.filter((known) => distance(known, name) <= Math.max(2, name.length / 3) || known.includes(name))
  const hint = near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `There are ${names.join(', ')}.`
  throw new UserError(`There is no scenario "${name}". ${hint}`)
}

async function run(options: ChatOptions, scenario: ChatScenario, demo: Demo): Promise<number> {
  const tenant = demo.tenants.find(({ slug }) => slug === scenario.to)
  if (tenant === undefined)
    throw new UserError(`Scenario ${scenario.name} writes to ${scenario.to}, which is no demo business.`)
  const simulator = simulatorAt(demo.simulatorUrl ?? '')
  const gateway = gatewayAt(demo.url, tenant.apiKey)
  if ((await gateway.get('/health')) === null) throw new UserError(`What answers at ${demo.url} is no gateway.`)
  await ensureEndpoint(gateway, simulator, tenant.slug)

  const channel = channelOf(options, scenario)
  const own = scenario.document === undefined ? tenant.phoneNumber : await lineWithDocument(gateway, tenant, scenario)
  const to = channel === 'sms' ? own : whatsAppLineOf(tenant)
  const from = await simulator.freshNumber()
  const startedAtMs = Date.now()
  if (scenario.after !== undefined) await ringFirst(simulator, scenario.after, { to: own, from, quiet: options.json })
  const reminder = await remindFirst(gateway, scenario, channel, from)
  if (!options.json)
    printChatHeading(scenario, `${tenant.name}, ${channel === 'sms' ? 'by SMS to' : 'on WhatsApp at'} ${to}`)
  const record = await simulator.chat({ scenario: scenario.name, channel, to, from }, (event) => {
    if (!options.json) printChatEvent(event)
  })

  const watching = { gateway, simulator, slug: tenant.slug, startedAtMs, reminder }
  const aftermath = await gatherChatAftermath(watching, record, scenario.expect)
  const differences = compareChat(record, aftermath, scenario.expect)
  const report = chatReportOf(scenario, record, aftermath)
  if (options.json) printDocument(report, differences)
  else {
    printChatReport(report)
    printVerdict(differences)
  }
  return differences.length === 0 ? 0 : 1
}

/** The business's reminder, which is on their phone before they write. */
async function remindFirst(
  gateway: Gateway,
  { reminded, name }: ChatScenario,
  channel: ChatChannel,
  phone: string,
): Promise<Reminder | null> {
  if (reminded === undefined) return null
  if (channel !== 'sms') throw new UserError(`Scenario ${name} begins with a text: it goes by SMS only.`)
  const before = Before.parse({ known: true, ...(reminded === 'visit' && { visit_in_days: 3 }) })
  const visit = await prepareContact(gateway, { before, purpose: 'appointment_reminder' }, phone, channel)
  return remind(gateway, { phone, channel, visit })
}

const printDocument = (report: object, differences: readonly Difference[]): void =>
  console.log(JSON.stringify({ ...report, expected: differences.length === 0, differences }, null, 2))

function channelOf({ channel }: ChatOptions, { channels, name }: ChatScenario): ChatChannel {
  const [first = 'whatsapp'] = channels
  if (channel === null || channels.includes(channel)) return channel ?? first
  throw new UserError(`Scenario ${name} goes by ${channels.join(' or ')} only.`)
}

function whatsAppLineOf({ whatsappPhoneNumberId: line, name }: DemoTenant): string {
  if (line !== null) return line
  throw new UserError(`${name} has no WhatsApp. Make the demo anew with: npm start -- --fresh`)
}

/** The same person's call before they write. It has to go as its scenario expects, as far as what is said goes. */
async function ringFirst(
  simulator: SimulatorClient,
  name: string,
  { to, from, quiet }: { readonly to: string; readonly from: string; readonly quiet: boolean },
): Promise<void> {
  const call = findScenario(name)
  if (!quiet) console.log(`\nFirst the same person’s call, ${name} …`)
  const records = await simulator.place({ scenario: call.name, to, from, speed: 20 }, () => undefined)
  const failure = records.find((record) => record.failure !== null)?.failure ?? null
  if (failure !== null) throw new UserError(`The call before it, ${name}, failed: ${failure}`)
}

// Whoever read along has heard enough: `npm run chat -- books-with-buttons | head`.
process.stdout.on('error', () => process.exit(0))

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(failureOf(error))
    process.exit(1)
  },
)
