import type { D1Migration } from 'cloudflare:test'
import type { Env as GatewayEnv } from '../src/env.ts'

declare global {
  namespace Cloudflare {
    interface GlobalProps {
      mainModule: typeof import('../src/index.ts')
    }
    interface Env extends GatewayEnv {
      readonly TEST_MIGRATIONS: D1Migration[]
    }
  }
}
