import { fieldNamed, fieldsNamed, type HeaderField } from './raw-headers.ts'

/** The name that Cloudflare's mail server signs its findings with. */
export const AUTHSERV_ID = 'mx.cloudflare.net'

/** What mail servers put on top of a mail when they pass it on; `x-cf-` is Cloudflare's own. */
const TRACE =
  /^(received|received-spf|return-path|delivered-to|x-received|x-cf-.*|authentication-results|arc-(seal|message-signature|authentication-results))$/

/**
 * The fields that our own mail server wrote: from the top down to the second `Received:`, which is the sender's, or to the first
 * field that no mail server writes, whichever is higher up.
 *
 * Everything below came with the mail, and its sender may have written it. Where our mail server puts down no findings of its own
 * (cloudflare/workerd#6740) that begins right below its `Received:`, and no header shows that it does: whoever runs this on such
 * a server says so with MAIL_AUTHSERV_ID=none.
 */
function trustZone(fields: readonly HeaderField[]): readonly HeaderField[] {
  const received = fields.flatMap(({ name }, at) => (name === 'received' ? [at] : []))
  const firstOther = fields.findIndex(({ name }) => !TRACE.test(name))
  return fields.slice(0, Math.min(received[1] ?? fields.length, firstOther === -1 ? fields.length : firstOther))
}

export interface OwnResults {
  /** Values of the results fields of our own mail server. There should be exactly one. */
  readonly values: readonly string[]
  /** The same as it sealed them for whoever gets the mail next (ARC), without the number of the seal; null where it sealed none. */
  readonly sealed: string | null
  /** Whether one in our name stands where only the sender can have put it. */
  readonly isForgedBelow: boolean
  /** Whether a server before ours sealed it (ARC): it was passed on. */
  readonly isPassedOn: boolean
}

/** What the header says in the name of our own mail server, and whether something pretends to. `ownId` null: nothing is its own. */
export function ownResults(fields: readonly HeaderField[], ownId: string | null): OwnResults {
  const zone = trustZone(fields)
  const isOurs = (value: string): boolean => authservId(value) === ownId
  const below = fields.slice(zone.length)
  const sealed = fieldNamed(zone, 'arc-authentication-results')?.replace(/^\s*i\s*=\s*\d+\s*;/, '')
  return {
    values: fieldsNamed(zone, 'authentication-results').filter(isOurs),
    sealed: sealed !== undefined && isOurs(sealed) ? sealed : null,
    isForgedBelow: fieldsNamed(below, 'authentication-results').some(isOurs),
    isPassedOn: fieldNamed(below, 'arc-seal') !== null,
  }
}

/** What stands before the first semicolon, without a version. Not trimmed of comments: ours is written plainly. */
const authservId = (value: string): string => (value.split(';', 1)[0] ?? '').trim().replace(/\s+\d+$/, '')
