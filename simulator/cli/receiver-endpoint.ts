import { dataOf, textOf, type Gateway } from './gateway.ts'
import type { SimulatorClient } from './simulator-client.ts'

/** Sees to it that the tenant's events reach its receiver at the simulator. Its secret is shown only when it is made. */
export async function ensureEndpoint(gateway: Gateway, simulator: SimulatorClient, slug: string): Promise<void> {
  const url = `${simulator.url}/receiver/${slug}`
  const known = dataOf(await gateway.get('/v1/webhook_endpoints?limit=100')).find(
    (endpoint) => endpoint['url'] === url && endpoint['status'] === 'enabled',
  )
  if (known !== undefined && (await simulator.received(slug)) !== null) return
  const secret =
    known === undefined
      ? (await gateway.post('/v1/webhook_endpoints', { url, events: ['*'] }))['secret']
      : (await gateway.post(`/v1/webhook_endpoints/${textOf(known['id']) ?? ''}/rotate-secret`, {}))['secret']
  await simulator.register(slug, textOf(secret) ?? '')
}
