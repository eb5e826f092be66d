import { dataOf, textOf, type Gateway } from './gateway.ts'
import type { SimulatorClient } from './simulator-client.ts'

/**
 * Sees to it that the tenant's events reach its receiver at the simulator, wherever that is today. A secret is shown
 * only when it is made: an endpoint whose secret the receiver does not know is made anew.
 */
export async function ensureEndpoint(gateway: Gateway, simulator: SimulatorClient, slug: string): Promise<void> {
  const path = `/receiver/${slug}`
  const url = simulator.url + path
  const endpoints = dataOf(await gateway.get('/v1/webhook_endpoints?limit=100'))
  const known = endpoints.find((endpoint) => textOf(endpoint['url'])?.endsWith(path) === true)
  const at = `/v1/webhook_endpoints/${textOf(known?.['id']) ?? ''}`
  if (known !== undefined && (await simulator.received(slug)) !== null) {
    if (known['url'] !== url || known['status'] !== 'enabled') await gateway.patch(at, { url, status: 'enabled' })
    return
  }
  if (known !== undefined) await gateway.remove(at)
  const made = await gateway.post('/v1/webhook_endpoints', { url, events: ['*'] })
  await simulator.register(slug, textOf(made['secret']) ?? '')
}
