import type { ToolResult } from '../providers/llm/contract.ts'
import { isSpanish } from './guardrails/guard-words.ts'
import type { ToolState } from './tools/tool.ts'
import type { TurnSetting } from './turn-setting.ts'
import { turnWords } from './turn-words.ts'
import { slotInSpanish } from './when/say-in-spanish.ts'
import { saySlot } from './when/say.ts'

type Value = ToolResult['value']
type Room = TurnSetting['room']

/** What tools have done, for a caller whose model is gone before it could say so. Empty where they did nothing. */
export function doneWords(room: Room, tools: ToolState, results: readonly ToolResult[]): string {
  return results
    .map(({ ok, value }) => (ok ? wordsOf(room, value, whenOf(room, value, tools)) : ''))
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

/**
 * When it is that was booked, moved to or held, as tools say it; in Spanish of the times that are known the one that they say in
 * English, so that each of two deeds keeps its own. Empty where none is.
 */
function whenOf(room: Room, value: Value, { listed, held, offered }: ToolState): string {
  const said = textOf(value, 'say')
  if (!isSpanish(room.language)) return said
  const times = [...listed, ...(held === null ? [] : [held]), ...offered]
  const meant = times.find(({ startsAtMs }) => saySlot(startsAtMs, room) === said)
  return meant ? slotInSpanish(meant.startsAtMs, room.timeZone) : ''
}
