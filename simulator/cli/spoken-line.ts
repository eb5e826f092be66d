import type { DemoTenant } from '../local/demo.ts'
import { dataOf, fieldOf, textOf, type Gateway } from './gateway.ts'
import { UserError } from './user-error.ts'

/** What a line is answered with is remembered by the gateway for five seconds. */
const PUBLISHED_MS = 5_500
const NAME = 'Out loud'

/**
 * A number of the tenant's whose agent talks speech to speech: the demo's agent, with another voice. Made for the first
 * call, and the same from then on.
 */
export async function spokenLine(gateway: Gateway, { phoneNumber, name }: DemoTenant): Promise<string> {
  const number = `${phoneNumber.slice(0, -1)}9`
  const isThere = async (): Promise<boolean> =>
    dataOf(await gateway.get('/v1/numbers?limit=100')).some((one) => one['phone_number'] === number)
  if (await isThere()) return number
  const [agent] = dataOf(await gateway.get('/v1/agents'))
  const document = fieldOf(await gateway.get(`/v1/agents/${textOf(agent?.['id']) ?? ''}`), 'draft')
  if (typeof document !== 'object' || document === null) throw new UserError(`${name} has no agent to speak.`)
  const voice = { ...(fieldOf(document, 'voice') as object), provider: 'openai-realtime' }
  const made = await gateway.post('/v1/agents', { document: { ...document, voice }, name: NAME })
  const agentId = textOf(made['id']) ?? ''
  await gateway.post(`/v1/agents/${agentId}/publish`, {})
  try {
    await gateway.post('/v1/numbers', { phone_number: number, agent_id: agentId })
  } catch (error) {
    // Another call that began in the same moment made it.
    if (!(await isThere())) throw error
  }
  await new Promise((resolve) => setTimeout(resolve, PUBLISHED_MS))
  return number
}
