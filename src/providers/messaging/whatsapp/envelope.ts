import { textOf } from '../../../kernel/bytes.ts'
import type { SignedHook } from '../../hook.ts'
import { idIn, objectIn, objectOf, objectsIn, wordOf, type Json } from './json-fields.ts'

/** One change of a delivery, with the entry it came in. */
export interface Change {
  /** Whose it is: the phone number id, or the id of the messaging account; '' when it names neither. */
  readonly line: string
  readonly field: string
  readonly value: Json
  readonly entry: Json
  readonly change: Json
}

interface Delivery {
  readonly text: string
  readonly changes: readonly Change[]
}

/** A body is needed to find its account and to split it: it is decoded once. */
const decoded = new WeakMap<SignedHook, Delivery | 'unreadable'>()

/** The delivery in `hook`, or null when its body is no JSON object. */
export function deliveryOf(hook: SignedHook): Delivery | null {
  const known = decoded.get(hook) ?? decode(textOf(hook.body))
  decoded.set(hook, known)
  return known === 'unreadable' ? null : known
}

function decode(text: string): Delivery | 'unreadable' {
  const changes = changesIn(text)
  return changes === null ? 'unreadable' : { text, changes }
}

/** The changes of a body in their own order, or null when it is no JSON object. */
export function changesIn(text: string): readonly Change[] | null {
  let root: Json | null = null
  try {
    root = objectOf(JSON.parse(text))
  } catch {
    // Not JSON: there is nothing in it.
  }
  if (root === null) return null
  // Meta documents a declined history without its envelope.
  if (!('entry' in root)) return changesOfEntry(root)
  return objectsIn(root, 'entry').flatMap(changesOfEntry)
}

function changesOfEntry(entry: Json): readonly Change[] {
  if ('changes' in entry) return objectsIn(entry, 'changes').map((change) => changeOf(entry, change))
  if (objectOf(entry['value']) !== null) return [changeOf(entry, entry)]
  const bare = { value: entry }
  return fieldOf(bare) === '' ? [] : [changeOf(entry, bare)]
}

function changeOf(entry: Json, change: Json): Change {
  const value = objectIn(change, 'value')
  const own = idIn(objectIn(value, 'metadata'), 'phone_number_id')
  // What a partner is told of one of its accounts comes under the partner's own id.
  const line = own ?? idIn(objectIn(value, 'waba_info'), 'waba_id') ?? idIn(entry, 'id') ?? ''
  return { line, field: fieldOf(change), value, entry, change }
}

/** What a value without a field must be of. */
const TELLING: readonly (readonly [member: string, field: string])[] = [
  ['history', 'history'],
  ['message_echoes', 'smb_message_echoes'],
  ['calls', 'calls'],
  ['messages', 'messages'],
  ['statuses', 'messages'],
]

function fieldOf(change: Json): string {
  if (typeof change['field'] === 'string') return wordOf(change['field'])
  const value = objectIn(change, 'value')
  return TELLING.find(([member]) => Array.isArray(value[member]))?.[1] ?? ''
}
