import type { ToolResult } from '../providers/llm/contract.ts'
import { isSpanish } from './guardrails/guard-words.ts'
import type { ToolState } from './tools/tool.ts'
import type { TurnSetting } from './turn-setting.ts'
import { turnWords } from './turn-words.ts'
import { slotInSpanish } from './when/say-in-spanish.ts'

type Value = ToolResult['value']
type Room = TurnSetting['room']

/** What tools have done, for a caller whose model is gone before it could say so. Empty where they did nothing. */
export function doneWords(room: Room, tools: ToolState, results: readonly ToolResult[]): string {
  const isOne = results.length === 1
  return results
    .map(({ ok, value }) => (ok ? wordsOf(room, value, whenOf(room, value, isOne ? tools : null)) : ''))
    .filter(Boolean)
    .join(' ')
}

const textOf = (value: Value, name: string): string => (typeof value[name] === 'string' ? value[name] : '')

function wordsOf({ language }: Room, value: Value, when: string): string {
  const { booked, moved, held, cancelled, passedOn } = turnWords(language)
  if (value['booked'] === true) return booked(textOf(value, 'service'), when)
  if (value['moved'] === true) return moved(when)
  if (value['held'] === true) return held(when)
  if (value['cancelled'] === true) return cancelled
  if (value['taken'] === true || value['requested'] === true) return passedOn
  // Of opening hours tools have English words only.
  return isSpanish(language) && 'open_now' in value ? '' : textOf(value, 'say')
}

/** When it is that was booked, moved to or held, as tools say it; in Spanish by what is meant. Empty where that is not certain. */
function whenOf({ language, timeZone }: Room, value: Value, tools: ToolState | null): string {
  if (!isSpanish(language)) return textOf(value, 'say')
  const bookingId = (value['booked'] === true ? tools?.confirmed : tools?.moved)?.at(-1)
  const booking = tools?.listed.find((one) => one.bookingId === bookingId)
  const meant = value['held'] === true ? tools?.held : booking
  return meant ? slotInSpanish(meant.startsAtMs, timeZone) : ''
}
