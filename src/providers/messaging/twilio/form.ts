import { textOf } from '../../../kernel/bytes.ts'
import type { SignedHook } from '../../hook.ts'

const queryOf = (url: string): string => (url.includes('?') ? url.slice(url.indexOf('?') + 1) : '')

/** Whether the fields are in the body. GET signs none. */
export const hasBody = (hook: SignedHook): boolean => hook.method !== 'GET' && hook.method !== 'HEAD'

/**
 * The form of `hook` as it was sent: of a GET the query, of anything else the body.
 *
 * Its signature covers this and no other place: reading one would let a stranger add to what somebody else signed.
 */
export const formOf = (hook: SignedHook): string => (hasBody(hook) ? textOf(hook.body) : queryOf(hook.url))

/** What the address says beside the form. It is under the signature too. */
export const askedOf = (hook: SignedHook): string => queryOf(hook.url)
