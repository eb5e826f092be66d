import { freshNumber, type CallRecord } from './caller/place-call.ts'
import { allOutboundScenarios } from './caller/outbound-scenario.ts'
import { allScenarios, type Caller, type Scenario } from './caller/scenario.ts'
import { gatherAftermath, type Aftermath } from './cli/aftermath.ts'
import { compare, sharedSlots, type Difference } from './cli/compare.ts'
import { findOutbound, findScenario } from './cli/find-scenario.ts'
import { gatewayAt, type Gateway } from './cli/gateway.ts'
import { readCallOptions, USAGE, type CallOptions } from './cli/options.ts'
import { printEvent, printHeading, printReport, printScenarios, printVerdict } from './cli/print.ts'
import { ensureEndpoint } from './cli/receiver-endpoint.ts'
import { reportOf } from './cli/report.ts'
import { simulatorAt, type SimulatorClient } from './cli/simulator-client.ts'
import { spokenLine } from './cli/spoken-line.ts'
import { failureOf, UserError } from './cli/user-error.ts'
import { readDemo, type Demo, type DemoTenant } from './local/demo.ts'
import { callOut } from './outbound/call-out.ts'
import { startSimulator, type Simulator } from './server.ts'

/** What a call is placed with. */
interface Phone {
  readonly simulator: SimulatorClient
  /** The gateway's own carrier is this simulator, so that it can fetch recordings from it. */
  readonly isCarrier: boolean
  readonly options: CallOptions
  readonly demo: Demo
}

interface Finished {
  readonly record: CallRecord
  readonly aftermath: Aftermath
}

/** Places a scenario's calls, tells what happens, and what came of it. The exit code says whether it was as expected. */
async function main(): Promise<number> {
  const options = readCallOptions(process.argv.slice(2))
  if (options.help || (options.scenario === null && !options.list)) {
    console.log(USAGE)
    return options.help ? 0 : 1
  }
  if (options.list || options.scenario === null) {
    printScenarios(allScenarios())
    console.log('\nAnd those in which the business calls:\n')
    printScenarios(allOutboundScenarios())
    return 0
  }
  const outbound = findOutbound(options.scenario)
  return outbound === null
    ? callIn(findScenario(options.scenario), options)
    : callOut(outbound, demoOf(options), options)
}

async function callIn(scenario: Scenario, options: CallOptions): Promise<number> {
  const demo = demoOf(options)
  const own = demo.simulatorUrl === null ? await ownSimulator(demo) : null
  try {
    const simulator = simulatorAt(own?.url ?? demo.simulatorUrl ?? '')
    return await run({ simulator, isCarrier: own === null, options, demo }, asExpectedFrom(scenario, own === null))
  } finally {
    await own?.close()
  }
}

function demoOf({ stateDir, url }: CallOptions): Demo {
  const demo = readDemo(stateDir)
  if (demo === null) throw new UserError(`There is no ${stateDir}/demo.json. Start the gateway first: npm start`)
  return url === null ? demo : { ...demo, url }
}

/** For a gateway that was started without one. It does not know where this one is, so it cannot fetch recordings. */
async function ownSimulator({ url, twilio, tenants }: Demo): Promise<Simulator> {
  console.error('The gateway runs without a simulator: this call comes from here, and its recording cannot be fetched.')
  const { accountSid, authToken } = twilio
  const simulator = await startSimulator({ port: 0, publicUrl: url, accountSid, authToken, stateDir: null })
  for (const { phoneNumber } of tenants) {
    const number = simulator.board.numberOf(phoneNumber)
    const hook = `${url}/hooks/voice/twilio`
    const targets = { voice_url: hook, voice_fallback_url: `${hook}/fallback`, status_callback: `${hook}/status` }
    if (number !== null) simulator.board.saveNumber({ ...number, ...targets })
  }
  return simulator
}

