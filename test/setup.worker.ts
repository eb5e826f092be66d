import { applyD1Migrations, reset } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeAll, beforeEach } from 'vitest'
import * as later from '../src/calls/later-talk.ts'

/**
 * What objects load when they need it is loaded here: under test a module is fetched, and two objects that wait for one
 * fetch go on in each other's place. In the Worker it is in the bundle, and there at once.
 */
const loaded = Promise.all([
  ...Object.values(later).map(async (load) => load()),
  import('../src/calls/voicemail/transcriber-of.ts'),
  import('../src/messages/answer/work-answer.ts'),
  import('../src/messages/deal-out.ts'),
  import('../src/messages/filing.ts'),
  import('../src/messages/message-line.ts'),
  import('../src/messages/receive.ts'),
  import('../src/messages/take-owed.ts'),
  import('../src/messages/yield-thread.ts'),
  import('../src/providers/messaging/registry.ts'),
])

beforeAll(async () => {
  await loaded
})

/** Every test begins with empty stores: databases of all regions migrated, no objects, no blobs. */
beforeEach(async () => {
  await reset()
  for (const db of [env.DB, env.DB_EU, env.DB_US]) await applyD1Migrations(db, env.TEST_MIGRATIONS)
})
