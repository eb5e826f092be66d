import { dataOf, fieldOf, textOf, type Gateway } from '../cli/gateway.ts'
import { UserError } from '../cli/user-error.ts'
import type { DemoTenant } from '../local/demo.ts'
import { allChatScenarios, type ChatScenario } from './scenario.ts'

/** What a line is answered with is remembered by the gateway for five seconds. */
const PUBLISHED_MS = 5_500
/** The digit above is that of the number that talks speech to speech. */
const LAST_DIGIT = 8

/**
 * A number of the tenant's whose agent has what the scenario asks for in its document, besides what the demo's agent has. Made
 * for its first chat, and the same from then on.
 */
export async function lineWithDocument(
  gateway: Gateway,
  { phoneNumber, name }: DemoTenant,
  { document: wanted = {}, name: scenarioName }: ChatScenario,
): Promise<string> {
  const others = allChatScenarios().filter(({ document }) => document !== undefined)
  const nth = others.findIndex((scenario) => scenario.name === scenarioName)
  const number = `${phoneNumber.slice(0, -1)}${LAST_DIGIT - nth}`
  const numbers = dataOf(await gateway.get('/v1/numbers?limit=100'))
  if (numbers.some((one) => one['phone_number'] === number)) return number
  const [agent] = dataOf(await gateway.get('/v1/agents')).filter((one) => one['name'] === name)
  const document = fieldOf(await gateway.get(`/v1/agents/${textOf(agent?.['id']) ?? ''}`), 'draft')
  if (typeof document !== 'object' || document === null) throw new UserError(`${name} has no agent to write to.`)
  const made = await gateway.post('/v1/agents', { document: { ...document, ...wanted }, name: `For ${scenarioName}` })
  const agentId = textOf(made['id']) ?? ''
  await gateway.post(`/v1/agents/${agentId}/publish`, {})
  await gateway.post('/v1/numbers', { phone_number: number, agent_id: agentId })
  await new Promise((resolve) => setTimeout(resolve, PUBLISHED_MS))
  return number
}
