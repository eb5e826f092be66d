import { fieldNamed, fieldsNamed, type HeaderField } from './raw-headers.ts'

/** The name our mail server signs its findings with. */
const AUTHSERV_ID = 'mx.cloudflare.net'

/** What mail servers put on top of a mail when they pass it on. */
const TRACE =
  /^(received|received-spf|return-path|delivered-to|x-received|authentication-results|arc-(seal|message-signature|authentication-results))$/

/**
 * The fields that our own mail server wrote: from the top down to the second `Received:`, which is the sender's.
 *
 * Everything below came with the mail, and its sender may have written it. Where there is no second `Received:`, only what is
 * certainly on top counts: the trace fields before the first other one.
 */
function trustZone(fields: readonly HeaderField[]): readonly HeaderField[] {
  const received = fields.flatMap(({ name }, at) => (name === 'received' ? [at] : []))
  const second = received[1]
  if (second !== undefined) return fields.slice(0, second)
  const firstOther = fields.findIndex(({ name }) => !TRACE.test(name))
  return firstOther === -1 ? fields : fields.slice(0, firstOther)
}

interface OwnResults {
  /** Values of the results fields of our own mail server. There should be exactly one. */
  readonly values: readonly string[]
  /** Whether one in our name stands where only the sender can have put it. */
  readonly isForgedBelow: boolean
  /** Whether a server before ours sealed it (ARC): it was passed on. */
  readonly isPassedOn: boolean
}

/** What the header says in the name of our own mail server, and whether something pretends to. */
export function ownResults(fields: readonly HeaderField[]): OwnResults {
  const zone = trustZone(fields)
  const isOurs = (value: string): boolean => authservId(value) === AUTHSERV_ID
  const below = fields.slice(zone.length)
  return {
    values: fieldsNamed(zone, 'authentication-results').filter(isOurs),
    isForgedBelow: fieldsNamed(below, 'authentication-results').some(isOurs),
    isPassedOn: fieldNamed(below, 'arc-seal') !== null,
  }
}

/** What stands before the first semicolon, without a version. Not trimmed of comments: ours is written plainly. */
const authservId = (value: string): string => (value.split(';', 1)[0] ?? '').trim().replace(/\s+\d+$/, '')
