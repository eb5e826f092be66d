import { EgressDenied, refuseToLeave } from '../../../egress/leave.ts'
import type { Whose } from '../../../egress/may-leave.ts'
import { err, ok, type Result } from '../../../kernel/result.ts'
import type { Letter, MailProvider, MailTrouble } from '../contract.ts'

/** What would be refused the next time as well: an address, a header or a text that is not accepted. */
const FOR_GOOD = /^E_(VALIDATION|FIELD|TOO_MANY|RECIPIENT|CONTENT|HEADER)/

/** Cloudflare's `send_email` binding. */
export const cloudflareMail: MailProvider = {
  name: 'cloudflare',
  open({ EMAIL: binding }) {
    return binding === undefined ? null : { send: (letter, whose) => send(binding, letter, whose) }
  },
}

async function send(binding: SendEmail, letter: Letter, whose: Whose | undefined): Promise<Result<void, MailTrouble>> {
  try {
    await refuseToLeave({ vendor: 'cloudflare', purpose: 'mail', fields: ['email', 'written_words', 'ids'], whose })
    await binding.send({ ...letter, headers: { ...letter.headers } })
    return ok(undefined)
  } catch (error) {
    if (error instanceof EgressDenied) return err({ code: error.reason, isPassing: true, isHeld: true })
    const code = codeOf(error)
    return err({ code, isPassing: !FOR_GOOD.test(code) })
  }
}

/** The vendor's code: a member of the error, or how its message begins. The rest of the message may quote an address. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const told = 'code' in error && typeof error.code === 'string' ? error.code : error.message
  return /^E_[A-Z_]{2,60}/.exec(told)?.[0] ?? 'unknown'
}
