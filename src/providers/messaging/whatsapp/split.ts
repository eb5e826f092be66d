import { err, ok, type Result } from '../../../kernel/result.ts'
import type { SignedHook } from '../../hook.ts'
import type { DeliveryPart } from '../contract.ts'
import { deliveryOf, type Change } from './envelope.ts'
import { idIn } from './json-fields.ts'

/**
 * A delivery in parts, one for each phone number or account, each still in Meta's own shape.
 *
 * Nearly every delivery is about one line: its text is passed on as it came. What names no line has nobody to go to.
 */
export function splitDelivery(hook: SignedHook): Result<readonly DeliveryPart[], 'unreadable'> {
  const delivery = deliveryOf(hook)
  if (delivery === null) return err('unreadable')
  const byLine = Map.groupBy(delivery.changes, ({ line }) => line)
  if (byLine.size === 1) return ok([...byLine.keys()].filter(Boolean).map((line) => ({ line, body: delivery.text })))
  byLine.delete('')
  return ok([...byLine].flatMap(([line, changes]) => partOf(line, changes)))
}

/** The messaging account whose app signed: the one of the first entry. It is a claim until the signature holds. */
export const claimedAccount = (hook: SignedHook): string | null => {
  const first = deliveryOf(hook)?.changes[0]
  return first === undefined ? null : idIn(first.entry, 'id')
}

function partOf(line: string, changes: readonly Change[]): readonly DeliveryPart[] {
  const entries = Map.groupBy(changes, ({ entry }) => entry)
  const entry = [...entries].map(([{ id, time }, own]) => ({ id, time, changes: own.map(({ change }) => change) }))
  try {
    return [{ line, body: JSON.stringify({ object: 'whatsapp_business_account', entry }) }]
  } catch (error) {
    // Lists in lists by the ten thousand can be parsed, and not be written again. Meta sends none.
    if (error instanceof RangeError) return []
    throw error
  }
}
