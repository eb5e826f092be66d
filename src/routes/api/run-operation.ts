import { noteView } from '../../audit/note-view.ts'
import { refuseSealedOff } from '../../minors/sealed-off.ts'
import { viewPurpose } from '../../audit/view-purpose.ts'
import { platformChain } from '../../incidents/incident.ts'
import { authenticate, authenticateOperator, type Caller } from './auth.ts'
import type { ApiContext } from './api-env.ts'
import { answerOnce } from './idempotency.ts'
import type { Operation } from './operation.ts'
import { thrownProblem } from './problem.ts'
import { readInput } from './read-input.ts'
import { refuseOverLimit } from './rate-limit.ts'

type Handle = (asked: unknown) => unknown

/**
 * One request, from its key to its answer. Never throws.
 *
 * In this order: who asks and whether they may, how often they ask, what they ask; only then, with an idempotency key,
 * whether it was asked before. So neither a wrong key nor a wrong field is ever remembered as an answer.
 */
export async function runOperation(c: ApiContext, operation: Operation, handle: Handle): Promise<Response> {
  try {
    const caller = operation.operator ? await authenticateOperator(c) : await authenticate(c, operation)
    await refuseOverLimit(c, caller)
    const input = await readInput(c, operation)
    const { body, query, params } = input
    const asked = { ctx: caller.ctx, body, query, params, c }
    const run = (): Promise<Response> =>
      answer(c, operation, () =>
        operation.reveals === 'content' ? revealed(c, operation, asked, handle) : handle(asked),
      )
    // Content of people is read anew, and lies nowhere as an answer.
    const isRemembered = operation.method === 'post' && !input.isStreamed && operation.reveals === undefined
    return isRemembered ? await answerOnce(c, caller, input.rawBody, run) : await run()
  } catch (thrown) {
    return thrownProblem(c, thrown)
  }
}

async function answer(c: ApiContext, operation: Operation, run: () => unknown): Promise<Response> {
  try {
    const given = await run()
    if (given instanceof Response) return given
    const status = operation.status ?? 200
    return status === 204 ? new Response(null, { status }) : Response.json(given, { status })
  } catch (thrown) {
    return thrownProblem(c, thrown)
  }
}

/** What was asked for, once it is noted that it was: what cannot be noted is not shown. */
async function revealed(
  c: ApiContext,
  { tag, path, operator }: Operation,
  asked: { readonly params: unknown; readonly ctx: Caller['ctx'] },
  handle: Handle,
): Promise<unknown> {
  if (operator) return revealedToOperator(c, asked, handle)
  const isSupport = c.get('isSupport') === true
  const purpose = isSupport ? 'support' : viewPurpose(c.req.header('purpose'))
  const { id, mediaId } = asked.params as { readonly id: string; readonly mediaId?: string }
  // That there was a call is no word of what was said on it.
  if (tag !== 'calls' || path !== '/:id') await refuseSealedOff(c.get('ctx'), id)
  const given = await handle(asked)
  if (given instanceof Response && !given.ok) return given
  await noteView(c.get('ctx'), { subject: mediaId ?? id, purpose })
  return given
}

/** What came to the platform itself is noted in its own chain: support, where whoever reads names no purpose. */
async function revealedToOperator(
  c: ApiContext,
  asked: { readonly params: unknown; readonly ctx: Caller['ctx'] },
  handle: Handle,
): Promise<unknown> {
  const purpose = viewPurpose(c.req.header('purpose') || 'support')
  const given = await handle(asked)
  const { id } = asked.params as { readonly id: string }
  await noteView(platformChain(asked.ctx), { subject: id, purpose })
  return given
}
