import { applyD1Migrations, reset } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeEach } from 'vitest'

/** Every test begins with empty stores: databases of all regions migrated, no objects, no blobs. */
beforeEach(async () => {
  await reset()
  for (const db of [env.DB, env.DB_EU, env.DB_US]) await applyD1Migrations(db, env.TEST_MIGRATIONS)
})
