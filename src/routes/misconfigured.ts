import { secretsOf, type Env } from '../env.ts'
import { log } from '../kernel/log.ts'
import { checkSettings } from '../settings.ts'

/** Settings do not change while an isolate lives. */
const verdicts = new WeakMap<Env, boolean>()

/**
 * 503 and nothing more while a setting is malformed; null when all is well. The log has every name and what was expected.
 *
 * A gateway that is half set up must not answer: what it signs, seals or hands out would be wrong later.
 */
export function misconfigured(env: Env): Response | null {
  let holds = verdicts.get(env)
  if (holds === undefined) {
    const problems = checkSettings(secretsOf(env))
    for (const { name, expected } of problems) log.error('setting.malformed', { name, expected })
    holds = problems.length === 0
    verdicts.set(env, holds)
  }
  return holds ? null : new Response(null, { status: 503 })
}