async function run(phone: Phone, scenario: Scenario): Promise<number> {
  const { demo, options, simulator } = phone
  const own = tenantOf(demo, scenario)
  const gateway = gatewayAt(demo.url, own.apiKey)
  if ((await gateway.get('/health')) === null) throw new UserError(`What answers at ${demo.url} is no gateway.`)
  await ensureEndpoint(gateway, simulator, own.slug)
  const tenant = scenario.speech === undefined ? own : { ...own, phoneNumber: await spokenLine(gateway, own) }

  const from = scenario.from ?? freshNumber()
  if (scenario.after !== undefined)
    await goFirst(phone, {
      scenario: asExpectedFrom(findScenario(scenario.after), phone.isCarrier),
      tenant,
      gateway,
      from,
    })
  if (!options.json) printHeading(scenario, `${tenant.name}, ${tenant.phoneNumber}`)
  const finished = await call(phone, { scenario, tenant, gateway, from })

  const aftermaths = finished.map(({ aftermath }) => aftermath)
  const differences = [...finished.flatMap((one) => differencesOf(scenario, one)), ...sharedSlots(aftermaths)]
  tell(options, scenario, finished, differences)
  return differences.length === 0 ? 0 : 1
}

/** Where recordings cannot be fetched, nothing is expected of them. */
function asExpectedFrom(scenario: Scenario, isCarrier: boolean): Scenario {
  if (isCarrier) return scenario
  const without = (caller: Caller): Caller => ({
    ...caller,
    expect: {
      ...caller.expect,
      recording: undefined,
      events: caller.expect.events.filter((type) => type !== 'recording.ready'),
    },
  })
  return { ...scenario, callers: scenario.callers.map(without) }
}

interface Part {
  readonly scenario: Scenario
  readonly tenant: DemoTenant
  readonly gateway: Gateway
  readonly from: string
}

async function call(
  { simulator, options }: Phone,
  { scenario, tenant, gateway, from }: Part,
): Promise<readonly Finished[]> {
  const { name, speed } = { name: scenario.name, speed: options.speed }
  const asked = { scenario: name, to: tenant.phoneNumber, from, ...(speed !== null && { speed }) }
  const isAlone = scenario.callers.length === 1
  const records = await simulator.place(asked, (event) => {
    if (!options.json) printEvent(event, isAlone)
  })
  const watching = { gateway, simulator, slug: tenant.slug }
  return Promise.all(
    records.map(async (record) => ({
      record,
      aftermath: await gatherAftermath(watching, record, expectationOf(scenario, record)),
    })),
  )
}

/** The same caller's earlier call. It has to go well, or there is nothing to go on from. */
async function goFirst(phone: Phone, part: Part): Promise<void> {
  if (!phone.options.json) console.log(`\nFirst the same caller’s earlier call, ${part.scenario.name} …`)
  const finished = await call({ ...phone, options: { ...phone.options, json: true } }, part)
  const [difference] = finished.flatMap((one) => differencesOf(part.scenario, one))
  if (difference === undefined) return
  const { what, expected, actual } = difference
  throw new UserError(`The call before it, ${part.scenario.name}, failed: ${what} expected ${expected}, got ${actual}`)
}

const expectationOf = (scenario: Scenario, { caller }: CallRecord) =>
  scenario.callers.find(({ name }) => name === caller)?.expect ?? scenario.expect

const differencesOf = (scenario: Scenario, { record, aftermath }: Finished): readonly Difference[] =>
  compare(record, aftermath, expectationOf(scenario, record))

function tell(
  options: CallOptions,
  scenario: Scenario,
  finished: readonly Finished[],
  differences: readonly Difference[],
): void {
  const reports = finished.map(({ record, aftermath }) => reportOf(scenario, record, aftermath))
  if (options.json) {
    const [first] = reports
    const others = reports.length > 1 ? { callers: reports } : {}
    return console.log(
      JSON.stringify({ ...first, ...others, expected: differences.length === 0, differences }, null, 2),
    )
  }
  for (const report of reports) printReport(report)
  printVerdict(differences)
}

function tenantOf({ tenants }: Demo, { to, name }: Scenario): DemoTenant {
  const tenant = tenants.find(({ slug, phoneNumber }) => slug === to || phoneNumber === to)
  if (tenant === undefined) throw new UserError(`Scenario ${name} calls ${to}, which is none of the demo's businesses.`)
  return tenant
}

// Whoever read along has heard enough: `npm run call -- happy-path | head`.
process.stdout.on('error', () => process.exit(0))

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(failureOf(error))
    process.exit(1)
  },
)
