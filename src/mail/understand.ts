import type { MailWorld } from './mail-world.ts'
import type { RawMail } from './raw-mail.ts'
import { checkVerdict } from './reading/check-verdict.ts'
import type { MailReading } from './reading/mail-reading.ts'
import { readMail } from './reading/read-mail.ts'

interface About {
  readonly truncated: boolean
  /** Whether it came to the platform itself. What is written to a business is shown to no model. */
  readonly isOurs: boolean
}

/**
 * Reads a mail: by rules, and where those recognise nothing and a model may be asked, by what it says, as far as it can quote
 * the sender's own words for it.
 */
export async function understand(world: MailWorld, mail: RawMail, { truncated, isOurs }: About): Promise<MailReading> {
  const reading = await readMail(mail.raw, {
    truncated,
    ownDomains: [world.domain],
    nowMs: world.nowMs,
    envelopeFrom: mail.from,
    ...(world.authservId !== undefined && { authservId: world.authservId }),
  })
  const isUnclear = reading.findings.every(({ label }) => label === 'other')
  const mayAsk = isUnclear && isOurs && reading.loop.reason === null && reading.needsPerson === null
  if (!mayAsk || world.classify === null) return reading
  const verdicts = verdictsIn(await world.classify(reading.text.fresh))
  const findings = verdicts.map((verdict) => checkVerdict(verdict, reading.text.fresh)).filter((one) => one !== null)
  return findings.length === 0 ? reading : { ...reading, findings }
}

const VERDICTS_MAX = 10

/** What a model answered, as far as it is the list it was asked for. */
function verdictsIn(answer: string | null): readonly unknown[] {
  const list = /\[[^]*\]/.exec(answer ?? '')?.[0]
  try {
    const said: unknown = list === undefined ? [] : JSON.parse(list)
    return Array.isArray(said) ? said.slice(0, VERDICTS_MAX) : []
  } catch {
    return []
  }
}
