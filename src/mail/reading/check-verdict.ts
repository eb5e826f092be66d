import { LABELS, type Label } from './labels.ts'
import type { Finding } from './mail-reading.ts'

const QUOTE_CHARS_MIN = 4
const QUOTE_CHARS_MAX = 1_000
const CONFIDENCE = 0.7

/**
 * What a model says a mail is about, as a finding; null unless its label is one of ours and its quote stands in the new text
 * letter by letter (but for blanks). A model that was talked into something has no quote for it.
 */
export function checkVerdict(verdict: unknown, fresh: string): Finding | null {
  if (typeof verdict !== 'object' || verdict === null) return null
  const { label, quote } = verdict as { readonly label?: unknown; readonly quote?: unknown }
  if (!isLabel(label) || typeof quote !== 'string') return null
  const said = plain(quote)
  if (said.length < QUOTE_CHARS_MIN || said.length > QUOTE_CHARS_MAX || !plain(fresh).includes(said)) return null
  return { label, quote: quote.trim(), rule: 'model', confidence: CONFIDENCE }
}

const isLabel = (label: unknown): label is Label => LABELS.some((known) => known === label)

const plain = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()
