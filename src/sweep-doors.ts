import { numberTargets } from './calls/callback-urls.ts'
import { inRegion, openDirectory } from './context.ts'
import type { Env } from './env.ts'
import { platformOf } from './messages/platform-of.ts'
import { REGIONS } from './records/region.ts'
import { carrierApi } from './routes/carrier-api.ts'
import { mailSideOf } from './routes/mail-side.ts'
import { telephony } from './providers/telephony/registry.ts'
import type { ScheduleDeps } from './sweeps/schedule.ts'
import { vaultOf } from './vault/vault.ts'

/** What the sweeps are handed: every region's stores, and the carriers they know nothing of themselves. */
export function sweepDoors(env: Env, nowMs: number): ScheduleDeps {
  return {
    regions: REGIONS.map((region) => inRegion(env, region)),
    directory: openDirectory(env),
    vault: vaultOf(env),
    nowMs,
    publicUrl: (env.PUBLIC_URL ?? '').replace(/\/$/, ''),
    targetsFor: (carrier) => numberTargets(env.PUBLIC_URL ?? '', carrier),
    async carrierFor({ carrier, accountSid, tenantId }) {
      const names = carrier === null ? telephony.map(({ name }) => name) : [carrier]
      for (const name of names) {
        const api = await carrierApi(env, { carrier: name, accountSid, tenantId }, nowMs)
        if (api !== null) return api
      }
      return null
    },
    platformFor: ({ tenantId, provider, line }) =>
      platformOf(env, { tenantId, provider, line, channel: 'whatsapp' }, nowMs),
    mail: mailSideOf(env, nowMs),
    lineFor: (line) => platformOf(env, { ...line, evenLetGo: true }, nowMs),
    async wakeFor(tenantId, region) {
      await env.WAKE.send({ tenantId, region })
    },
  }
}
