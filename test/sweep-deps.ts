import { env } from 'cloudflare:workers'
import { contextOf, inRegion, openDirectory, type Ctx } from '../src/context.ts'
import { REGIONS, type Region } from '../src/records/region.ts'
import type { ScheduleDeps } from '../src/sweeps/schedule.ts'
import { openVault } from '../src/vault/vault.ts'
import { aCarrier, type PlayedCarrier } from './played-carrier.ts'

/** The context of a business in a test. */
export const ctxAt = (nowMs: number, region: Region = 'global', tenantId = 'ten_a'): Ctx =>
  contextOf(env, { tenantId, region, livemode: true, actor: { type: 'system', name: 'test' } }, nowMs)

/** What the door hands to sweeps, with one carrier at the far end of every account. */
export const sweepDeps = (nowMs: number, carrier: PlayedCarrier = aCarrier()): ScheduleDeps => ({
  regions: REGIONS.map((region) => inRegion(env, region)),
  directory: openDirectory(env),
  vault: openVault(env.ROOT_KEY ?? ''),
  nowMs,
  publicUrl: 'http://gateway.test',
  carrierFor: async () => carrier,
  mail: { domain: 'careline.example.com', sender: null, classify: null },
  wakeFor: async () => {},
  platformFor: async () => null,
  lineFor: async () => null,
  targetsFor: () => ({
    voiceUrl: 'http://gateway.test/voice',
    fallbackUrl: 'http://gateway.test/fallback',
    statusUrl: 'http://gateway.test/status',
    messagesUrl: 'http://gateway.test/messages',
  }),
})
