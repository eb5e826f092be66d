import { reset } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeAll, beforeEach } from 'vitest'
import * as laterInCalls from '../src/calls/later-talk.ts'
import { loadGate, loadReading } from '../src/consent/known-facts.ts'
import { loadFiling } from '../src/consent/owed-decisions.ts'
import * as laterInThreads from '../src/messages/later.ts'
import * as laterInCampaigns from '../src/outreach/campaign/later-campaign.ts'
import { loadPlatforms } from '../src/messages/platform-of.ts'
import { migrate } from './migrate.ts'

/**
 * What objects load when they need it is loaded here: under test a module is fetched, and an object that waits for what
 * another one fetches waits for ever where that one is gone. In the Worker it is in the bundle, and there at once.
 */
const loaded = Promise.all(
  [
    ...[laterInCalls, laterInThreads, laterInCampaigns].flatMap((later): (() => Promise<unknown>)[] =>
      Object.values(later),
    ),
    loadPlatforms,
    loadGate,
    loadReading,
    loadFiling,
  ].map(async (load) => load()),
)

beforeAll(async () => {
  await loaded
})

/** Vendors' clients know no store: what a test of theirs was told is all that there is. */
const PROVIDER = /\/src\/providers\//

/** Every test begins with empty stores: no objects, no blobs, one database migrated. Others: `migrateOtherRegions`. */
beforeEach(async ({ task }) => {
  if (PROVIDER.test(task.file.filepath)) return
  for (let tries = 1; ; tries += 1) {
    await reset()
    try {
      return await migrate(env.DB)
    } catch (error) {
      // What the last test left running may have written once more.
      if (tries === 3) throw error
    }
  }
})
