import { secretsOf, farEndsOf, type Env } from '../env.ts'
import { deadline } from '../kernel/deadline.ts'
import { errorName, log } from '../kernel/log.ts'
import { CLASSIFY_INSTRUCTION } from '../mail/classify-instruction.ts'
import type { MailWorld } from '../mail/mail-world.ts'
import { llms } from '../providers/llm/registry.ts'
import { mailProviders } from '../providers/mail/registry.ts'

/** What of the inbox only a door can say: where our addresses and pages are, who sends, and whom to ask what a mail means. */
export type MailSide = Pick<MailWorld, 'domain' | 'publicUrl' | 'authservId' | 'sender' | 'classify'>

const CLASSIFY_MS_MAX = 10_000
const EMBEDDED = 'embedded'

/** Of nobody's agent: the model is the one of the settings. */
const NOBODYS = { llm: { persona: '', fallback: 'embedded' } } as const

export function mailSideOf(env: Env, nowMs: number): MailSide {
  const sender = mailProviders.map((provider) => provider.open(env)).find((one) => one !== null) ?? null
  const publicUrl = (env.PUBLIC_URL ?? '').replace(/\/$/, '')
  const { MAIL_AUTHSERV_ID: given } = env
  const authserv = given ? { authservId: given === 'none' ? null : given } : {}
  return { domain: mailDomainOf(env), publicUrl, ...authserv, sender, classify: classifierOf(env, nowMs) }
}

/** Where our mail addresses are: the setting, else the host of PUBLIC_URL. */
export const mailDomainOf = ({ MAIL_DOMAIN, PUBLIC_URL }: Env): string =>
  MAIL_DOMAIN || (URL.canParse(PUBLIC_URL ?? '') ? new URL(PUBLIC_URL ?? '').hostname : 'localhost')

/** A model that can be asked for a text. The embedded one cannot: then the rules stand alone. */
function classifierOf(env: Env, nowMs: number): MailSide['classify'] {
  if (env.MAIL_READER !== 'model' || env.LLM_PROVIDER === EMBEDDED) return null
  const secrets = secretsOf(env)
  const model = llms.find(({ name }) => name === env.LLM_PROVIDER)?.open(secrets, farEndsOf(env))
  if (model?.write === undefined) return null
  const write = model.write.bind(model)
  return async (fresh) => {
    const { signal, end } = deadline(CLASSIFY_MS_MAX)
    try {
      const writing = { document: NOBODYS, nowMs, instruction: CLASSIFY_INSTRUCTION, material: fresh }
      return await write(writing, signal)
    } catch (error) {
      // Unread by a model it is read by a person.
      log.warn('mail.not_classified', { error: errorName(error) })
      return null
    } finally {
      end()
    }
  }
}
