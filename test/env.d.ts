import type { D1Migration } from 'cloudflare:test'
import type { Env as GatewayEnv } from '../src/env.ts'
import type * as main from '../src/index.ts'

declare global {
  namespace Cloudflare {
    interface GlobalProps {
      mainModule: typeof main
    }
    interface Env extends GatewayEnv {
      readonly TEST_MIGRATIONS: D1Migration[]
    }
  }
}
