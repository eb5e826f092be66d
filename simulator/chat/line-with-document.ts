import { dataOf, fieldOf, textOf, type Gateway } from '../cli/gateway.ts'
import { UserError } from '../cli/user-error.ts'
import type { DemoTenant } from '../local/demo.ts'
import type { ChatScenario } from './scenario.ts'

/** What a line is answered with is remembered by the gateway for five seconds. */
const PUBLISHED_MS = 5_500

/**
 * A number of the tenant's whose agent has what the scenario asks for in its document, besides what the demo's agent has. Made
 * for the first chat, and the same from then on.
 */
export async function lineWithDocument(
  gateway: Gateway,
  { phoneNumber, name }: DemoTenant,
  { document: wanted = {} }: ChatScenario,
): Promise<string> {
  const number = `${phoneNumber.slice(0, -1)}8`
  const numbers = dataOf(await gateway.get('/v1/numbers?limit=100'))
  if (numbers.some((one) => one['phone_number'] === number)) return number
  const [agent] = dataOf(await gateway.get('/v1/agents')).filter((one) => one['name'] === name)
  const document = fieldOf(await gateway.get(`/v1/agents/${textOf(agent?.['id']) ?? ''}`), 'draft')
  if (typeof document !== 'object' || document === null) throw new UserError(`${name} has no agent to write to.`)
  const made = await gateway.post('/v1/agents', { document: { ...document, ...wanted }, name: 'Writes by itself' })
  const agentId = textOf(made['id']) ?? ''
  await gateway.post(`/v1/agents/${agentId}/publish`, {})
  await gateway.post('/v1/numbers', { phone_number: number, agent_id: agentId })
  await new Promise((resolve) => setTimeout(resolve, PUBLISHED_MS))
  return number
}
