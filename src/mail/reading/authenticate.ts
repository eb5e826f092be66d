import { addressFlags } from './address-kinds.ts'
import { readResults, type MethodResult } from './authentication-results.ts'
import { domainKey } from './domain-key.ts'
import type { MailAuthentication } from './mail-reading.ts'
import { oneMailbox, type Mailbox } from './one-mailbox.ts'
import { fieldsNamed, type RawHeader } from './raw-headers.ts'
import { AUTHSERV_ID, ownResults, type OwnResults } from './trust-zone.ts'

export interface Sender {
  readonly from: Mailbox | null
  readonly replyToDiffers: boolean
  readonly authentication: MailAuthentication
}

interface Verdict {
  readonly level: MailAuthentication['level']
  readonly reason: string
}

/**
 * Who a mail is from, and how far that is to be believed. Fails closed: whatever is missing, doubled or unclear is `none`.
 *
 * Only a DMARC pass for the very domain of the From line is a pass; SPF alone is nothing. A domain without DMARC that signed
 * the mail itself, or whose parent did, is `weak`. That somebody in between vouched for it (ARC) changes nothing; but what our
 * own mail server sealed must say the same as what it put down.
 *
 * @param ownId  the name that our own mail server signs its findings with; null: it puts down none, and nobody is believed.
 */
export function authenticate(header: RawHeader, ownId: string | null = AUTHSERV_ID): Sender {
  const { fields, isCut } = header
  const froms = fieldsNamed(fields, 'from')
  const from = froms.length === 1 ? oneMailbox(froms[0] ?? '') : null
  const own = ownResults(fields, ownId)
  const replyToDiffers = differs(from, fieldsNamed(fields, 'reply-to'))
  const { level, reason } = verdictOf(from, froms.length, isCut, own)
  const flags = [
    own.isForgedBelow ? ['forged_results'] : [],
    own.isPassedOn ? ['passed_on'] : [],
    replyToDiffers ? ['reply_to_differs'] : [],
    from === null ? [] : addressFlags(from),
  ]
  return { from, replyToDiffers, authentication: { level, reasons: [reason], flags: flags.flat() } }
}

function verdictOf(from: Mailbox | null, froms: number, isCut: boolean, own: OwnResults): Verdict {
  const none = (reason: string): Verdict => ({ level: 'none', reason })
  if (froms === 0) return none('no_from')
  if (froms > 1) return none('several_from')
  if (from === null) return none('unclear_from')
  // A second From line may stand where we did not read.
  if (isCut) return none('header_cut')
  const [value, other] = own.values
  if (value === undefined) return none('no_results')
  if (other !== undefined) return none('several_results')
  const stated = statedBy(from, value)
  return own.sealed === null || statedBy(from, own.sealed).level === stated.level ? stated : none('results_disagree')
}

function statedBy(from: Mailbox, value: string): Verdict {
  const results = readResults(value)
  return results === null ? { level: 'none', reason: 'unreadable_results' } : believed(from, results)
}

function believed(from: Mailbox, results: readonly MethodResult[]): Verdict {
  const dmarcs = results.filter(({ method }) => method === 'dmarc')
  const dmarc = dmarcs[0]
  if (dmarcs.length > 1) return { level: 'none', reason: 'several_dmarc' }
  if (dmarc?.result === 'pass') {
    const isSame = domainKey(dmarc.properties.get('header.from') ?? '') === from.domain
    return isSame ? { level: 'pass', reason: 'dmarc_pass' } : { level: 'none', reason: 'dmarc_of_another_domain' }
  }
  if (dmarc !== undefined && dmarc.result !== 'none') return { level: 'none', reason: `dmarc_${dmarc.result}` }
  const isSigned = results.some((result) => isAlignedSignature(result, from.domain))
  return isSigned ? { level: 'weak', reason: 'dkim_without_dmarc' } : { level: 'none', reason: 'no_dmarc' }
}

/** By the domain itself or by a parent of it, which says what its children may. A child says nothing for its parent. */
function isAlignedSignature({ method, result, properties }: MethodResult, domain: string): boolean {
  if (method !== 'dkim' || result !== 'pass') return false
  const signer = domainKey(properties.get('header.d') ?? '')
  return signer !== null && (signer === domain || domain.endsWith(`.${signer}`))
}

function differs(from: Mailbox | null, replyTos: readonly string[]): boolean {
  return replyTos.some((value) => value !== '' && oneMailbox(value)?.address !== from?.address)
}
