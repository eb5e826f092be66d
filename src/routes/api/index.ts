import { Hono } from 'hono/tiny'
import { newId } from '../../kernel/ids.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { accountClosure } from './account-closure.ts'
import { account } from './account.ts'
import { agentVersions } from './agent-versions.ts'
import { agents } from './agents.ts'
import { analytics } from './analytics.ts'
import type { ApiEnv } from './api-env.ts'
import { attestations } from './attestations.ts'
import { audit } from './audit.ts'
import { availability } from './availability.ts'
import { blockedCallers } from './blocked-callers.ts'
import { bookings } from './bookings.ts'
import { calls } from './calls.ts'
import { campaigns } from './campaigns.ts'
import { carriers } from './carriers.ts'
import { channels } from './channels.ts'
import { consents } from './consents.ts'
import { contactDecisions } from './contact-decisions.ts'
import { campaignRecord, personRecord } from './contact-records.ts'
import { contactRules } from './contact-rules.ts'
import { erasures } from './erasures.ts'
import { deidentified } from './deidentified.ts'
import { events } from './events.ts'
import { exports } from './exports.ts'
import { holds } from './holds.ts'
import { keyRotations } from './key-rotations.ts'
import { inbox } from './inbox.ts'
import { incidents } from './incidents.ts'
import { keys } from './keys.ts'
import { legal } from './legal-processes.ts'
import { mails } from './mails.ts'
import { messages } from './messages.ts'
import { minorFlags } from './minor-flags.ts'
import { numbers } from './numbers.ts'
import { refuseOtherMethods, type Resource } from './operation.ts'
import { outreachSettings } from './outreach-settings.ts'
import { people } from './people.ts'
import { peopleSearch } from './people-search.ts'
import { personErase } from './person-erase.ts'
import { personCorrect } from './person-correct.ts'
import { personExport } from './person-export.ts'
import { personLocations } from './person-locations.ts'
import { personPreferences } from './person-preferences.ts'
import { personRestrict } from './person-restrict.ts'
import { personTimeline } from './person-timeline.ts'
import { platformAudit } from './platform-audit.ts'
import { platformRequests } from './platform-requests.ts'
import { policies } from './policies.ts'
import { privacyInventory } from './privacy-inventory.ts'
import { privacyRequests } from './privacy-requests.ts'
import { problemOf, thrownProblem } from './problem.ts'
import { tellLimit } from './rate-limit.ts'
import { callRecording, recordings } from './recordings.ts'
import { resources as bookable } from './resources.ts'
import { retention } from './retention.ts'
import { services } from './services.ts'
import { supportGrants, tenantSupport } from './support-grants.ts'
import { subprocessors, vendors } from './subprocessors.ts'
import { sweepManifestChains, sweepProofs } from './sweep-manifests.ts'
import { successions } from './successions.ts'
import { suppressions } from './suppressions.ts'
import { tasks } from './tasks.ts'
import { tenantClosure } from './tenant-closure.ts'
import { tenantOutreach } from './tenant-outreach.ts'
import { tenants } from './tenants.ts'
import { threads } from './threads.ts'
import { tickets } from './tickets.ts'
import { usage } from './usage.ts'
import { webhookEndpoints } from './webhook-endpoints.ts'

/** Every resource of the API and where it is mounted. A new one is a file beside this and a line here. */
export const resources: readonly (readonly [base: string, Resource])[] = [
  ['/account', account],
  ['/account', accountClosure],
  ['/account', successions],
  ['/keys', keys],
  ['/key_rotations', keyRotations],
  ['/agents', agents],
  ['/agents', agentVersions],
  ['/numbers', numbers],
  ['/channels', channels],
  ['/carriers', carriers],
  ['/calls', calls],
  ['/calls', callRecording],
  ['/recordings', recordings],
  ['/people', people],
  ['/people', peopleSearch],
  ['/people', personTimeline],
  ['/people', personPreferences],
  ['/people', personExport],
  ['/people', personCorrect],
  ['/people', personRestrict],
  ['/people', personLocations],
  ['/exports', exports],
  ['/people', personRecord],
  ['/people', personErase],
  ['/erasures', erasures],
  ['/messages', messages],
  ['/minor_flags', minorFlags],
  ['/threads', threads],
  ['/services', services],
  ['/resources', bookable],
  ['/availability', availability],
  ['/bookings', bookings],
  ['/consents', consents],
  ['/attestations', attestations],
  ['/contact_decisions', contactDecisions],
  ['/contact_rules', contactRules],
  ['/outreach_settings', outreachSettings],
  ['/policies', policies],
  ['/audit', audit],
  ['/campaigns', campaigns],
  ['/campaigns', campaignRecord],
  ['/subprocessors', subprocessors],
  ['/vendors', vendors],
  ['/support_grants', supportGrants],
  ['/legal_processes', legal],
  ['/incidents', incidents],
  ['/suppressions', suppressions],
  ['/blocked_callers', blockedCallers],
  ['/mails', mails],
  ['/inbox', inbox],
  ['/platform_requests', platformRequests],
  ['/platform_audit', platformAudit],
  ['/tickets', tickets],
  ['/tasks', tasks],
  ['/webhook_endpoints', webhookEndpoints],
  ['/events', events],
  ['/retention', sweepProofs],
  ['/sweep_manifests', sweepManifestChains],
  ['/retention', deidentified],
  ['/privacy/requests', privacyRequests],
  ['/privacy/inventory', privacyInventory],
  ['/retention', retention],
  ['/holds', holds],
  ['/usage', usage],
  ['/analytics', analytics],
  ['/tenants', tenants],
  ['/tenants', tenantOutreach],
  ['/tenants', tenantClosure],
  ['/tenants', tenantSupport],
]

/** The API, mounted at /v1. */
export const api = new Hono<ApiEnv>()

api.use('*', async (c, next) => {
  const nowMs = Date.now()
  c.set('nowMs', nowMs)
  c.set('requestId', newId('req', nowMs))
  if (c.env.PLATFORM === 'cloudflare' && new URL(c.req.url).protocol === 'http:') {
    // Refused, not redirected: the key has already travelled in the clear, and must not work that way.
    c.res = problemOf(c, new Refusal('forbidden', 'Use https. Revoke the key if it was sent over http.'))
  } else await next()
  c.res.headers.set('request-id', c.get('requestId'))
  tellLimit(c.res)
  c.res.headers.set('cache-control', 'no-store')
  c.res.headers.set('x-content-type-options', 'nosniff')
})

for (const [base, { app }] of resources) api.route(base, app)
for (const [base, operations] of operationsByBase()) refuseOtherMethods(api, base, operations)

api.all('*', (c) => problemOf(c, new Refusal('not_found', 'There is nothing here.')))
api.onError((thrown, c) => thrownProblem(c, thrown))

/** Two resources may share a base: 405 needs to know the methods of both. */
function operationsByBase() {
  const bases = Map.groupBy(resources, ([base]) => base)
  return [...bases].map(([base, same]) => [base, same.flatMap(([, { operations }]) => operations)] as const)
}
