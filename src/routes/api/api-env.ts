import type { Context } from 'hono'
import type { Ctx } from '../../context.ts'
import type { Env } from '../../env.ts'
import type { ApiKeyIdentity } from '../../tenants/find-api-key.ts'

/** What a request has been found to be, once its key is known. */
interface ApiVariables {
  /** `req_…`: on the answer, in problems and in logs. */
  requestId: string
  /** Fixed for the whole request, so that the rows it writes agree. */
  nowMs: number
  /** Set for the operations of a business; an operator's have no tenant. */
  ctx: Ctx
  key: ApiKeyIdentity
  /** The platform's support asks, let in by the business. */
  isSupport?: boolean
}

export interface ApiEnv {
  Bindings: Env
  Variables: ApiVariables
}

export type ApiContext = Context<ApiEnv>
